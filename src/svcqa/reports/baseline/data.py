"""The comparison with an earlier audit for programs: JSON, the same in every language."""

from __future__ import annotations

import msgspec

from svcqa.findings import Audit, Finding
from svcqa.reports.baseline.needed import baseline_of
from svcqa.requests import RenderRequest


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The baseline, and the findings that are new, have returned or have changed."""
    one = baseline_of(audit)
    earlier = msgspec.to_builtins(msgspec.structs.replace(one, people=[]))
    document = {
        "format": "svcqa-diff/1",
        "as_of": audit.content.as_of,
        "period": audit.content.period,
        "audit": audit.digest,
        "masked_from": audit.content.masked_from,
        **{name: earlier.pop(name) for name in ("counts", "incomparable", "caveats", "rules", "former", "trend")},
        "findings": [
            {"state": one.states[each.fingerprint], "differs": one.changes.get(each.fingerprint, []), **_plain(each)}
            for each in audit.findings
            if one.states.get(each.fingerprint, "persisting") != "persisting"
        ],
        "earlier": {name: earlier[name] for name in ("name", "digest", "as_of", "period")},
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _plain(one: Finding) -> dict[str, object]:
    plain: dict[str, object] = msgspec.to_builtins(one)
    return plain
