"""Word documents and PDFs taken apart; for tests."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdf
from docx.document import Document


def word(data: bytes) -> Document:
    """A Word document, opened."""
    return docx.Document(io.BytesIO(data))


def word_text(data: bytes) -> str:
    """All that stands in a Word document, paragraph by paragraph, cells too."""
    document = word(data)
    cells = (cell.text for table in document.tables for row in table.rows for cell in _once(row))
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def tables(data: bytes) -> list[list[list[str]]]:
    """The tables of a Word document, cell by cell."""
    return [[[cell.text for cell in _once(row)] for row in table.rows] for table in word(data).tables]


def parts(data: bytes) -> dict[str, str]:
    """The XML parts of an Office package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}


def pdf(data: bytes) -> pypdf.PdfReader:
    """A PDF, opened."""
    return pypdf.PdfReader(io.BytesIO(data))


def pdf_text(data: bytes) -> str:
    """All that stands in a PDF, without the breaks of lines."""
    return "".join("".join(page.extract_text() for page in pdf(data).pages).split())


def _once(row: docx.table._Row) -> list[docx.table._Cell]:
    """The cells of a row, a merged one once."""
    return list({cell._tc: cell for cell in row.cells}.values())
