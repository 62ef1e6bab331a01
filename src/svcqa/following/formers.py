"""Formers: the findings of an earlier audit that are not found any more, as they were told there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from svcqa.baselines import Former, Outcome
from svcqa.findings import Audit, Finding
from svcqa.following.columns import Columns
from svcqa.following.outcomes import Asked, Outcomes
from svcqa.following.rules import Key
from svcqa.lines import Lines

_TIME = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[:：]\d{2}|\d{1,2}[日点时]")
"""What a cell that holds a date or a time looks like."""


def formers(earlier: Audit, audit: Audit, columns: Columns, at: Sequence[int]) -> list[Former]:
    """What became of the findings at these positions of the earlier audit, in their order."""
    groups: dict[Key, list[int]] = {}
    asked: list[Asked] = [(finding, columns.key[place]) for place, finding in zip(at, _taken(earlier, at), strict=True)]
    for number, (one, _) in enumerate(asked):
        groups.setdefault((one.ruleset, one.rule, one.register), []).append(number)
    telling = Outcomes(earlier, audit)
    outcomes: dict[int, Outcome] = {}
    for key, numbers in groups.items():
        outcomes |= zip(numbers, telling.of(key, [asked[number] for number in numbers]), strict=True)
    return list(_told(earlier, (one for one, _ in asked), [outcomes[number] for number in range(len(asked))]))


def _taken(audit: Audit, at: Sequence[int]) -> Lines[Finding]:
    import pyarrow as pa

    return Lines(audit.findings.row, audit.findings.table.take(pa.array(at, pa.int64())))


def _told(earlier: Audit, findings: Iterable[Finding], outcomes: Sequence[Outcome]) -> Iterator[Former]:
    decided = earlier.dossier.decisions()
    for one, outcome in zip(findings, outcomes, strict=True):
        review = decided.get(one.fingerprint)
        timed = any(_TIME.search(cell.value or "") for cell in one.locations)
        yield Former(
            outcome, one.ruleset, one.rule, one.clause, one.weight, one.fingerprint, one.register, one.key, one.unit,
            one.date, one.message, one.locations, one.excused_by, (review and review.decision) or "", timed,
        )  # fmt: skip
