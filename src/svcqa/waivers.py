"""Waivers (豁免): approved exceptions, and what each of them excuses.

A waiver takes nothing away: the verdict stays and is counted, and the finding says by which waiver it is excused. An
approved deviation is a waiver that comes from the office's own records; it excuses only what was done after it had been
approved (ISO 9000:2015, 3.12.4 deviation permit and 3.12.5 concession).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta, Struct

WaiverState = Literal["in_force", "expired", "not_yet", "unapproved", "approved_afterwards"]
WaiverDoubt = Literal["no_such_rule", "no_such_record"]
SOON = 30
"""Days before the end of a waiver from which on it is said that it ends."""
_DAY, _SECOND = 10, 19


class Waiver(Struct, frozen=True):
    """An approved exception: from what, for what, by whom, and how long."""

    number: str
    rules: Annotated[list[str], Meta(description="Ids of the rules it is an exception from.")]
    state: Annotated[WaiverState, Meta(description="On the audit date; only what is in force excuses anything.")]
    place: Annotated[str, Meta(description="Where it is written: file → sheet → cell.")]
    origin: Annotated[
        Literal["waiver", "deviation"], Meta(description="The audit workbook, or an approved deviation of the office.")
    ] = "waiver"
    ruleset: Annotated[str, Meta(description="Ruleset of the rules; empty: every one that has them.")] = ""
    unit: Annotated[str, Meta(description="Unit it is for; empty: all.")] = ""
    record: Annotated[str, Meta(description="Key of the record, or fingerprint of the finding; empty: all.")] = ""
    records_from: Annotated[str, Meta(description="First day of the records it is for; empty: open.")] = ""
    records_to: Annotated[str, Meta(description="Last day of the records it is for; empty: open.")] = ""
    reason: str = ""
    risk: str = ""
    control: Annotated[str, Meta(description="What is done instead.")] = ""
    requested_by: str = ""
    approved_by: str = ""
    approved_on: str = ""
    executed_on: Annotated[
        str, Meta(description="Of a deviation: when it was carried out; empty: the date of the record counts.")
    ] = ""
    valid_from: Annotated[str, Meta(description="First valid day; empty: open.")] = ""
    valid_to: Annotated[str, Meta(description="Last valid day, in the zone of the audit; empty: without end.")] = ""
    days_left: Annotated[
        int | None, Meta(description="From the audit date to the last valid day, 0 on that day; negative afterwards.")
    ] = None
    proof: Annotated[str, Meta(description="File that proves it, beside the audit workbook.")] = ""
    proof_sha256: Annotated[str, Meta(description="Digest of that file; empty: the file was not there.")] = ""
    concerns: Annotated[int, Meta(description="Findings in its scope, whatever its state.")] = 0
    excuses: Annotated[int, Meta(description="Findings that it excuses.")] = 0
    doubt: Annotated[
        WaiverDoubt | None, Meta(description="Of a deviation: what it names that this audit does not know.")
    ] = None

    @property
    def unused(self) -> bool:
        """It is in force, and there is nothing for it to excuse."""
        return self.state == "in_force" and self.doubt is None and not self.concerns

    @property
    def ending(self) -> bool:
        """It is in force, and ends soon."""
        return self.state == "in_force" and self.days_left is not None and self.days_left <= SOON

    @property
    def lapsed(self) -> bool:
        """It has expired, and what it excused is a finding again."""
        return self.state == "expired" and bool(self.concerns)


def state_on(day: dt.date, first: dt.date | None, last: dt.date | None, *, approved: bool) -> WaiverState:
    """The state on a day; the first and the last valid day belong to it."""
    if not approved:
        return "unapproved"
    if first and day < first:
        return "not_yet"
    return "expired" if last and last < day else "in_force"


@dataclass(frozen=True)
class Matter:
    """A finding as waivers see it."""

    names: Collection[str]
    """Its fingerprint, and its key in every way in which people write it."""
    unit: str | None
    date: str | None


def covers(waiver: Waiver, matter: Matter) -> bool:
    """The finding lies in the scope; one without a date in none that is limited to some days."""
    if (waiver.record and waiver.record not in matter.names) or (waiver.unit and waiver.unit != matter.unit):
        return False
    if not (waiver.records_from or waiver.records_to):
        return True
    day = (matter.date or "")[:_DAY]
    return bool(day) and waiver.records_from <= day <= (waiver.records_to or day)


def in_time(waiver: Waiver, matter: Matter) -> bool:
    """A waiver need not come beforehand; a deviation is approved not later than what it allows, by all that is said."""
    if waiver.origin == "waiver":
        return True
    event = waiver.executed_on or matter.date
    return event is not None and not later(waiver.approved_on, event)


def later(one: str, other: str) -> bool:
    """A moment as audits write it comes after another; a day alone may be any moment of that day."""
    whole = _DAY if min(len(one), len(other)) <= _DAY else _SECOND
    return one[:whole] > other[:whole]
