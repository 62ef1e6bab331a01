"""What certifiers ask for: what there is of it in the audited folder, how far it reaches back, and what is missing.

Presence alone is not conformity: a sheet that is there says nothing of what stands in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from svcqa import Audit, EnteredPaper, Scheme, SchemeFile, ScoreSheet, Text, assessments


def evidence(audit: Audit, scheme: Scheme, sheet: ScoreSheet) -> list[assessments.EvidenceFacts]:
    """Every piece of evidence of a scheme, in its order."""
    sources = _sources(audit)
    last = dt.date.fromisoformat(audit.content.as_of[:10])
    since = _needed_from(scheme.file, sheet, last)
    found = []
    for one in scheme.file.evidence:
        registers = scheme.mapped.evidence.get(one.id, ())
        mine = [source for name in registers for source in sources.get(name, ())]
        facts = assessments.EvidenceFacts(one.id, one.kind, one.title, list(one.items), "missing", mine)
        found.append(_judged(facts, sheet.papers.get(one.id), bool(registers), (since, last)))
    return found


def _needed_from(scheme: SchemeFile, sheet: ScoreSheet, last: dt.date) -> dt.date | None:
    if scheme.look_back is None:
        return None
    renewal = sheet.fact("evaluation") == "renewal"
    length = scheme.look_back.renewal if renewal else scheme.look_back.first
    return length.from_day(last, -1) + dt.timedelta(days=1)


def _sources(audit: Audit) -> dict[str, list[assessments.Source]]:
    """Register → the sheets that hold records of it."""
    found: dict[str, list[assessments.Source]] = {}
    facts = audit.content.registers
    for file in audit.content.inputs:
        for sheet in file.sheets:
            rows = sheet.imported if sheet.records is None else sheet.records
            if not sheet.register or not rows:
                continue
            known = facts.get(sheet.register)
            title = Text(known.title.zh, known.title.en) if known else Text(sheet.register, sheet.register)
            span = sheet.date_span
            first, last = (span.first[:10], span.last[:10]) if span else ("", "")
            found.setdefault(sheet.register, []).append(
                assessments.Source(file.name, sheet.sheet, sheet.register, title, rows, first, last)
            )
    return found


def _judged(
    facts: assessments.EvidenceFacts, paper: EnteredPaper | None, mapped: bool, asked: tuple[dt.date | None, dt.date]
) -> assessments.EvidenceFacts:
    """The same with what is stated of it, the time it covers, and what is missing."""
    since, last = asked
    stated = paper.where if paper else ""
    first, end = _covered(facts.sources, paper)
    missing = list(_months_missing(facts.sources, paper, since, last)) if since and (first or end) else []
    state = _state(facts, stated, mapped, missing)
    return assessments.EvidenceFacts(
        facts.id, facts.kind, facts.title, facts.items, state, facts.sources, first, end,
        since.isoformat() if since and (first or missing) else "", missing, stated,
        paper.place if paper and (stated or paper.note) else "", paper.note if paper else "",
    )  # fmt: skip


def _state(
    facts: assessments.EvidenceFacts, stated: str, mapped: bool, missing: Sequence[str]
) -> assessments.EvidenceState:
    if not facts.sources and not stated:
        return "missing" if mapped or facts.kind == "paper" else "no_register"
    if missing:
        return "incomplete"
    return "there" if facts.sources else "stated"


def _spans(sources: Sequence[assessments.Source], paper: EnteredPaper | None) -> Iterator[tuple[str, str]]:
    yield from ((one.first, one.last) for one in sources if one.first)
    if paper is not None and paper.covers_from and paper.covers_to:
        yield paper.covers_from.isoformat(), paper.covers_to.isoformat()


def _covered(sources: Sequence[assessments.Source], paper: EnteredPaper | None) -> tuple[str, str]:
    spans = list(_spans(sources, paper))
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else ("", "")


def _months_missing(
    sources: Sequence[assessments.Source], paper: EnteredPaper | None, since: dt.date, last: dt.date
) -> Iterator[str]:
    """Months, of the time that is asked for, that no sheet reaches into; a month that has only begun is not asked."""
    spans: Mapping[tuple[str, str], None] = dict.fromkeys(_spans(sources, paper))
    month = since.replace(day=1) if since.day == 1 else _next(since)
    while _next(month) - dt.timedelta(days=1) <= last:
        first, end = month.isoformat(), (_next(month) - dt.timedelta(days=1)).isoformat()
        if not any(begun <= end and over >= first for begun, over in spans):
            yield f"{month:%Y-%m}"
        month = _next(month)


def _next(day: dt.date) -> dt.date:
    """The first day of the next month."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
