"""Deviations: approved ones in the office's own records, read as waivers.

They come from records, so nothing in them stops an audit: what cannot be applied is listed, and says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from svcqa.findings import Location
from svcqa.judging.subjects import Subjects
from svcqa.quoting import shown, texts
from svcqa.registers import TEMPORAL, Kind, Waives
from svcqa.waivers import Waiver, WaiverDoubt, WaiverState, later
from svcqa.waiving.claims import Claim, Rule, listed, rules_named
from svcqa.waiving.known import Known

if TYPE_CHECKING:
    from svcqa.registers import Records

_LOCATION = msgspec.json.Decoder(Location)


def claims_of_registers(approved: Mapping[str, Records], known: Known, day: dt.date) -> Iterator[Claim]:
    """A claim for every record that names a rule and a record; it holds for that record, without end."""
    for records in approved.values():
        if records.register.waives is not None and len(records):
            yield from _Deviations(records, records.register.waives, known, day).claims()


class _Deviations:
    """The records of one register."""

    def __init__(self, records: Records, waives: Waives, known: Known, day: dt.date) -> None:
        self._records, self._waives, self._known, self._day = records, waives, known, day
        self._at = Subjects(records).listed(np.arange(len(records)))
        self._columns: dict[str, list[str]] = {}

    def claims(self) -> Iterator[Claim]:
        """In the order of the sheets."""
        for row in range(len(self._at)):
            rules, record = listed(self._said(self._waives.rule, row)), self._said(self._waives.record, row)
            if rules and record:
                yield self._claim(row, rules, record)

    def _claim(self, row: int, rules: Sequence[str], record: str) -> Claim:
        led = frozenset(rule for one in rules for rule in rules_named(one, "", self._known.rules))
        approver, day = self._approval(row)
        executed, place = self._said(self._waives.executed_on, row), self._place(row)
        number = " / ".join(filter(None, (self._said(name, row) for name in self._records.register.key)))
        return Claim(
            Waiver(
                number=number or place,
                rules=list(rules),
                state=self._state(approver, day, executed),
                place=place,
                origin="deviation",
                record=record,
                reason=self._said(self._waives.reason, row),
                approved_by=approver,
                approved_on=day,
                executed_on=executed,
                doubt=self._doubt(led, record),
            ),
            led,
        )

    def _state(self, approver: str, day: str, executed: str) -> WaiverState:
        if not approver or not day or later(day, self._day.isoformat()):
            return "unapproved"
        return "approved_afterwards" if executed and later(day, executed) else "in_force"

    def _doubt(self, led: frozenset[Rule], record: str) -> WaiverDoubt | None:
        if not led:
            return "no_such_rule"
        return "no_such_record" if self._known.record(led, record) is False else None

    def _approval(self, row: int) -> tuple[str, str]:
        """The first approver that is named, and when that one approved."""
        for who, when in zip(self._waives.approved_by, self._waives.approved_on, strict=True):
            if self._said(who, row):
                return self._said(who, row), self._said(when, row)
        return "", ""

    def _said(self, name: str | None, row: int) -> str:
        """What stands in a field; nothing where it is no value."""
        if name is None or name not in self._records.frame:
            return ""
        if name not in self._columns:
            kinds = self._records.kinds[name][self._at] if name in self._records.kinds else np.zeros(len(self._at))
            pairs = zip(self._texts(name), kinds, strict=True)
            self._columns[name] = [text if text and kind == Kind.VALUE else "" for text, kind in pairs]
        return self._columns[name][row]

    def _texts(self, name: str) -> list[str | None]:
        """Dates as they were understood, all else as it stands in its cell."""
        if self._records.register.fields[name].type in TEMPORAL:
            return texts(self._records.frame[name].iloc[self._at])
        return shown(self._records, name, self._at)

    def _place(self, row: int) -> str:
        """Where it is written; by that it is named, if it has no number."""
        ((cell,),) = Subjects(self._records).cells(self._at[row : row + 1], self._records.register.key[:1])
        one = _LOCATION.decode(cell)
        return f"{one.file} → {one.sheet} → {one.cell}"
