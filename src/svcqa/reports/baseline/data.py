"""The comparison with an earlier audit for programs: JSON, the same in every language."""

from __future__ import annotations

from typing import Any

import msgspec

from svcqa.baselines import Baseline
from svcqa.findings import Audit, Finding
from svcqa.requests import RenderRequest

_EARLIER = ("name", "digest", "as_of", "period")
_LISTS = ("incomparable", "caveats", "counts", "rules", "former", "trend")


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The earlier audit, what became of its findings, and those that are new, have returned or have changed."""
    one = audit.dossier.baseline
    document = {
        "format": "svcqa-diff/1",
        "as_of": audit.content.as_of,
        "period": audit.content.period,
        "audit": audit.digest,
        "masked_from": audit.content.masked_from,
        "compared": one is not None and one.comparable,
        **(_told(audit, one) if one else {}),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _told(audit: Audit, one: Baseline) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in _LISTS}
    listed = [each for each in audit.findings if one.states.get(each.fingerprint, "persisting") != "persisting"]
    findings = [
        {"state": one.states[each.fingerprint], "differs": one.changes.get(each.fingerprint, []), **_plain(each)}
        for each in listed
    ]
    return {"earlier": {name: getattr(one, name) for name in _EARLIER}, **told, "findings": findings}


def _plain(one: Finding) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain
