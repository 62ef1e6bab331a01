"""Matching: which findings of two audits are the same, and what differs between these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from svcqa.baselines import Difference
from svcqa.following.columns import Columns, Words


def matched(then: Columns, now: Columns) -> dict[int, int]:
    """Position of a finding now → its position then, for findings of both audits.

    They are the same by their fingerprint. Where a key is blank or repeated, that hangs on the whole record; there the
    same words about the same key are the same finding.
    """
    places = {name: at for at, name in enumerate(then.fingerprint)}
    found = {at: places[name] for at, name in enumerate(now.fingerprint) if name in places}
    used = set(now.fingerprint)
    left: defaultdict[Words, list[int]] = defaultdict(list)
    rest = [at for at, name in enumerate(then.fingerprint) if name not in used]
    for at, words in zip(rest, then.told(rest), strict=True):
        left[words].append(at)
    fresh = [at for at in range(len(now)) if at not in found]
    for at, words in zip(fresh, now.told(fresh), strict=True):
        if left.get(words):
            found[at] = left[words].pop(0)
    return found


def differences(then: Columns, was: int, now: Columns, at: int, *, masked: bool) -> Iterator[Difference]:
    """What differs between the two tellings of one finding; of masked ones only what names nobody.

    Where the cells say the same as before, message and evidence differ at most by the date of the audit, such as the
    time for which something has been open: that is no change.
    """
    values = not masked and then.locations[was] != now.locations[at] and then.values(was) != now.values(at)
    if values:
        if then.message[was] != now.message[at]:
            yield "message"
        if then.evidence[was] != now.evidence[at]:
            yield "evidence"
    if then.weight[was] != now.weight[at]:
        yield "weight"
    if (then.excused_by[was] is None) != (now.excused_by[at] is None) or (
        not masked and then.excused_by[was] != now.excused_by[at]
    ):
        yield "excused"
    if values:
        yield "values"
