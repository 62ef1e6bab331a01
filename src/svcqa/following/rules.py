"""Rules: which of them two audits have, in which edition, and whether they were assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svcqa.baselines import RULE_CHANGES, ChangedRule, RuleChange
from svcqa.findings import Audit, Tally

Key = tuple[str, str, str]
"""Ruleset, rule and register."""
Tallies = Mapping[Key, Sequence[Tally]]


def tallies_of(audit: Audit) -> dict[Key, list[Tally]]:
    """The tallies by rule: one for each edition."""
    found: dict[Key, list[Tally]] = {}
    for one in audit.content.tallies:
        found.setdefault((one.ruleset, one.rule, one.register), []).append(one)
    return found


def changed_rules(earlier: Audit, audit: Audit) -> list[ChangedRule]:
    """The rules of manuals that are not the same in both audits, what was dropped and added first."""
    then, now = (_own(one) for one in (earlier, audit))
    found = [one for key in dict.fromkeys([*then, *now]) for one in _changed(then.get(key, []), now.get(key, []))]
    return sorted(found, key=lambda one: RULE_CHANGES.index(one.what))


def _own(audit: Audit) -> dict[Key, list[Tally]]:
    """Without the built-in rules: whether they have something to judge hangs on the records."""
    own = {one.name for one in audit.content.rulesets}
    return {key: found for key, found in tallies_of(audit).items() if key[0] in own}


def _changed(then: Sequence[Tally], now: Sequence[Tally]) -> Iterator[ChangedRule]:
    if not then or not now:
        yield _told("added" if now else "dropped", then, now)
        return
    if _editions(then) != _editions(now):
        yield _told("edition", then, now)
    before, after = (any(one.assessed for one in tallies) for tallies in (then, now))
    if before != after:
        yield _told("assessed_now" if after else "assessed_then", then, now)


def _told(what: RuleChange, then: Sequence[Tally], now: Sequence[Tally]) -> ChangedRule:
    one = (now or then)[-1]
    return ChangedRule(
        what, one.ruleset, one.rule, one.clause, one.register, one.title, _editions(then), _editions(now)
    )  # fmt: skip


def _editions(tallies: Sequence[Tally]) -> str:
    return ", ".join(dict.fromkeys(one.edition for one in tallies))
