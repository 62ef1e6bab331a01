"""Rendering: an audit in one of the formats that the plugins know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa.errors import PluginError
from svcqa.host import Host
from svcqa.requests import RenderRequest
from svcqa.suggestions import no_such
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.findings import Audit
    from svcqa.receipts import Receipt


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


def render(audit: Audit, format_: str, lang: Lang = "zh", *, mask: bool = False, host: Host | None = None) -> bytes:
    """Render an audit.

    Args:
        audit: the audit.
        format_: ``json``, ``html``, ``xlsx``, ``csv``, ``text``, or one of a plugin's own.
        lang: language of what people read.
        mask: hide names, telephone and identity numbers, alike in every format.
        host: plugins; discovered if not given.

    Raises:
        UsageError: no plugin knows the format.
    """
    from svcqa.masking import masked

    host = host or Host.discover()
    data = host.render(masked(audit) if mask else audit, RenderRequest(format_, lang))
    if data is None:
        raise no_such(Text(zh="格式", en="format"), format_, host.formats)
    return data
