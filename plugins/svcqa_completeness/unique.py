"""The check ``unique``: keys occur once, and number series have no gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from svcqa import Context, FieldRef, Settings, Text, Verdict, WrongValueError, check, judged, slots


class Unique(Settings):
    """Which fields make the key, and whether its numbers form a series."""

    key: tuple[FieldRef, ...] = Field(min_length=1)
    """Fields whose values together occur once among the records in scope."""
    gaps: Literal["report"] | None = None
    """Report numbers that are missing between the lowest and the highest of a series."""
    digits: int | None = Field(None, ge=1, le=18)
    """How many digits at the end are the running number (``W20240305001``: 3); all of them if not given."""

    @model_validator(mode="after")
    def _one_series(self) -> Unique:
        if self.gaps and len(self.key) > 1:
            raise WrongValueError("查断号时，key只能有一个字段", "gaps are looked for in a key of one field")
        if self.digits and not self.gaps:
            raise WrongValueError(
                "digits说明流水号从哪一位起，只在查断号时有用",
                "digits say where the running number begins, which only matters for gaps",
            )
        return self

    def needs_whole(self) -> bool:
        """A gap shows only where all numbers are seen."""
        return self.gaps is not None


@check(
    "unique",
    settings=Unique,
    needs=("key",),
    scope="key",
    key="key",
    message=Text(zh="“{value}”出现了{times}次", en="'{value}' occurs {times} times"),
    reasons={"gap": Text(zh="编号不连续：缺{value}，共{times}个", en="numbers missing: {value}, {times} in all")},
)
def key_is_unique(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Unique, context: Context
) -> pd.DataFrame:
    """A key occurs once among the records in scope.

    Every record that shares its key with another fails, the first one too: which of them is the right one is not
    for a program to say. A record with a blank in its key is undetermined.

    With ``gaps: report``, numbers missing from a series are findings too, one for each run of missing numbers, and
    always of low weight: a gap may be the only trace of a lost paper, or a number that was never given out. Numbers
    belong to one series if all before the running number is the same.
    """
    places = [f"key.{number}" for number in range(len(settings.key))]
    repeated = cases.duplicated(places, keep=False).to_numpy()
    verdict = np.where(repeated, Verdict.FAILS, Verdict.CONFORMS)
    twins = cases.loc[repeated, places]
    times = twins.groupby(places, sort=False)[places[0]].transform("size")
    value = twins[places[0]].astype(str)
    for place in places[1:]:
        value = value + "/" + twins[place].astype(str)
    evidence = {"times": times.reindex(cases.index).astype("Int64"), "value": value.reindex(cases.index)}
    made = judged(cases, verdict, evidence=evidence)
    return made if settings.gaps is None else _with_gaps(made, cases["key.0"], settings.digits)


def _with_gaps(made: pd.DataFrame, numbers: pd.Series, digits: int | None) -> pd.DataFrame:
    found = list(_gaps(numbers, digits))
    if not found:
        return made
    names, near, times = zip(*found, strict=True)
    gaps = slots(names, near, Verdict.FAILS, reason="gap", weight="low", value=names, times=times)
    return pd.concat([made.assign(times=made["times"].astype(object)), gaps])


def _gaps(numbers: pd.Series, digits: int | None) -> Iterator[tuple[str, int, int]]:
    """Each run of missing numbers: what is missing, the record after it, and how many."""
    size = rf"\d{{{digits}}}" if digits else r"\d{1,18}"
    parts = numbers.str.extract(rf"^(?P<series>.*?)(?P<number>{size})$").dropna()
    parts["value"] = parts["number"].astype("int64")
    for series, group in parts.groupby("series", sort=True):
        ordered = group.sort_values(["value", "number"], kind="stable")
        values, at = ordered["value"].to_numpy(), ordered.index.to_numpy()
        for place in np.flatnonzero(np.diff(values) > 1):
            first, last = values[place] + 1, values[place + 1] - 1
            width = len(ordered["number"].iloc[place])
            name = f"{series}{first:0{width}}"
            yield (name if first == last else f"{name}–{series}{last:0{width}}"), at[place + 1], last - first + 1
