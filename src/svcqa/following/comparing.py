"""Comparing two audits: the findings of both, the rules, and what else may explain a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from svcqa.baselines import OUTCOMES, STATES, Baseline, Difference, Point, State
from svcqa.findings import Audit
from svcqa.following.caveats import caveats, incomparable
from svcqa.following.columns import Columns
from svcqa.following.formers import formers
from svcqa.following.matching import differences, matched
from svcqa.following.points import point, series
from svcqa.following.rules import changed_rules


def compared(
    earlier: Audit, audit: Audit, before: Iterable[Collection[str]] = (), trend: Sequence[Point] = ()
) -> Baseline:
    """What became of the findings of an earlier audit, and which are new.

    Args:
        earlier: the audit that is compared with.
        audit: the audit that is read; not earlier than the other.
        before: fingerprints of the findings of audits before ``earlier``, to tell which have returned.
        trend: points of further audits of the series, in any order.
    """
    made = Baseline(
        earlier.dossier.elements.get("report_no", ""),
        earlier.digest,
        earlier.content.as_of,
        earlier.content.period,
        incomparable(earlier, audit),
        caveats(earlier, audit),
        *({}, {}, {}, [], []),
        series([*trend, point(earlier), point(audit)]),
        earlier.content.people,
    )
    return _with_findings(made, earlier, audit, before) if made.comparable else made


def _with_findings(made: Baseline, earlier: Audit, audit: Audit, before: Iterable[Collection[str]]) -> Baseline:
    then, now = Columns.of(earlier), Columns.of(audit)
    same = matched(then, now)
    known = frozenset().union(*before)
    masked = bool(earlier.content.masked_from or audit.content.masked_from)
    states: dict[str, State] = {}
    changes: dict[str, list[Difference]] = {}
    counts: Counter[str] = Counter()
    for at, name in enumerate(now.fingerprint):
        if at in same:
            found = list(differences(then, same[at], now, at, masked=masked))
            states[name] = "changed" if found else "persisting"
            changes |= {name: found} if found else {}
        else:
            states[name] = "returned" if name in known else "new"
        counts[states[name]] += 1
    still = set(same.values())
    former = formers(earlier, audit, then, [at for at in range(len(then)) if at not in still])
    counts.update(one.outcome for one in former)
    return replace(
        made, counts={code: counts[code] for code in (*STATES, *OUTCOMES)}, states=states, changes=changes,
        former=former, rules=changed_rules(earlier, audit),
    )  # fmt: skip
