"""Readiness for a terminal: the score, what each item obtains, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.assessments import Assessment, ItemScore
from svcqa.reports.readiness import told
from svcqa.reports.shown import printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.widths import aligned, clip

_TITLE = 44
"""Columns of the title of an item."""
_INDENT = "  "


def render(assessment: Assessment, request: RenderRequest) -> bytes:
    """The summary in one language."""
    words = Words(request.lang)
    sections = (_heading, _score, _items, _way, _evidence, _dates, _outside)
    blocks = [[printable(line) for line in section(assessment, words)] for section in sections]
    return ("\n\n".join("\n".join(block) for block in blocks if block) + "\n").encode()


def _heading(made: Assessment, words: Words) -> Iterator[str]:
    yield f"{words('ready_title')}  {made.scheme.edition} {made.scheme.title.say(words.lang)}"
    yield f"{words('ready_audit')} {made.audit.digest}"
    yield f"{words('ready_period')} {words.period(made.audit.period)}  {words('ready_as_of')} {made.audit.as_of}"
    yield words("ready_about")
    yield from (note.say(words.lang) for note in made.notes)


def _score(made: Assessment, words: Words) -> Iterator[str]:
    yield f"{words('ready_score')} {told.span(made.score, words)}  ({told.unrounded(made.score, words)})"
    yield f"{words('ready_level')} {told.levels(made, made.score, words)}"
    limits = [f"≥{limit} {title.say(words.lang)}" for title, limit in made.levels]
    yield f"{words('ready_levels')} {words.listed(limits)}"
    if made.unreviewed:
        yield f"{words('ready_if', count=f'{made.unreviewed:,}')} {told.span(made.if_confirmed, words)}"
    numbers = {name: told.points(getattr(made, name)) for name in ("assessed", "obtained", "applicable")}
    yield f"{words('ready_assessed')} {words('ready_assessed_of', **numbers)}"
    for one in made.specials:
        remark = "" if one.counts else f" ({words('ready_rectified')})"
        place = words(f"ready_specials_place.{made.specials_place}")
        yield f"{words('ready_specials')} {told.points(one.points)} {one.trigger} {one.ref}{remark} [{place}]"


def _items(made: Assessment, words: Words) -> Iterator[str]:
    heads = ["ready_item", "ready_points", "ready_worst", "ready_best", "ready_state", "ready_open_nc", "ready_sample"]
    rows = [[words(name) for name in heads]]
    for group in made.groups:
        title = clip(f"{group.name} {group.title.say(words.lang)}", _TITLE)
        rows.append([title, *map(told.points, (group.applicable, group.worst, group.best)), "", "", ""])
        rows += [_item(one, words) for one in made.items if one.group == group.name]
    yield from aligned(rows, frozenset({1, 2, 3, 5}))


def _item(one: ItemScore, words: Words) -> list[str]:
    return [
        _INDENT + clip(f"{one.item} {one.title.say(words.lang)}", _TITLE),
        *map(told.points, (one.points, one.worst, one.best)),
        words(f"ready_state.{one.state}"),
        str(told.open_parts(one) or ""),
        told.sample(one, words),
    ]


def _way(made: Assessment, words: Words) -> Iterator[str]:
    if made.indicative:
        return
    if made.way is None:
        yield words("ready_top")
        return
    yield told.way_title(made, made.way, words)
    yield _INDENT + words("ready_lacking", lacking=made.way.lacking)
    for step in made.way.steps:
        yield f"{_INDENT}{step.item} {step.title.say(words.lang)}: {words('ready_gives', gives=step.gives)}".rstrip()
        yield from (_INDENT * 2 + told.thing(one, words) for one in step.things)
    if made.way.reached is not None:
        yield _INDENT + words("ready_reached", score=made.way.reached.shown)


def _evidence(made: Assessment, words: Words) -> Iterator[str]:
    if made.evidence:
        yield words("ready_evidence_counts", listed=told.evidence_counts(made, words))
    for one in made.evidence:
        if one.state in {"incomplete", "missing"}:
            remark = words.listed(one.missing) if one.missing else ""
            said = words(f"ready_evidence.{one.state}")
            yield f"{_INDENT}{one.id} {one.title.say(words.lang)}: {said} {remark}".rstrip()
    for former in made.former:
        if former.open:
            yield f"{words('ready_former')} {former.number}: {words('ready_former_open')} ({former.place})"


def _dates(made: Assessment, words: Words) -> Iterator[str]:
    for one in made.certificate:
        days = one.last if one.first == one.last else f"{one.first}..{one.last}"
        over = f" ({words('ready_overdue')})" if one.overdue else ""
        yield f"{one.said.say(words.lang)} {days}{over}"


def _outside(made: Assessment, words: Words) -> Iterator[str]:
    one = made.outside
    if one.rules:
        yield words("ready_outside", rules=one.rules, findings=f"{one.findings:,}", confirmed=f"{one.confirmed:,}")
        yield from (f"{_INDENT}{why.say(words.lang)}: {count}" for why, count in one.unrelated)
        if one.unnamed:
            yield words("ready_unnamed", listed=words.listed(list(one.unnamed)))
