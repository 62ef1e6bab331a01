"""Paper: a Word document put together piece by piece, with the marks that a template is filled in by (Jinja)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svcqa.reports.signed.ink import (
    Picture,
    bordered,
    close,
    fill,
    marked,
    numbered,
    pictured,
    shade,
    styled,
    write,
)

if TYPE_CHECKING:
    from docx.table import Table

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
            styled(self.document.styles[name], size)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, "svcqa", ""
        properties.created = properties.modified = dt.datetime(2000, 1, 1)

    def title(self, text: str) -> None:
        """The name of the document."""
        self.document.add_paragraph(text, style="Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading."""
        self.document.add_paragraph(text, style=f"Heading {level}")

    def text(self, text: str, **look: bool) -> None:
        """A paragraph, written as :func:`svcqa.reports.signed.ink.write` does."""
        write(self.document.add_paragraph(), text, **look)

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
        marked(made.rows[0], "tblHeader")
        made.add_row().cells[0].paragraphs[0].add_run(f"{{%tr for {loop} %}}")
        row = made.add_row()
        marked(row, "cantSplit")
        for cell, column in zip(row.cells, columns, strict=True):
            fill(cell, column.content)
        made.add_row().cells[0].paragraphs[0].add_run("{%tr endfor %}")
        for line in made.rows:
            for cell, column in zip(line.cells, columns, strict=True):
                close(cell, right=column.number)
        self._gap()

    def rows(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str | Sequence[str]]],
        strong: Container[int] = (),
        pictures: Sequence[Mapping[int, Picture]] = (),
    ) -> None:
        """A table of rows that are known already; their texts are printed as they are, rows with pictures together.

        Args:
            columns: heads and widths; their contents are not looked at.
            rows: cell by cell; several texts stand one below the other.
            strong: numbers of the rows that are set off.
            pictures: for every row, that of the heads first, the columns with a picture after their text.
        """
        made: Any = self._table([column.width for column in columns], rows=1 + len(rows))
        marked(made.rows[0], "tblHeader")
        heads = [column.head for column in columns]
        for at, (line, texts) in enumerate(zip(made.rows, [heads, *rows], strict=True), -1):
            bold = at in strong or at < 0
            marked(line, "cantSplit")
            for cell, column, text in zip(line.cells, columns, texts, strict=True):
                fill(cell, text, literal=True, bold=bold)
                close(cell, right=column.number, size=7.5 if at < 0 else 8.5)
                if bold:
                    shade(cell)
        for line, drawn in zip(made.rows, pictures, strict=False):
            for place, picture in drawn.items():
                pictured(line.cells[place].paragraphs[-1], picture)
            line.cells[0].paragraphs[0].paragraph_format.keep_with_next = line is not made.rows[-1]
        self._gap()

    def picture(self, picture: Picture) -> None:
        """A picture on a line of its own."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        pictured(paragraph, picture)

    def along(self, texts: Iterable[tuple[float, str]], *, bold: bool = False) -> None:
        """Texts on one line, the middle of each at its place, in per cent of the width."""
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Cm

        line = self.document.add_paragraph()
        line.paragraph_format.space_after = 0
        for at, text in texts:
            line.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH * at / 100), WD_TAB_ALIGNMENT.CENTER)
            write(line, f"\t{text}", bold=bold, small=True, literal=True)

    def facts(self, rows: Iterable[tuple[str, str | Sequence[str]]], label: float = 4.2) -> None:
        """A table of two columns: what something is called, and what it is."""
        self.form([[row] for row in rows], [label, WIDTH - label])

    def form(
        self, rows: Sequence[Sequence[tuple[str, str | Sequence[str]]]], widths: Sequence[float], **look: bool
    ) -> None:
        """A form: rows of pairs of a label and its content; a row with fewer pairs lets the last content reach on."""
        made = self._table(widths, rows=len(rows))
        for row, pairs in zip(made.rows, rows, strict=True):
            marked(row, "cantSplit")
            for at, (name, content) in enumerate(pairs):
                write(row.cells[2 * at].paragraphs[0], name, soft=True)
                shade(row.cells[2 * at])
                fill(row.cells[2 * at + 1], content, **look)
            for cell in row.cells:
                close(cell)
            if 2 * len(pairs) < len(widths):
                row.cells[2 * len(pairs) - 1].merge(row.cells[-1])
        self._gap()

    def feet(self, head: str, foot: str) -> None:
        """What stands above and below on every page; below with the number of the page."""
        section = self.document.sections[0]
        write(section.header.paragraphs[0], head, soft=True, small=True)
        line = section.footer.paragraphs[0]
        write(line, f"{foot}    ", soft=True, small=True)
        numbered(line)

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
        bordered(made)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
        for row in made.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
        return made


def undated(data: bytes) -> bytes:
    """The package without the time at which it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), old.read(part), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
