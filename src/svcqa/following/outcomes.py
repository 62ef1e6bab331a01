"""Outcomes: what became of findings of an earlier audit that are not found any more.

Only what can be shown is called solved: the record is there, the rule has judged it, and it does not fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcqa.baselines import Outcome
from svcqa.findings import Audit, Finding
from svcqa.following.rules import Key, tallies_of
from svcqa.population import marks, places

if TYPE_CHECKING:
    import numpy as np

Asked = tuple[Finding, str]
"""A finding, and its key as the audit document writes it."""


class Outcomes:
    """What an audit says of findings of an earlier one that it does not have."""

    def __init__(self, earlier: Audit, audit: Audit) -> None:
        self.content = audit.content
        self.clear = bool(audit.content.population) and not earlier.content.masked_from
        """Whether it can be told which records are still there."""
        self.tallies = tallies_of(audit)
        self.manuals = {one.name for content in (earlier.content, audit.content) for one in content.rulesets}
        names = ("ruleset", "rule", "register", "key")
        self.unjudged = set(zip(*(audit.unjudged.table.column(name).to_pylist() for name in names), strict=True))
        self.doubtful = _doubtful(audit)
        self.supplied = {sheet.register for file in audit.content.inputs for sheet in file.sheets if sheet.imported}

    def of(self, key: Key, group: Sequence[Asked]) -> list[Outcome]:
        """What became of findings of one rule."""
        whole = self._of_rule(key)
        if whole:
            return [whole] * len(group)
        here, judged = self._records(key, [one.root for one, _ in group])
        return [
            self._early(key, one, written)
            or (self._slot(key) if _is_slot(one) else self._record(key, (one, written), place, mark))
            for (one, written), place, mark in zip(group, here, judged, strict=True)
        ]

    def _of_rule(self, key: Key) -> Outcome | None:
        """What holds for all findings of a rule: it is not there any more, or it was not assessed."""
        tallies = self.tallies.get(key)
        if tallies is None and key[0] in self.manuals:
            return "rule_dropped"
        if tallies is None:  # a built-in rule is not told where it concerns no cell
            return None if key[2] in self.supplied else "not_assessed"
        return None if any(one.assessed for one in tallies) else "not_assessed"

    def _records(self, key: Key, roots: Sequence[str]) -> tuple[list[bool], list[bool]]:
        """Which records are there, and which of them the rule has judged."""
        import numpy as np

        at = places(self.content.population.get(key[2], ""), roots)
        here: np.ndarray = at >= 0
        judged = np.zeros(len(at), dtype=bool)
        for text in self._marks(key):
            judged[here] |= marks(text, at[here])
        return here.tolist(), judged.tolist()

    def _marks(self, key: Key) -> list[str]:
        known = self.content.judged.get(key[2], {})
        names = (f"{one.ruleset}/{one.rule}/{one.edition}" for one in self.tallies.get(key, ()))
        return [known[name] for name in names if name in known]

    def _early(self, key: Key, one: Finding, written: str) -> Outcome | None:
        """What can be told without looking for the record."""
        if (*key, written) in self.unjudged:
            return "not_judged"
        day, period = (one.date or "")[:10], self.content.period
        return "outside" if day and not (period.first or "") <= day <= period.last else None

    def _slot(self, key: Key) -> Outcome:
        """What ought to be there and is no record; where the register is lacking, nobody has looked for it."""
        by_hand = any(one.by_hand for one in self.tallies.get(key, ()))
        return "solved" if by_hand or key[2] in self.supplied else "not_assessed"

    def _record(self, key: Key, asked: Asked, here: bool, judged: bool) -> Outcome:
        one, written = asked
        if not self.clear or not (here or _is_clear(one)) or (key[2], written) in self.doubtful:
            return "unknown"
        if not here:
            return "gone" if key[2] in self.content.population else "not_assessed"
        if key not in self.tallies:
            return "solved"
        if not self._marks(key):  # checked by hand
            return "not_assessed"
        return "solved" if judged else "not_concerned"


def _doubtful(audit: Audit) -> set[tuple[str, str]]:
    """Register and key of records whose key stands on several of them by now: which one is meant cannot be told."""
    table = audit.findings.table
    rows = zip(*(table.column(name).to_pylist() for name in ("rule", "register", "key")), strict=True)
    return {(register, key) for rule, register, key in rows if rule == "record.key"}


def _is_slot(one: Finding) -> bool:
    return list(one.key) == ["slot"] and one.root.endswith("/slot")


def _is_clear(one: Finding) -> bool:
    """Its key names its record; else the root holds a digest of the row."""
    return one.root == "/".join([one.register, *(part or "" for part in one.key.values())])
