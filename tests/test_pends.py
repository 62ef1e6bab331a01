"""What can leave something pending: a rule that cannot needs no proof of it."""

from __future__ import annotations

from typing import Any

import pytest

from svcqa.checks import spec_of
from svcqa.host import Host

CHECKS = Host.discover().checks
ANSWERS = {"at": "at", "answer": "answer"}
AGAIN = {"before": {"register": "records", "on": {"clause": "clause"}, "at": "at"}}
REFUTED = {"after": {"register": "records", "on": {"clause": "clause"}, "at": "at"}}
SENT = {"end": "sent", "by": "expires"}
EARLY = {**SENT, "offset": {"before": "30d"}}
HELD = {"on": {"person": "person"}, "in": "trainings", "valid": ["from", "until"]}


@pytest.mark.parametrize(
    ("check", "settings", "filled", "past", "pends"),
    [
        ("attest", {**ANSWERS, "at_least": 1}, (), (), True),
        ("attest", {**ANSWERS, "valid_for": "1y"}, (), (), False),
        ("cadence", {"at": "at", "max_gap": "1mo"}, (), (), True),
        ("corrective-action", {"status": "status"}, (), (), True),
        ("corrective-action", {"closed": "closed"}, (), (), True),
        ("corrective-action", {"closed": "closed"}, ("closed",), (), False),
        ("recurrence", {"at": "at", "within": "1y", **AGAIN}, (), (), False),
        ("recurrence", {"at": "at", "within": "1y", **REFUTED}, (), (), True),
        ("recurrence", {"at": "at", **REFUTED}, (), (), False),
        ("valid_at", {"at": "as_of", **HELD}, (), (), False),
        ("valid_at", {"at": "used", **HELD}, (), (), True),
        ("valid_at", {"at": "used", **HELD}, (), ("used",), False),
        ("valid_at", {"at": ["used", "sent"], **HELD}, (), ("used",), True),
        ("valid_at", {"at": ["used", "sent"], **HELD}, (), ("used", "sent"), False),
        ("valid_at", {"at": ["used", "sent"], **HELD}, (), ("used", "sent", "told"), False),
        ("aggregate", {"measure": "count", "min": 1}, (), (), True),
        ("aggregate", {"measure": "count", "active": ["a", "b"], "at": "every_day", "equals": 1}, (), (), False),
        ("aggregate", {"measure": "time_coverage", "interval": ["a", "b"]}, (), (), False),
        ("match", {"to": "orders", "on": {"no": "no"}}, (), (), False),
        (
            "match",
            {"to": "orders", "on": {"no": "no"}, "within": {"start": "a", "end": "b", "max": "1d"}},
            (),
            (),
            True,
        ),
        ("deadline", {"start": "a", "end": "done", "max": "1d"}, (), (), True),
        ("deadline", {"start": "a", "end": "done", "max": "1d"}, ("done",), (), False),
        ("deadline", {"start": "a", "end": ["b", "c"], "max": "1d"}, ("a",), (), True),
        ("deadline", {"start": "a", "end": ["b", "c"], "max": "1d"}, ("c",), (), False),
        ("deadline", EARLY, (), (), True),
        ("deadline", EARLY, (), ("expires",), False),
        ("deadline", {**EARLY, "by": ["expires", "ends"]}, (), ("expires",), True),
        ("deadline", {**EARLY, "by": ["expires", "ends"]}, (), ("expires", "ends"), False),
        ("deadline", SENT, (), ("expires",), True),
        ("deadline", {**SENT, "offset": {"after": "30d"}}, (), ("expires",), True),
        ("deadline", {**EARLY, "grace": "1d"}, (), ("expires",), True),
        ("deadline", {**EARLY, "start": "opened"}, (), ("expires",), True),
        (
            "deadline",
            {**EARLY, "extension": {"to": "moved", "agreed_at": "agreed"}},
            (),
            ("expires",),
            True,
        ),
        ("sequence", {"order": ["a", "b"]}, (), (), True),
        ("sequence", {"order": ["a", "b"]}, ("a",), (), False),
        ("sequence", {"order": ["a", "b"], "complete": True}, ("a",), (), True),
        ("sequence", {"order": ["a", "b"], "complete": True}, ("a", "b"), (), False),
        ("sequence", {"order": ["a", "b"], "complete": True, "optional": ["b"]}, ("a",), (), False),
        ("sequence", {"order": ["a", "b"], "max_between": {"b": "1d"}}, ("a",), (), True),
        ("sequence", {"order": ["a", "b"], "max_between": {"b": "none"}}, ("a",), (), False),
        ("sequence", {"order": ["a", "b"], "max_between": {"b": "1d"}}, ("a", "b"), (), False),
    ],
)
def test_a_check_says_whether_it_can_leave_something_pending(
    check: str, settings: dict[str, Any], filled: tuple[str, ...], past: tuple[str, ...], *, pends: bool
) -> None:
    assert spec_of(CHECKS[check]).settings.model_validate(settings).pends(frozenset(filled), past) is pends
