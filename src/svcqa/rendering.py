"""Rendering: an audit in one of the formats that the plugins know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from svcqa.errors import PluginError
from svcqa.host import Host
from svcqa.nonconformities import Nonconformity, nonconformities
from svcqa.requests import Document, Rendered, RenderRequest
from svcqa.suggestions import no_such
from svcqa.text import Lang, Text

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
"""What no file name may hold on Windows."""
_LONGEST = 60

if TYPE_CHECKING:
    from svcqa.assessments import Assessment
    from svcqa.findings import Audit
    from svcqa.receipts import Receipt
    from svcqa.versions import Comparison


def hand_back(receipt: Receipt, lang: Lang = "zh", *, host: Host | None = None) -> bytes:
    """The receipt of some files as a workbook.

    Args:
        receipt: what is missing or cannot be read in them.
        lang: language of what people read.
        host: plugins; discovered if not given.

    Raises:
        PluginError: no plugin writes receipts.
    """
    data = (host or Host.discover()).receipt(receipt, RenderRequest("xlsx", lang))
    if data is None:
        raise PluginError.of("没有插件能写错误回执。", "no plugin writes receipts.")
    return data


def render_comparison(comparison: Comparison, format_: str, lang: Lang = "zh", *, host: Host | None = None) -> bytes:
    """What differs between two versions of the same registers.

    Args:
        comparison: the versions, compared.
        format_: ``text``, ``json``, ``xlsx``, or one of a plugin's own.
        lang: language of what people read.
        host: plugins; discovered if not given.

    Raises:
        UsageError: no plugin knows the format.
    """
    data = (host or Host.discover()).comparison(comparison, RenderRequest(format_, lang))
    if data is None:
        raise no_such(Text(zh="格式", en="format"), format_, ("text", "json", "xlsx"), "--format")
    return data


def render_assessment(
    assessment: Assessment, format_: str, lang: Lang = "zh", *, folder: str = "", host: Host | None = None
) -> bytes:
    """How ready an office is for an evaluation.

    Args:
        assessment: what was found out.
        format_: ``text``, ``html``, ``docx``, ``xlsx`` (the evidence book), ``json``, or one of a plugin's own.
        lang: language of what people read.
        folder: where the audited files lie, as seen from the report, for links to them.
        host: plugins; discovered if not given.

    Raises:
        UsageError: no plugin knows the format.
    """
    data = (host or Host.discover()).assessment(assessment, RenderRequest(format_, lang, folder=folder))
    if data is None:
        raise no_such(Text(zh="格式", en="format"), format_, ("text", "html", "docx", "xlsx", "json"), "--format")
    return data


def nonconformity_reports(
    audit: Audit, lang: Lang = "zh", *, mask: bool = False, template: bytes | None = None, host: Host | None = None
) -> dict[str, bytes]:
    """The reports of all nonconformities as Word documents: file name → document.

    Args:
        audit: the audit, with its reviews.
        lang: language of what people read.
        mask: hide names, telephone and identity numbers.
        template: a Word template; the built-in one if not given.
        host: plugins; discovered if not given.

    Raises:
        PluginError: no plugin writes such reports.
        UsageError: the template cannot be filled in.
    """
    from svcqa.masking import masked

    host, request = host or Host.discover(), RenderRequest("docx", lang, template)
    audit = masked(audit) if mask else audit
    return {
        _file_name(number, one): _reported(audit, one, request, host)
        for number, one in enumerate(nonconformities(audit), 1)
    }


def _reported(audit: Audit, one: Nonconformity, request: RenderRequest, host: Host) -> bytes:
    data = host.nonconformity(audit, one, request)
    if data is None:
        raise PluginError.of("没有插件能写不符合报告。", "no plugin writes nonconformity reports.")
    return data


def _file_name(number: int, one: Nonconformity) -> str:
    """Its number in the list, the clause and the unit; a name that every system can hold."""
    told = " ".join(filter(None, (_UNFIT.sub(" ", part or "").strip() for part in (one.clause, one.unit))))
    return f"{number:03} {told[:_LONGEST]}".strip(" .") + ".docx"


def template(document: Document, lang: Lang = "zh", *, host: Host | None = None) -> bytes:
    """The Word template of a report that people sign, to be changed in Word.

    Raises:
        PluginError: no plugin has one.
    """
    data = (host or Host.discover()).template(document, RenderRequest("docx", lang))
    if data is None:
        raise PluginError.of("没有插件提供这个模板。", "no plugin has such a template.")
    return data


def render(  # noqa: PLR0913 - the last three by name
    audit: Audit,
    format_: str,
    lang: Lang = "zh",
    *,
    mask: bool = False,
    template: bytes | None = None,
    host: Host | None = None,
) -> bytes:
    """Render an audit.

    Args:
        audit: the audit.
        format_: ``json``, ``html``, ``xlsx``, ``docx``, ``pdf``, ``csv``, ``text``, ``markdown``, ``junit``,
            ``sarif``, or one of a plugin's own.
        lang: language of what people read.
        mask: hide names, telephone and identity numbers, alike in every format.
        template: a Word template for formats that are made from one; the built-in one if not given.
        host: plugins; discovered if not given.

    Raises:
        UsageError: no plugin knows the format, or the template cannot be filled in.
    """
    from svcqa.masking import masked

    host = host or Host.discover()
    made = rendered(masked(audit) if mask else audit, RenderRequest(format_, lang, template), host)
    return made if isinstance(made, bytes) else b"".join(made)


def rendered(audit: Audit, request: RenderRequest, host: Host) -> Rendered:
    """An audit rendered, in pieces where it may be larger than the memory.

    Raises:
        UsageError: no plugin knows the format, or the template cannot be filled in.
    """
    made = host.render(audit, request)
    if made is None:
        raise no_such(Text(zh="格式", en="format"), request.format, host.formats)
    return made
