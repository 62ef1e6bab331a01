"""What can be done about an item, and what it gives back of the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from svcqa import ScoredItem, Text, assessments
from svcqa_certification.scoring import NONE, Counts, Obtained, concluded
from svcqa_certification.shortest import Choice
from svcqa_certification.totals import Scale

_CLOSE = Text("关闭不符合：{clause} {unit}（{count}项）", "Close the nonconformity: {clause} {unit} ({count})")
_CLOSE_BY_HAND = Text("关闭评价时发现的不符合{count}", "Close what was found when it was concluded{count}")
_OF = Text("（{sampled}项中{failed}项）", " ({failed} of {sampled})")
_SHOW = Text("补证并作出结论：还没有判定完的部分", "Show that it conforms: what has not been assessed of it")
_NO_UNIT = Text("", "")


def choices(item: ScoredItem, made: Obtained, parts: Sequence[assessments.Part], scale: Scale) -> list[Choice]:
    """The choices there are of one item, each with what it gives back of the worst case.

    Args:
        item: the item, with what people entered.
        made: what it obtains now.
        parts: its nonconformities that are open.
        scale: how points become a score.
    """
    if item.mode == "full":
        return list(_all_or_nothing(item, made, parts, scale))
    return list(_one_by_one(item, made, parts, scale))


def _all_or_nothing(
    item: ScoredItem, made: Obtained, parts: Sequence[assessments.Part], scale: Scale
) -> Iterator[Choice]:
    things = [_closing(one) for one in parts]
    if item.applies and concluded(item.entered) == "fails":
        things.append(_by_hand(item))
    if made.open:
        things.append(assessments.Thing("show", _SHOW))
    if things and made.points > made.worst:
        yield Choice(item.item, tuple(things), scale.converted(made.points - made.worst))


def _one_by_one(item: ScoredItem, made: Obtained, parts: Sequence[assessments.Part], scale: Scale) -> Iterator[Choice]:
    """Every number of nonconformities, the largest first, with and without what is to be shown."""
    counts = made.counts
    if counts is None or made.state == "not_applicable":
        return
    if counts.basis == "by_hand":
        if counts.nonconforming:
            yield Choice(item.item, (_by_hand(item),), scale.converted(made.points - made.worst))
        return
    ordered = sorted(parts, key=lambda one: -one.findings)
    closing = [_closing(one) for one in ordered]
    closed = list(accumulate((one.findings for one in ordered), initial=0))
    for shown in (False, True) if _to_show(counts) else (False,):
        things = [assessments.Thing("show", _SHOW)] if shown else []
        for number, count in enumerate(closed):
            gain = made.points * counts.kept(closed=count, shown=shown or not _to_show(counts)) - made.worst
            if gain > NONE and (things or number):
                yield Choice(item.item, (*closing[:number], *things), scale.converted(gain))


def _to_show(counts: Counts) -> bool:
    return counts.unread or not counts.sampled or counts.undetermined > 0


def alone(made: Obtained, part: assessments.Part, things: int) -> str:
    """Points of the item that closing this one gives back, if nothing else is done."""
    if made.counts is not None and made.counts.basis != "by_hand":
        now = made.counts.kept(shown=not _to_show(made.counts))
        return str(made.points * (made.counts.kept(closed=part.findings, shown=not _to_show(made.counts)) - now))
    return str(made.points if things == 1 and not made.open and made.counts is None else NONE)


def _closing(one: assessments.Part) -> assessments.Thing:
    unit = Text(one.unit, one.unit) if one.unit else _NO_UNIT
    clause = f"{one.number} {one.clause}".strip()
    return assessments.Thing("close", _CLOSE.fill(clause=clause, unit=unit, count=one.findings), one.clause, one.unit)


def _by_hand(item: ScoredItem) -> assessments.Thing:
    entered = item.entered
    told: Text | str = ""
    if entered is not None and entered.failed:
        told = _OF.fill(sampled=entered.sampled, failed=entered.failed)
    return assessments.Thing("close", _CLOSE_BY_HAND.fill(count=told))
