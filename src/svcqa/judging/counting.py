"""Counting: every subject of a rule once, by verdict, by reason and by unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from svcqa.accounts import Said
from svcqa.checks import Verdict
from svcqa.findings import Excepted, Tally, UnitTally
from svcqa.judging.describing import described
from svcqa.judging.messages import title_of
from svcqa.judging.scope import OUT, Scoped
from svcqa.text import LANGS, Text

if TYPE_CHECKING:
    import pandas as pd

    from svcqa.conditions import Condition
    from svcqa.judging.subjects import Subjects
    from svcqa.rulesets import Bound


def said(text: Text) -> Said:
    """A text as it stands in the audit document."""
    return Said(text.zh, text.en)


def counted(  # noqa: PLR0913, PLR0917 - everything that is counted, once
    bound: Bound,
    subjects: Subjects,
    scoped: Scoped,
    records: tuple[np.ndarray, np.ndarray],
    beside: tuple[pd.DataFrame, np.ndarray],
    units: tuple[Sequence[str | None], np.ndarray],
) -> Tally:
    """The tally of a rule that was assessed.

    Args:
        bound: the rule.
        subjects: the records of its register.
        scoped: what the core decided about them.
        records: verdict of each record, and position of its reason.
        beside: the judged slots, and position of each one's reason.
        units: names of the units, those of the register first, and the position of each slot's.
    """
    verdict = np.concatenate([records[0], beside[0]["verdict"].to_numpy()])
    reason = np.concatenate([records[1], beside[1]])
    codes = np.concatenate([subjects.unit_codes, units[1]])
    inside = verdict >= 0
    counts = np.bincount(verdict[inside], minlength=len(Verdict))
    undetermined = np.bincount(reason[verdict == Verdict.UNDETERMINED], minlength=len(scoped.codes))
    return tally(
        bound,
        assessed=True,
        by_unit=_by_unit(units[0], codes[inside], verdict[inside]),
        in_scope=int(inside.sum()),
        **{item.name.lower(): int(counts[item]) for item in Verdict},
        out_of_scope=int((verdict == OUT).sum()),
        undated=scoped.undated,
        not_yet=scoped.not_yet,
        carried_over=int((scoped.carried & (records[0] >= 0)).sum()),
        excepted_by=[_excepted(bound, one, count) for one, count in scoped.excepted_by if count],
        undetermined_by={
            code: int(count) for code, count in sorted(zip(scoped.codes, undetermined, strict=True)) if code and count
        },
    )


def _excepted(bound: Bound, condition: Condition, count: int) -> Excepted:
    """An exception with its fields called by their titles, for readers who have no rule at hand."""
    zh, en = (described(condition, lang, title_of(bound.register.fields, lang)) for lang in LANGS)
    return Excepted(str(condition), Said(zh, en), count)


def _by_unit(names: Sequence[str | None], units: np.ndarray, verdict: np.ndarray) -> list[UnitTally]:
    """One line a unit in the order of their names, and last what has none."""
    if len(names) == 1:
        return []
    flat = units * len(Verdict) + verdict
    counts = np.bincount(flat, minlength=len(names) * len(Verdict)).reshape(len(names), len(Verdict))
    found = [
        UnitTally(name, int(row.sum()), *(int(count) for count in row))
        for name, row in zip(names, counts, strict=True)
        if row.sum()
    ]
    return sorted(found, key=lambda one: (one.unit is None, one.unit))


def tally(bound: Bound, **counts: Any) -> Tally:
    """The tally of a rule, with its clause and words."""
    rule = bound.rule
    return Tally(
        ruleset=bound.ruleset,
        chapter=rule.chapter,
        clause=rule.clause,
        rule=rule.id,
        edition=rule.edition,
        title=said(rule.title),
        remedy=said(rule.remedy) if rule.remedy else None,
        register=rule.of,
        check=rule.check,
        weight=rule.weight,
        source=rule.source,
        in_force_from=_day(rule.in_force.first),
        in_force_to=_day(rule.in_force.last),
        verified_on=_day(rule.verified_on),
        **counts,
    )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
