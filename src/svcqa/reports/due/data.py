"""What falls due for programs: JSON, the same in every language."""

from __future__ import annotations

from typing import Any

import msgspec

from svcqa.due import Item, falling
from svcqa.findings import Audit
from svcqa.requests import RenderRequest


def render(audit: Audit, request: RenderRequest) -> bytes:
    """All items, and how many are not listed."""
    found = falling(audit)
    document = {
        "format": "svcqa-due/1",
        "as_of": found.as_of,
        "until": found.until,
        "audit": audit.digest,
        "masked_from": audit.content.masked_from,
        "overdue": len(found.overdue),
        "coming": len(found.coming),
        "left_out": dict(found.left_out),
        "items": [_plain(one) for one in found.items],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _plain(item: Item) -> dict[str, Any]:
    due: dict[str, Any] = msgspec.to_builtins(item.due)
    told = {"clause": item.clause, "title": msgspec.to_builtins(item.tally.title) if item.tally else None}
    return {"uid": item.uid, "overdue": item.overdue, "days_left": item.days, **told, **due}
