"""The check ``prefix``: codes begin as they must."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from svcqa import Context, FieldRef, Settings, Text, Verdict, check, judged


class Prefix(Settings):
    """Which field, and how it begins."""

    code: FieldRef
    begins: str


@check(
    "prefix",
    settings=Prefix,
    needs=("code",),
    message=Text(zh="“{value}”不以规定的字母开头", en="'{value}' does not begin as it must"),
    evidence={"value": Text(zh="编号", en="code")},
)
def begins_with(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Prefix, context: Context
) -> pd.DataFrame:
    """Codes begin with given letters."""
    right = cases["code"].str.startswith(settings.begins).to_numpy(dtype=bool)
    return judged(cases, np.where(right, Verdict.CONFORMS, Verdict.FAILS), evidence={"value": cases["code"]})
