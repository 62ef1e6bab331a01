"""The way to the next level: the level above the one that is safe, and the shortest list that reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from svcqa import ScoredItem, Text, assessments
from svcqa_certification.bearing import Bearing
from svcqa_certification.doing import choices
from svcqa_certification.scoring import NONE, Obtained
from svcqa_certification.shortest import Choice, shortest
from svcqa_certification.totals import Scale, shown

_SPECIALS = Text("特别扣分", "Special deductions")
_RECTIFY = Text("整改：{trigger} {ref}", "Rectify: {trigger} {ref}")


def way(lines: Sequence[tuple[ScoredItem, Obtained, Bearing]], scale: Scale) -> assessments.Way | None:
    """The shortest way from the worst case to the next level; ``None`` where the highest is reached.

    Args:
        lines: items, what each obtains and what bears on it.
        scale: how points become a score.
    """
    raw = scale.raw(sum((made.worst for _, made, _ in lines), NONE))
    above = [at for at, limit in enumerate(scale.limits) if limit > raw]
    if not above:
        return None
    lacking = scale.limits[above[0]] - raw
    groups = [list(one) for one in (*_items(lines, scale), *_specials(scale)) if one]
    found = shortest(groups, lacking)
    taken = found if found is not None else [max(group, key=lambda one: one.gain) for group in groups]
    titles = {item.item: item.title for item, _, _ in lines}
    steps = [_step(one, titles) for one in taken]
    gained = sum((one.gain for one in taken), NONE)
    reached = scale.of(raw + gained) if found is not None else None
    return assessments.Way(above[0], shown(lacking), steps, sum(len(one.things) for one in steps), reached)


def _items(lines: Sequence[tuple[ScoredItem, Obtained, Bearing]], scale: Scale) -> Iterator[list[Choice]]:
    for item, made, bearing in lines:
        parts = [one.part for one in bearing.parts if not one.part.closed]
        yield choices(item, made, parts, scale)


def _specials(scale: Scale) -> Iterator[list[Choice]]:
    for one in scale.specials:
        gain: Fraction = -scale.special_converted(scale.worth(one))
        if gain > NONE:
            said = _RECTIFY.fill(trigger=one.trigger, ref=one.ref)
            yield [Choice("", (assessments.Thing("rectify", said),), gain)]


def _step(one: Choice, titles: Mapping[str, Text]) -> assessments.Step:
    return assessments.Step(one.item, titles.get(one.item, _SPECIALS), list(one.things), shown(one.gain), str(one.gain))
