"""The assessment as a whole: items, sums, scores, the way to the next level, certificate, evidence."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction

from svcqa import (
    AssessRequest,
    Audit,
    Mapped,
    Problem,
    Scheme,
    ScoredItem,
    ScoreSheet,
    Text,
    UsageError,
    assessments,
    scored_items,
)
from svcqa_certification.bearing import Bearing, borne
from svcqa_certification.certificate import days
from svcqa_certification.evidence import evidence
from svcqa_certification.itemised import itemised
from svcqa_certification.leading import way
from svcqa_certification.scoring import NONE, Obtained, obtained
from svcqa_certification.totals import Scale

_SPLIT = Text(
    "规则{rules}对应的“{item}”在评分表里已分成几项。",
    "the rules {rules} bear on '{item}', which the scoring workbook has divided.",
)
_NAME_RULES = Text("请在各分项的“对应规则”里写明。", "Name them under 'Rules that bear on it' of its parts.")
_NOTHING = Text("没有一项适用，无法评分。", "no item applies: there is nothing to score.")
_NO_POINTS = Text(
    "{count}项还没有分值（{listed}），按各组均分，只作参考，不写等级。",
    "{count} items have no points yet ({listed}): equal shares of each group are used, indicative only, and no level "
    "is named.",
)
_IDLE = Text(
    "“{item}”的对应规则“{pattern}”在这次审核里没有（{place}）。",
    "'{item}' names rules '{pattern}' that this audit does not have ({place}).",
)
_LISTED = 8
_NOBODY = Text(
    "没有写明分值来源、录入人或核对人。", "where the points come from, who entered or checked them is not said."
)


@dataclass(frozen=True)
class Line:
    """One item with all that was found out about it."""

    item: ScoredItem
    made: Obtained
    bearing: Bearing


def assessed(audit: Audit, request: AssessRequest) -> assessments.Assessment:
    """Say how ready an office is.

    Args:
        audit: the audit, with its reviews.
        request: scheme, what people entered, and the audit's nonconformities.

    Raises:
        UsageError: nothing applies, or rules bear on an item that was divided.
        ConfigError: a rule bears on two items.
    """
    scheme, sheet = request.scheme, request.sheet
    items = scored_items(scheme.file, sheet)
    found = borne(audit, _mapped(scheme, sheet, items), request.nonconformities)
    _all_placed(found.items, items)
    lacking = [one.item for one in items if one.points is None]
    shares = _shares(scheme, items) if lacking else {one.item: one.points or NONE for one in items}
    lines = [_line(one, shares[one.item], found.items.get(one.item, Bearing())) for one in items]
    applicable = sum((one.made.points for one in lines), NONE)
    if not applicable:
        raise UsageError(Problem(_NOTHING, sheet.file))
    place = sheet.fact("specials_place") or scheme.file.specials.place
    scale = Scale(scheme.file, applicable, sheet.specials, place, named=not lacking)
    done = [one for one in lines if one.made.state in {"assessed", "partly", "by_hand"}]
    return assessments.Assessment(
        scheme=_scheme(scheme),
        audit=_audit(audit),
        entered=[assessments.Entered(one.code, one.title, one.said, one.place) for one in sheet.facts.values()],
        indicative=bool(lacking),
        levels=[(one.title, str(one.least)) for one in scheme.file.levels],
        below=scheme.file.below,
        score=assessments.Span(*(scale.score(_sum(lines, case)) for case in ("worst", "best"))),
        if_confirmed=assessments.Span(*(scale.score(_sum(lines, f"confirmed_{case}")) for case in ("worst", "best"))),
        unreviewed=sum(one.decided.get("unreviewed", 0) for line in lines for one in line.bearing.rules),
        applicable=str(applicable),
        assessed=str(sum((one.made.points for one in done), NONE)),
        obtained=str(sum((one.made.best for one in done), NONE)),
        specials=[
            assessments.Special(
                one.kind, one.trigger, one.ref, bool(scale.worth(one)), str(scale.worth(one)), one.place
            )
            for one in sheet.specials
        ],
        specials_place="before" if place == "before" else "after",
        cap=scheme.file.cap,
        groups=list(_groups(scheme, lines)),
        clauses=list(_clauses(scheme, lines)),
        items=[itemised(one.item, one.made, one.bearing, scheme.file) for one in lines],
        way=None if lacking else way([(one.item, one.made, one.bearing) for one in lines], scale),
        certificate=list(days(scheme.file, sheet, dt.date.fromisoformat(audit.content.as_of[:10]))),
        evidence=evidence(audit, scheme, sheet),
        former=list(_former(sheet)),
        outside=found.outside,
        notes=[*_notes(lacking, sheet), *_idle(sheet, [one.rule for one in audit.content.tallies])],
    )


def _mapped(scheme: Scheme, sheet: ScoreSheet, items: Sequence[ScoredItem]) -> Mapped:
    """Which rules bear on which items, as people say it where they do."""
    mapped = scheme.mapped
    for one in items:
        if one.entered is not None and one.entered.rules:
            mapped = mapped.instead(one.item, one.entered.rules, one.entered.place)
    return mapped


def _all_placed(found: Mapping[str, Bearing], items: Sequence[ScoredItem]) -> None:
    known = {one.item for one in items}
    lost = {item: bearing for item, bearing in found.items() if item not in known}
    if lost:
        raise UsageError.all_of(Problem(_split(item, one), "--points", _NAME_RULES) for item, one in lost.items())


def _split(item: str, bearing: Bearing) -> Text:
    rules = list(dict.fromkeys(one.tally.rule for one in bearing.rules))
    more = ["…"] if len(rules) > _LISTED else []
    shown = [*rules[:_LISTED], *more]
    return _SPLIT.fill(item=item, rules=Text("、".join(shown), ", ".join(shown)))


def _shares(scheme: Scheme, items: Sequence[ScoredItem]) -> dict[str, Fraction]:
    """An equal share of its group for every item, until points are known."""
    counts = Counter(one.group for one in items)
    return {one.item: Fraction(scheme.file.groups[one.group].points) / counts[one.group] for one in items}


def _line(item: ScoredItem, points: Fraction, bearing: Bearing) -> Line:
    return Line(item, obtained(item, points, bearing), bearing)


def _sum(lines: Sequence[Line], case: str) -> Fraction:
    return sum((getattr(one.made, case) for one in lines), NONE)


def _groups(scheme: Scheme, lines: Sequence[Line]) -> Iterator[assessments.ClauseScore]:
    for name, group in scheme.file.groups.items():
        mine = [one for one in lines if one.item.group == name]
        yield _summed(name, group.title, mine, declared=str(group.points))


def _clauses(scheme: Scheme, lines: Sequence[Line]) -> Iterator[assessments.ClauseScore]:
    for name, clause in scheme.file.clauses.items():
        mine = [one for one in lines if one.item.clause == name]
        yield _summed(name, clause.title, mine, group=clause.group)


def _summed(
    name: str, title: Text, lines: Sequence[Line], *, declared: str = "", group: str = ""
) -> assessments.ClauseScore:
    known = sum((one.item.points or NONE for one in lines), NONE)
    return assessments.ClauseScore(
        name,
        title,
        points=str(known),
        applicable=str(_sum(lines, "points")),
        worst=str(_sum(lines, "worst")),
        best=str(_sum(lines, "best")),
        if_confirmed=str(_sum(lines, "confirmed_best")),
        states=dict(Counter(one.made.state for one in lines)),
        declared=declared,
        group=group,
    )


def _scheme(scheme: Scheme) -> assessments.SchemeFacts:
    notes = [(str(one.confidence), one.text) for one in scheme.file.notes]
    return assessments.SchemeFacts(scheme.name, scheme.file.title, scheme.file.edition, scheme.digest, notes)


def _audit(audit: Audit) -> assessments.AuditFacts:
    period = audit.content.period
    rulesets = [Text(one.title.zh, one.title.en) for one in audit.content.rulesets]
    return assessments.AuditFacts(audit.digest, audit.content.as_of, period, rulesets)


def _former(sheet: ScoreSheet) -> Iterator[assessments.Former]:
    for one in sheet.former:
        found, closed = (day.isoformat() if day else "" for day in (one.found_on, one.closed_on))
        yield assessments.Former(
            one.number, found, one.item, one.fact, closed, one.proof, one.verified_by, one.open, one.place
        )


def _notes(lacking: Sequence[str], sheet: ScoreSheet) -> Iterator[Text]:
    if lacking:
        shown = [*lacking[:_LISTED], *(["…"] if len(lacking) > _LISTED else [])]
        yield _NO_POINTS.fill(count=len(lacking), listed=Text("、".join(shown), ", ".join(shown)))
    elif not all(sheet.fact(code) for code in ("points_source", "entered_by", "checked_by")):
        yield _NOBODY


def _idle(sheet: ScoreSheet, rules: Sequence[str]) -> Iterator[Text]:
    """What people named as bearing on an item, and is no rule of the audit: perhaps it was mistyped."""
    for one in sheet.items.values():
        for pattern in one.rules:
            if not any(fnmatchcase(rule, pattern) for rule in rules):
                yield _IDLE.fill(item=one.item, pattern=pattern, place=one.place)
