"""The built-in reports: the audit document itself, a page to read, a workbook, lists and summaries for programs.

They enter by entry point like a stranger's, and see nothing but the audit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa.hookspecs import hook

if TYPE_CHECKING:
    from svcqa.assessments import Assessment
    from svcqa.findings import Audit
    from svcqa.nonconformities import Nonconformity
    from svcqa.receipts import Receipt
    from svcqa.requests import Document, Rendered, RenderRequest
    from svcqa.versions import Comparison


DUE_FORMATS = ("due-text", "due-json", "due-xlsx", "ics")
"""What falls due, instead of what was found."""

DIFF_FORMATS = ("diff-text", "diff-json", "diff-markdown")
"""What became of findings since an earlier audit, instead of what was found."""


@hook
def svcqa_render(audit: Audit, request: RenderRequest) -> Rendered | None:
    """Render an audit in one of the built-in formats."""
    if request.format not in svcqa_formats():
        return None
    from svcqa.reports.rendering import RENDERERS

    return RENDERERS[request.format](audit, request)


@hook
def svcqa_receipt(receipt: Receipt, request: RenderRequest) -> bytes | None:
    """Write a receipt as ``xlsx``."""
    if request.format != "xlsx":
        return None
    from svcqa.reports.receipt import render

    return render(receipt, request.lang)


@hook
def svcqa_comparison(comparison: Comparison, request: RenderRequest) -> bytes | None:
    """Write a comparison as ``text``, ``json`` or ``xlsx``."""
    if request.format not in {"text", "json", "xlsx"}:
        return None
    from svcqa.reports.versions import RENDERERS

    return RENDERERS[request.format](comparison, request.lang)


@hook
def svcqa_assessment(assessment: Assessment, request: RenderRequest) -> bytes | None:
    """Write an assessment of readiness as ``text``, ``html``, ``docx``, ``xlsx`` or ``json``."""
    if request.format not in {"text", "html", "docx", "xlsx", "json"}:
        return None
    from svcqa.reports.readiness.rendering import RENDERERS

    return RENDERERS[request.format](assessment, request)


@hook
def svcqa_nonconformity(audit: Audit, nonconformity: Nonconformity, request: RenderRequest) -> bytes | None:
    """Write the report of a nonconformity as ``docx``."""
    if request.format != "docx":
        return None
    from svcqa.reports.signed.word import render_nonconformity

    return render_nonconformity(audit, nonconformity, request)


@hook
def svcqa_template(document: Document, request: RenderRequest) -> bytes | None:
    """Hand out the Word templates."""
    if request.format != "docx":
        return None
    from svcqa.reports.signed.word import template

    return template(document, request.lang)


@hook
def svcqa_formats() -> list[str]:
    """Name the built-in formats."""
    return [
        "json",
        "html",
        "xlsx",
        "docx",
        "pdf",
        "csv",
        "text",
        "markdown",
        "junit",
        "sarif",
        *DUE_FORMATS,
        *DIFF_FORMATS,
    ]
