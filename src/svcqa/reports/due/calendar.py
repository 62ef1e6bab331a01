"""What falls due as an iCalendar file (RFC 5545) that calendars on desks and telephones open.

An item is an event of its due day, or of its moment where it has one. What is overdue stands on the audit date, where
somebody sees it, and says when it was due. The same item has the same UID in every run, so that a calendar that has it
already moves it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from svcqa.due import Falling, Group, Item, day_of, falling, grouped, name_of
from svcqa.findings import Audit
from svcqa.reports.due import said
from svcqa.reports.listing import cells_of
from svcqa.reports.shown import ARROW, key_text, printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

_ONE_BY_ONE = 20
"""So many of one rule and day are events of their own; more are one event that lists them."""
_OCTETS = 75
"""The longest line, without its end."""
_TIMED = len("2024-03-05 ")
"""What is longer than a day has a time of day."""


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The calendar in one language; the same audit gives the same bytes."""
    words, found = Words(request.lang), falling(audit)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//svcqa//due//{request.lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(words('due_title'))}",
        f"X-WR-CALDESC:{escaped(_of_audit(audit, found, words))}",
        *(line for group in grouped(found.items, _ONE_BY_ONE) for line in _event(group, found, audit, words)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    """A text as a value: what would end it, or has a meaning in it, is marked."""
    lines = [printable(line) for line in text.split("\n")]
    marked = (line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)
    return "\\n".join(marked)


def folded(line: str) -> str:
    """A line in pieces of no more than 75 octets, no character cut; each further piece begins with a space."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append("")
            size = 1  # the space
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)


def _of_audit(audit: Audit, found: Falling, words: Words) -> str:
    """Of what it is told, and up to when."""
    masked = audit.content.masked_from
    told = [words("due_span", as_of=found.as_of, until=found.until), *said.notes(found, words)]
    return "\n".join(
        [*told, f"{words('digest')} {audit.digest}", *([f"{words('masked_from')} {masked}"] if masked else [])]
    )


def _event(group: Group, found: Falling, audit: Audit, words: Words) -> Iterator[str]:
    one = group.first
    told = words("due_summary", kind=said.kind(one, words), title=said.title(one, words), what=_what(group, words))
    title = printable(told)  # one line, whatever the key holds
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(group)}@svcqa"
    yield f"DTSTAMP:{day_of(found.as_of):%Y%m%d}T000000Z"
    yield _start(group, found, audit.content.zone)
    yield f"SUMMARY:{escaped(words('due_summary_late', summary=title) if one.overdue else title)}"
    yield f"DESCRIPTION:{escaped(_description(group, words))}"
    yield f"CATEGORIES:{escaped(said.kind(one, words))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _what(group: Group, words: Words) -> str:
    return key_text(group.first.due.key, words) if group.alone else words("due_several", count=f"{len(group.items):,}")


def _uid(group: Group) -> str:
    one = group.first
    if group.alone:
        return one.uid
    return name_of(one.due.ruleset, one.due.rule, "overdue" if one.overdue else one.due.due_on[:10])


def _start(group: Group, found: Falling, zone: str) -> str:
    one = group.first
    due_on = found.as_of[:10] if one.overdue else one.due.due_on
    if len(due_on) < _TIMED or not group.alone:
        return f"DTSTART;VALUE=DATE:{day_of(due_on):%Y%m%d}"
    moment = dt.datetime.fromisoformat(due_on).replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
    return f"DTSTART:{moment:%Y%m%dT%H%M%SZ}"


def _description(group: Group, words: Words) -> str:
    one = group.first
    asked = [words("due_clause", clause=one.clause, rule=one.due.rule), printable(said.title(one, words))]
    if one.overdue:
        asked.append(words("due_do"))
    return "\n".join([*asked, *(line for item in group.items for line in _told(item, words))])


def _told(item: Item, words: Words) -> Iterator[str]:
    """One item of an event: what it is, when it is due, and its cells; file and sheet once."""
    due = item.due
    unit = [words("due_of_unit", unit=printable(due.unit))] if due.unit else []
    late = [said.left(item, words)] if item.overdue else []
    parts = [printable(key_text(due.key, words)), words("due_was_due", day=due.due_on), *late, *unit]
    yield f"· {'  '.join(parts)}"
    sheets = {(cell.file, cell.sheet) for cell in due.locations}
    place = ARROW.join(filter(None, next(iter(sheets)))) + ARROW if len(sheets) == 1 else ""
    yield f"  {words('due_cells')}{printable(place + cells_of(due.locations, words))}"
