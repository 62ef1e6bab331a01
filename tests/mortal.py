"""A check that ends the process in which it runs, so many times; for tests of workers that die."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from svcqa import Context, Settings, Text, Verdict, check, judged


class Mortal(Settings):
    """How often it ends its process, and the folder in which it counts."""

    folder: str
    times: int


@check("mortal", settings=Mortal, message=Text("不会发生", "never"))
def dies(cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Mortal, context: Context) -> pd.DataFrame:
    """Every second number conforms, if anybody lives to say so."""
    for number in range(settings.times):
        try:
            Path(settings.folder, str(number)).touch(exist_ok=False)
        except FileExistsError:
            continue
        os._exit(1)
    odd = (cases["number"] % 2 == 1).to_numpy(dtype=bool)
    return judged(cases, np.where(odd, Verdict.CONFORMS, Verdict.FAILS), evidence={"number": cases["number"]})
