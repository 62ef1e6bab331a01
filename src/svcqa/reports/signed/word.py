"""Word documents: a template, the built-in one or the auditor's own, filled in with an audit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.nonconformities import Nonconformity
from svcqa.reports.signed.deviations import sheet
from svcqa.reports.signed.extras import needing
from svcqa.reports.signed.paper import undated
from svcqa.reports.signed.story import story
from svcqa.reports.signed.templates import audit_report, nonconformity_report
from svcqa.reports.words import Words
from svcqa.requests import Document, RenderRequest
from svcqa.text import Lang, Text


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The audit report as a Word document."""
    told = msgspec.to_builtins(story(audit, Words(request.lang)))
    return filled(request.template or template("audit", request.lang), told)


def render_nonconformity(audit: Audit, one: Nonconformity, request: RenderRequest) -> bytes:
    """A nonconformity report as a Word document."""
    told = sheet(audit, one, Words(request.lang))
    kept = bool(told.this.kept.number)
    own = request.template or (template("nonconformity", request.lang) if kept else _by_hand(request.lang))
    return filled(own, msgspec.to_builtins(told))


@cache
def template(document: Document, lang: Lang) -> bytes:
    """A built-in template, to be changed in Word; it is put together once, for all that are filled in."""
    make = {"audit": audit_report, "nonconformity": nonconformity_report}[document]
    with needing("docx"):
        return make(Words(lang))


@cache
def _by_hand(lang: Lang) -> bytes:
    """The nonconformity report of which number and grade are written by hand."""
    with needing("docx"):
        return nonconformity_report(Words(lang), kept=False)


def filled(template: bytes, told: Mapping[str, Any]) -> bytes:
    """A template filled in. Values are text, whatever they look like.

    Raises:
        UsageError: it is no Word document, or it asks for something that there is not.
    """
    with needing("docx"):
        from docx.opc.exceptions import PackageNotFoundError
        from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined)  # a template may come from anybody
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(told), environment, autoescape=True)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _refused(error, Text("不是Word文档（docx）", "no Word document (docx)")) from error
    except TemplateError as error:
        raise _refused(error, Text("模板中的标记无法填写", "a mark of the template cannot be filled in")) from error
    stream = io.BytesIO()
    document.save(stream)
    return undated(stream.getvalue())


def _refused(error: Exception, what: Text) -> UsageError:
    return UsageError.of(
        f"{what.zh}（{error}）。",
        f"{what.en} ({error}).",
        where="--template",
        mend=Text(
            "请从svcqa template写出的模板改起，只用其中的变量。",
            "Begin with a template written by svcqa template, and use its variables only.",
        ),
    )
