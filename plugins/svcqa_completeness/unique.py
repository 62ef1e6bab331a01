"""The check ``unique``: keys occur once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pydantic import Field

from svcqa import Context, FieldRef, Settings, Text, Verdict, check, judged


class Unique(Settings):
    """Which fields make the key."""

    key: tuple[FieldRef, ...] = Field(min_length=1)
    """Fields whose values together occur once among the records in scope."""


@check(
    "unique",
    settings=Unique,
    needs=("key",),
    scope="key",
    key="key",
    message=Text(zh="“{value}”出现了{times}次", en="'{value}' occurs {times} times"),
)
def key_is_unique(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Unique, context: Context
) -> pd.DataFrame:
    """A key occurs once among the records in scope.

    Every record that shares its key with another fails, the first one too: which of them is the right one is not
    for a program to say. A record with a blank in its key is undetermined.
    """
    places = [f"key.{number}" for number in range(len(settings.key))]
    repeated = cases.duplicated(places, keep=False).to_numpy()
    verdict = np.where(repeated, Verdict.FAILS, Verdict.CONFORMS)
    twins = cases.loc[repeated, places]
    times = twins.groupby(places, sort=False)[places[0]].transform("size")
    value = twins[places[0]].astype(str)
    for place in places[1:]:
        value = value + "/" + twins[place].astype(str)
    return judged(cases, verdict, evidence={"times": times.reindex(cases.index), "value": value.reindex(cases.index)})
