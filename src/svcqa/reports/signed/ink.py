"""How texts and pictures are set in a Word document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FONT = "Microsoft YaHei"
INK, SOFT, ACCENT = "18222C", "566472", "1D4E79"
SHADE = "EEF2F5"


@dataclass(frozen=True)
class Picture:
    """A picture: its bytes, its width in centimetres, and what it shows in words."""

    data: bytes
    width: float
    told: str


def fill(cell: _Cell, content: str | Sequence[str], **look: bool) -> None:
    """What stands in a cell: one paragraph, or several, written as :func:`write` does."""
    lines = [content] if isinstance(content, str) else content
    for at, line in enumerate(lines):
        write(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), line, **look)


def write(  # noqa: PLR0913 - looks, by name
    paragraph: Paragraph,
    text: str,
    *,
    soft: bool = False,
    bold: bool = False,
    small: bool = False,
    large: bool = False,
    literal: bool = False,
) -> None:
    """Write a text; what stands between ⟦ and ⟧ is marked, so that nobody overlooks it, unless it is literal."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt, RGBColor

    for at, part in enumerate([text] if literal else text.replace("⟧", "⟦").split("⟦")):
        if not part:
            continue
        run = paragraph.add_run(part)
        run.bold = bold or None
        if soft:
            run.font.color.rgb = RGBColor.from_string(SOFT)
        if small:
            run.font.size = Pt(8)
        if large:
            run.font.size = Pt(18)
        if at % 2:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def pictured(paragraph: Paragraph, picture: Picture) -> None:
    """Put a picture at the end of a paragraph."""
    from docx.shared import Cm

    shape = paragraph.add_run().add_picture(io.BytesIO(picture.data), Cm(picture.width))
    inline = shape._inline
    inline.docPr.set("descr", picture.told)
    for side in "TBLR":
        inline.set(f"dist{side}", "0")  # else some programs leave room around it


def shade(cell: _Cell) -> None:
    """Set a cell off from the others."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE}"/>'))


def styled(style: Any, size: float) -> None:
    """Give a style our font and colours."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor.from_string(INK if style.name == "Normal" else ACCENT)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    look = style.paragraph_format
    look.space_after = Pt(4)
    if style.name.startswith("Heading"):
        look.space_before, look.keep_with_next = Pt(16 if style.name.endswith("1") else 10), True


def bordered(table: Table) -> None:
    """Draw thin lines around all cells."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C5CED6"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))


def marked(row: Any, mark: str) -> None:
    """Give a row a property: repeated as a head on every page, or not torn apart."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:{mark} {nsdecls('w')}/>"))


def close(cell: _Cell, *, right: bool = False, size: float = 8.5) -> None:
    """Set the text of a cell close; numbers to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for paragraph in cell.paragraphs:
        look = paragraph.paragraph_format
        look.space_before, look.space_after, look.line_spacing = Pt(1), Pt(1), 1.0
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in paragraph.runs:
            run.font.size = Pt(size)


def numbered(paragraph: Paragraph) -> None:
    """Number the pages."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for field in ("PAGE", "NUMPAGES"):
        xml = f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(xml))
        if field == "PAGE":
            paragraph.add_run(" / ")
