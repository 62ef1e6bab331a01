"""One item as the document tells it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from svcqa import SchemeFile, ScoredItem, Text, assessments
from svcqa_certification.bearing import Bearing, Counted
from svcqa_certification.doing import alone
from svcqa_certification.scoring import Obtained, concluded

_CONTRADICTS = Text(
    "结论是符合，但有{count}项已确认、尚未关闭的不符合，仍按不符合计。",
    "It is said to conform, while {count} confirmed findings are open: it counts as not conforming.",
)
_OWN_SAMPLE = Text(
    "按评价人自己的抽样计分；审核中已确认的{count}项不另扣。",
    "Scored by the sample of whoever concluded it; the {count} confirmed findings of the audit deduct nothing more.",
)
_UNDETERMINED = Text("{count}项无法判定，算作未判完。", "{count} subjects could not be judged, and count as open.")


def itemised(item: ScoredItem, made: Obtained, bearing: Bearing, scheme: SchemeFile) -> assessments.ItemScore:
    """One item, with its rules, its nonconformities and what is to be known of it."""
    entered, counts = item.entered, made.counts
    open_ = [one.part for one in bearing.parts if not one.part.closed]
    parts = [
        one.part if one.part.closed else replace(one.part, closes=alone(made, one.part, len(open_)))
        for one in bearing.parts
    ]
    return assessments.ItemScore(
        item.item,
        item.clause,
        item.group,
        item.title,
        item.mode,
        points=str(made.points),
        state=made.state,
        worst=str(made.worst),
        best=str(made.best),
        if_confirmed=str(made.confirmed_best),
        entered="" if item.points is None else str(item.points),
        place=entered.place if entered else "",
        why_not=entered.why_not if entered and not entered.applies else "",
        basis=counts.basis if counts else "",
        sampled=counts.sampled if counts else 0,
        nonconforming=counts.nonconforming if counts else 0,
        conclusion=concluded(entered),
        seen=entered.seen if entered else "",
        rules=[_rule(one) for one in bearing.rules],
        parts=parts,
        evidence=[one.id for one in scheme.evidence if item.item in one.items or item.clause in one.items],
        notes=list(_notes(item, made, bearing)),
    )


def _rule(one: Counted) -> assessments.RuleFacts:
    tally, reason = one.tally, one.tally.reason
    return assessments.RuleFacts(
        tally.ruleset,
        tally.rule,
        tally.clause,
        Text(tally.title.zh, tally.title.en),
        tally.assessed,
        Text(reason.text.zh, reason.text.en) if reason else None,
        one.judged,
        tally.fails,
        one.decided.get("confirmed", 0),
        one.decided.get("unreviewed", 0),
        tally.undetermined,
        one.by_sample,
    )


def _notes(item: ScoredItem, made: Obtained, bearing: Bearing) -> Iterator[Text]:
    confirmed = sum(one.part.findings for one in bearing.parts if not one.part.closed)
    if confirmed and item.mode == "full" and concluded(item.entered) == "conforms":
        yield _CONTRADICTS.fill(count=confirmed)
    if confirmed and made.counts is not None and made.counts.basis == "by_hand":
        yield _OWN_SAMPLE.fill(count=confirmed)
    undetermined = sum(one.tally.undetermined for one in bearing.rules)
    if undetermined and made.state == "partly":
        yield _UNDETERMINED.fill(count=undetermined)
