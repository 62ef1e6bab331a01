"""Format → the function that renders it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcqa import auditfile
from svcqa.findings import Audit
from svcqa.reports import junit, listing, markdown, page, sarif, terminal, workbook
from svcqa.reports.baseline import data as data_since
from svcqa.reports.baseline import marked as marked_since
from svcqa.reports.baseline import text as text_since
from svcqa.reports.due import calendar, data, table
from svcqa.reports.due import workbook as workbook_due
from svcqa.reports.signed import pdf, word
from svcqa.requests import Rendered, RenderRequest


def document(audit: Audit, request: RenderRequest) -> Rendered:
    """The audit document itself, the same in every language."""
    return auditfile.pieces(audit)


RENDERERS: Mapping[str, Callable[[Audit, RenderRequest], Rendered]] = {
    "json": document,
    "html": page.render,
    "csv": listing.render,
    "xlsx": workbook.render,
    "docx": word.render,
    "pdf": pdf.render,
    "text": terminal.render,
    "markdown": markdown.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "due-text": table.render,
    "due-json": data.render,
    "due-xlsx": workbook_due.render,
    "ics": calendar.render,
    "diff-text": text_since.render,
    "diff-json": data_since.render,
    "diff-markdown": marked_since.render,
}
