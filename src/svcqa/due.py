"""What falls due, as an audit tells it: in order, with what is left out and why."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from svcqa.findings import Audit, Tally, Upcoming
from svcqa.lines import Lines
from svcqa.suggestions import no_such
from svcqa.text import Text

SETTLED = ("explained", "reading_error")
"""Decisions of auditors after which nothing is waited for."""


@dataclass(frozen=True)
class Item:
    """One thing that falls due, or was due and is still open."""

    due: Upcoming
    tally: Tally | None
    """The rule that asks for it; none where the audit does not count it."""
    days: int
    """Days from the audit date to the due day; negative once that has passed."""
    overdue: bool

    @property
    def clause(self) -> str:
        """The clause of its rule."""
        return self.tally.clause if self.tally else ""

    @property
    def uid(self) -> str:
        """Its name, the same in every run."""
        return name_of(self.due.ruleset, self.due.rule, self.due.fingerprint)


def day_of(written: str) -> dt.date:
    """The day of a date or a moment as audits write them; a file may hold anything else, and then it is some day."""
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        return dt.date(2000, 1, 1)


def name_of(*parts: str) -> str:
    """A short name for something that these texts tell apart."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True)
class Falling:
    """All that is listed, what is overdue first and then by date; and how many are not listed, by the reason."""

    items: list[Item]
    as_of: str
    until: str
    left_out: Mapping[str, int]

    @property
    def overdue(self) -> list[Item]:
        """What was due and is still open."""
        return [one for one in self.items if one.overdue]

    @property
    def coming(self) -> list[Item]:
        """What is still to come."""
        return [one for one in self.items if not one.overdue]


def falling(audit: Audit) -> Falling:
    """What falls due by an audit."""
    content = audit.content
    tallies = {(one.ruleset, one.rule, one.register): one for one in content.tallies}
    items = [_item(one, tallies.get((one.ruleset, one.rule, one.register)), content.as_of) for one in audit.upcoming]
    excused, settled = _excused(audit), _settled(audit)
    kept = [one for one in items if not (one.overdue and one.due.fingerprint in excused | settled)]
    late = [one.due.fingerprint for one in items if one.overdue]
    ahead = content.ahead
    left_out = {
        "later": ahead.later if ahead else 0,
        "undated": ahead.undated if ahead else 0,
        "excused": sum(name in excused for name in late),
        "reviewed": sum(name in settled - excused for name in late),
        "unjudged": sum(one.undetermined for one in content.tallies),
        "unassessed": sum(not one.assessed for one in content.tallies),
    }
    last = max((one.due.due_on for one in items), default=content.as_of)
    return Falling(sorted(kept, key=_order), content.as_of, ahead.until if ahead else last[:10], left_out)


def of_units(audit: Audit, units: Collection[str]) -> Audit:
    """The audit with what falls due to some units only; as it is, where none is named.

    Raises:
        UsageError: no record is of such a unit.
    """
    if not units:
        return audit
    table = audit.upcoming.table
    found = table.column("unit").to_pylist()
    known = {one.unit for tally in audit.content.tallies for one in tally.by_unit} | set(found)
    for unit in units:
        if unit not in known:
            raise no_such(Text("责任单位", "unit"), unit, sorted(filter(None, known)), "--unit")
    mine = [at for at, unit in enumerate(found) if unit in units]
    return replace(audit, upcoming=Lines(Upcoming, table.take(mine)))


def _item(due: Upcoming, tally: Tally | None, as_of: str) -> Item:
    days = (day_of(due.due_on) - day_of(as_of)).days
    # an audit as of a day says nothing of its hours: what falls due on it is due today
    timed = len(as_of) > 10 and len(due.due_on) > 10
    overdue = days < 0 or (days == 0 and timed and due.due_on < as_of)
    return Item(due, tally, days, overdue)


def _order(item: Item) -> tuple[bool, str, str, str, str, str]:
    due = item.due
    return not item.overdue, due.due_on, due.unit or "", due.ruleset, due.rule, due.fingerprint


def _excused(audit: Audit) -> frozenset[str]:
    table = audit.findings.table
    pairs = zip(*(table.column(name).to_pylist() for name in ("fingerprint", "excused_by")), strict=True)
    return frozenset(name for name, excused in pairs if excused is not None)


def _settled(audit: Audit) -> frozenset[str]:
    decided = audit.dossier.decisions()
    return frozenset(name for name, review in decided.items() if review.decision in SETTLED)


@dataclass(frozen=True)
class Group:
    """Items told together: one, or many of one rule that are overdue or fall due on one day."""

    items: list[Item]

    @property
    def first(self) -> Item:
        """The one that is due first."""
        return self.items[0]

    @property
    def alone(self) -> bool:
        """It is a single item."""
        return len(self.items) == 1


def grouped(items: Iterable[Item], most: int, *, by_day: bool = True) -> list[Group]:
    """The items; of one rule and day, or overdue by one rule, no more than so many are told one by one.

    Ends of retention are many and ask for nothing on their day: unless they are told ``by_day``, those of one rule are
    told together.
    """
    found: dict[tuple[object, ...], list[Item]] = {}
    for one in items:
        day = "" if one.overdue or (not by_day and one.due.kind == "retention") else one.due.due_on[:10]
        found.setdefault((one.due.ruleset, one.due.rule, one.overdue, day), []).append(one)
    groups = [
        group
        for together in found.values()
        for group in ([Group(together)] if len(together) > most else [Group([one]) for one in together])
    ]
    return sorted(groups, key=lambda group: _order(group.first))
