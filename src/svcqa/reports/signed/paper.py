"""Paper: a Word document put together piece by piece, with the marks that a template is filled in by (Jinja)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FONT = "Microsoft YaHei"
INK, SOFT, ACCENT = "18222C", "566472", "1D4E79"
SHADE = "EEF2F5"
WIDTH = 17.4
"""Width of the text on A4, in centimetres."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its width in centimetres, and what stands in each cell."""

    head: str
    width: float
    content: str | Sequence[str]
    number: bool = False


class Paper:
    """A Word document on A4, in the order in which it is read."""

    def __init__(self, title: str) -> None:
        from docx import Document
        from docx.shared import Cm

        self.document: Any = Document()
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm((21 - WIDTH) / 2)
        page.top_margin, page.bottom_margin = Cm(2), Cm(1.9)
        for name, size in (("Normal", 9.5), ("Title", 22), ("Heading 1", 14), ("Heading 2", 11)):
            _styled(self.document.styles[name], size)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, "svcqa", ""
        properties.created = properties.modified = dt.datetime(2000, 1, 1)

    def title(self, text: str) -> None:
        """The name of the document."""
        self.document.add_paragraph(text, style="Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading."""
        self.document.add_paragraph(text, style=f"Heading {level}")

    def text(self, text: str, *, soft: bool = False, bold: bool = False) -> None:
        """A paragraph."""
        write(self.document.add_paragraph(), text, soft=soft, bold=bold)

    def tag(self, text: str) -> None:
        """A mark that stands on a paragraph of its own, which is not printed, such as ``for one in reviews``."""
        self.document.add_paragraph(f"{{%p {text} %}}")

    def page(self) -> None:
        """What follows begins on a new page."""
        self.document.add_page_break()

    def table(self, columns: Sequence[Column], loop: str) -> None:
        """A table with a row for each of a list, such as ``one in reviews``."""
        made: Any = self._table([column.width for column in columns])
        for cell, column in zip(made.rows[0].cells, columns, strict=True):
            write(cell.paragraphs[0], column.head, bold=True)
            shade(cell)
        _marked(made.rows[0], "tblHeader")
        made.add_row().cells[0].paragraphs[0].add_run(f"{{%tr for {loop} %}}")
        row = made.add_row()
        _marked(row, "cantSplit")
        for cell, column in zip(row.cells, columns, strict=True):
            fill(cell, column.content)
        made.add_row().cells[0].paragraphs[0].add_run("{%tr endfor %}")
        for line in made.rows:
            for cell, column in zip(line.cells, columns, strict=True):
                _set(cell, right=column.number)
        self._gap()

    def facts(self, rows: Iterable[tuple[str, str | Sequence[str]]], label: float = 4.2) -> None:
        """A table of two columns: what something is called, and what it is."""
        self.form([[row] for row in rows], [label, WIDTH - label])

    def form(self, rows: Sequence[Sequence[tuple[str, str | Sequence[str]]]], widths: Sequence[float]) -> None:
        """A form: rows of pairs of a label and its content; a row with fewer pairs lets the last content reach on."""
        made = self._table(widths, rows=len(rows))
        for row, pairs in zip(made.rows, rows, strict=True):
            _marked(row, "cantSplit")
            for at, (name, content) in enumerate(pairs):
                write(row.cells[2 * at].paragraphs[0], name, soft=True)
                shade(row.cells[2 * at])
                fill(row.cells[2 * at + 1], content)
            for cell in row.cells:
                _set(cell)
            if 2 * len(pairs) < len(widths):
                row.cells[2 * len(pairs) - 1].merge(row.cells[-1])
        self._gap()

    def feet(self, head: str, foot: str) -> None:
        """What stands above and below on every page; below with the number of the page."""
        section = self.document.sections[0]
        write(section.header.paragraphs[0], head, soft=True, small=True)
        line = section.footer.paragraphs[0]
        write(line, f"{foot}    ", soft=True, small=True)
        _number(line)

    def bytes(self) -> bytes:
        """The document; the same pieces give the same bytes."""
        stream = io.BytesIO()
        self.document.save(stream)
        return undated(stream.getvalue())

    def _gap(self) -> None:
        """A little room after a table."""
        from docx.shared import Pt

        look = self.document.add_paragraph().paragraph_format
        look.space_after, look.line_spacing = Pt(0), Pt(8)

    def _table(self, widths: Sequence[float], rows: int = 1) -> Table:
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Cm

        made: Table = self.document.add_table(rows, len(widths), style="Table Grid")
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _bordered(made)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        return made


def fill(cell: _Cell, content: str | Sequence[str]) -> None:
    """What stands in a cell: one paragraph, or several."""
    lines = [content] if isinstance(content, str) else content
    for at, line in enumerate(lines):
        write(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), line)


def write(paragraph: Paragraph, text: str, *, soft: bool = False, bold: bool = False, small: bool = False) -> None:
    """Write a text; what stands between ⟦ and ⟧ is marked, so that nobody overlooks it."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt, RGBColor

    for at, part in enumerate(text.replace("⟧", "⟦").split("⟦")):
        if not part:
            continue
        run = paragraph.add_run(part)
        run.bold = bold or None
        if soft:
            run.font.color.rgb = RGBColor.from_string(SOFT)
        if small:
            run.font.size = Pt(8)
        if at % 2:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def shade(cell: _Cell) -> None:
    """Set a cell off from the others."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE}"/>'))


def undated(data: bytes) -> bytes:
    """The package without the time at which it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), old.read(part), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _styled(style: Any, size: float) -> None:
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


def _bordered(table: Table) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C5CED6"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))


def _marked(row: Any, mark: str) -> None:
    """Give a row a property: repeated as a head on every page, or not torn apart."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:{mark} {nsdecls('w')}/>"))


def _set(cell: _Cell, *, right: bool = False) -> None:
    """Set the text of a cell close; numbers to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for paragraph in cell.paragraphs:
        look = paragraph.paragraph_format
        look.space_before, look.space_after, look.line_spacing = Pt(1), Pt(1), 1.0
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in paragraph.runs:
            run.font.size = Pt(8.5)


def _number(paragraph: Paragraph) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for field in ("PAGE", "NUMPAGES"):
        xml = f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(xml))
        if field == "PAGE":
            paragraph.add_run(" / ")
