"""A trial: one bound rule judges a few written records as an audit would, and what it said is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from svcqa.checks import BESIDE, OF, Context, Verdict
from svcqa.execute import Here
from svcqa.intake.identity import resolved
from svcqa.judging.assessable import obstacle
from svcqa.judging.judge import Prepared, prepared
from svcqa.judging.ordering import in_order
from svcqa.judging.scope import OUT, Scoped
from svcqa.judging.subjects import Subjects, subjects_of
from svcqa.registers import Records
from svcqa.rulesets.binding import Bound
from svcqa.splitting import split


@dataclass(frozen=True)
class Said:
    """What was said of each record in order, and of slots in the order of their names: verdict and reason."""

    records: list[str]
    slots: list[str]

    @property
    def all(self) -> list[str]:
        """Records first."""
        return [*self.records, *self.slots]


@dataclass(frozen=True, eq=False)
class Trial:
    """A rule, its records and those of other registers by name, and the time of the audit."""

    bound: Bound
    records: Mapping[str, Records]
    context: Context

    def judged(self) -> pd.DataFrame:
        """What the check returns, with all its evidence; no row where an audit could not assess the rule."""
        records = resolved(self.records)
        if obstacle(self.bound, records, self.context) is not None:
            return pd.DataFrame({"verdict": pd.Series(dtype="int8")})
        made = self._prepared(records)
        return _as_written(made, Here().judge(made.task))

    def _prepared(self, records: Mapping[str, Records]) -> Prepared:
        return prepared(self.bound, subjects_of(in_order(records)), self.context)

    def said(self, parts: int = 1) -> Said:
        """The verdicts, with the cases split into parts as far as the check's scope allows.

        A rule that an audit could not assess says so of every record, or instead of a slot where none gets a verdict.
        """
        records = resolved(self.records)
        reason = obstacle(self.bound, records, self.context)
        if reason is not None:
            own = records.get(self.bound.rule.of)
            count, said = 0 if own is None else len(own), f"not_assessed {reason.code}"
            return Said([""] * count, [said]) if self.bound.slots_only or not count else Said([said] * count, [])
        made = self._prepared(records)
        tasks = split(made.task, parts) if parts > 1 else [made.task]
        judged = pd.concat([Here().judge(one) for one in tasks])
        of_records = judged[judged["slot"].isna()] if "slot" in judged else judged
        of_each = _of_records(made.scoped, of_records.reindex(made.scoped.open))
        return Said([of_each[number] for number in made.judged.listed(np.arange(len(of_each)))], _of_slots(judged))


def _as_written(made: Prepared, judged: pd.DataFrame) -> pd.DataFrame:
    """A judged frame that names records by their places among those that were written; they come in that order."""
    named = {f"{BESIDE}{name}": one for name, one in made.others.items()}
    columns: dict[str, Any] = {
        name: _written(one, judged[name].to_numpy()) for name, one in named.items() if name in judged
    }
    if OF in judged:
        lists = (np.array(one if isinstance(one, list | np.ndarray) else []).astype(np.int64) for one in judged[OF])
        columns[OF] = [tuple(sorted(_written(made.judged, one).tolist())) for one in lists]
    written: pd.DataFrame = judged.assign(**columns).set_axis(_written(made.judged, judged.index.to_numpy()))
    slot = written["slot"].notna() if "slot" in written else pd.Series(data=False, index=written.index)
    return pd.concat([written[~slot].sort_index(), written[slot]])


def _written(subjects: Subjects, at: np.ndarray) -> np.ndarray:
    """The places of records among those that were written; -1 stays -1."""
    found = np.full(len(at), -1, dtype=np.int64)
    found[at >= 0] = subjects.places(at[at >= 0])
    return found


def _of_records(scoped: Scoped, judged: pd.DataFrame) -> list[str]:
    """Verdict and reason of every record, in words; nothing for those that only fill slots."""
    said = ["out" if verdict == OUT else "" for verdict in scoped.verdict]
    for number in np.flatnonzero(scoped.verdict >= 0):
        reason = scoped.codes[scoped.reason[number]]
        said[number] = f"{Verdict(scoped.verdict[number]).name.lower()} {reason}".strip()
    codes = judged["reason"] if "reason" in judged else pd.Series("", index=judged.index)
    for number, verdict, reason in zip(scoped.open, judged["verdict"], codes, strict=True):
        said[number] = f"{Verdict(verdict).name.lower()} {_code(reason)}".strip()
    return said


def _of_slots(judged: pd.DataFrame) -> list[str]:
    if "slot" not in judged:
        return []
    found = judged[judged["slot"].notna()]
    codes = found["reason"] if "reason" in found else [""] * len(found)
    rows = zip(found["slot"], found["verdict"], codes, strict=True)
    return sorted(f"{name} {Verdict(verdict).name.lower()} {_code(code)}".strip() for name, verdict, code in rows)


def _code(reason: object) -> str:
    if isinstance(reason, tuple):
        return " ".join(reason)
    return str(reason) if isinstance(reason, str) else ""
