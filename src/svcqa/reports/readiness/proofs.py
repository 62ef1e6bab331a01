"""Evidence that is asked for, the days of the certificate, and what the former certifier found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from svcqa.assessments import Assessment, Dated, EvidenceFacts, Former, Source
from svcqa.reports.readiness.nouns import Cell, Head, Section, Table
from svcqa.reports.shown import ARROW
from svcqa.reports.words import Words


def evidence(made: Assessment, words: Words) -> Section:
    """What certifiers ask for: what there is of it, the time it covers, and the months that are missing."""
    widths = {"evidence": 3.7, "items": 1.5, "state": 1.7, "covers": 2.9, "missing": 2.1, "found_in": 5.5}
    heads = [
        Head(words(f"ready.head.{name}"), width, "date" if name == "items" else "") for name, width in widths.items()
    ]
    rows = [_evidence(one, words) for one in made.evidence]
    states = Counter(one.state for one in made.evidence)
    listed = words.listed([f"{words(f'ready.evidence_state.{state}')} {count}" for state, count in states.items()])
    told = [words("ready.evidence_told", count=len(rows), listed=listed)] if rows else []
    notes = [*told, words("ready.evidence_note")]
    return Section("evidence", words("ready.evidence"), notes, Table(heads, rows), words("ready.evidence_none"))


def _evidence(one: EvidenceFacts, words: Words) -> list[Cell]:
    none = words("none")
    covers = [words("from_to", first=one.first, last=one.last)] if one.first or one.last else []
    asked = [words("ready.asked", first=one.needed_from)] if one.needed_from else []
    return [
        [f"{one.id} {words.said(one.title)}", words(f"ready.evidence_kind.{one.kind}")],
        one.items or none,
        words(f"ready.evidence_state.{one.state}"),
        [*covers, *asked] or none,
        list(months(one.missing, words)) or none,
        [*filter(None, (one.stated, one.note, one.place)), *(_source(each, words) for each in one.sources)] or none,
    ]


def _source(one: Source, words: Words) -> str:
    spans = words("ready.source_span", first=one.first, last=one.last) if one.first else ""
    place = ARROW.join(filter(None, (one.file, one.sheet)))
    return words("ready.source", place=place, title=words.said(one.title), rows=f"{one.rows:,}", span=spans)


def months(missing: Sequence[str], words: Words) -> Iterator[str]:
    """Months (YYYY-MM), those that follow one another taken together."""
    numbers = [int(one[:4]) * 12 + int(one[5:7]) for one in missing]
    breaks = [at for at, (one, after) in enumerate(pairwise(numbers), 1) if after != one + 1]
    for start, end in pairwise([0, *breaks, len(missing)]):
        run = missing[start:end]
        if len(run) > 1:
            yield words("ready.months", first=run[0], last=run[-1], count=len(run))
        else:
            yield from run


def certificate(made: Assessment, words: Words) -> Section:
    """The days on which something of the certificate falls due."""
    heads = [
        Head(words("ready.head.matter"), 8.0),
        Head(words("ready.head.day"), 6.0, "date"),
        Head(words("ready.head.state"), 3.4),
    ]
    rows = [_dated(one, words) for one in made.certificate]
    title, none = words("ready.certificate"), words("ready.certificate_none")
    return Section("certificate", title, [], Table(heads, rows), none)


def _dated(one: Dated, words: Words) -> list[Cell]:
    days = one.last if one.first == one.last else words("from_to", first=one.first, last=one.last)
    return [words.said(one.said), days, words("ready.overdue" if one.overdue else "ready.coming")]


def former(made: Assessment, words: Words) -> Section:
    """The nonconformities of the former certifier, and how they were closed."""
    widths = {"number": 1.8, "found_on": 2.0, "item": 1.8, "fact": 4.2, "closure": 3.2, "state": 1.6, "place": 2.8}
    heads = [Head(words(f"ready.head.{name}"), width) for name, width in widths.items()]
    rows = [_former(one, words) for one in made.former]
    return Section("former", words("ready.former"), [], Table(heads, rows), words("ready.former_none"))


def _former(one: Former, words: Words) -> list[Cell]:
    none = words("none")
    closure = [*filter(None, (one.closed_on, one.proof, one.verified_by))]
    state = words("ready.former_open" if one.open else "ready.former_closed")
    return [one.number, one.found_on or none, one.item or none, one.fact, closure or none, state, one.place]
