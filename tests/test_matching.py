"""Keys are matched as a plain reading of the rows says."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from svcqa import Matching, key_codes, parted

KEYS = ("A", "B", "C", "D", None)


def _columns(rng: random.Random, rows: int) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(rng.choices(KEYS, k=rows), dtype="str") for name in ("on.a", "on.b")})


@pytest.mark.parametrize("seed", range(20))
def test_pairs_counts_first_and_last_are_those_of_a_plain_loop(seed: int) -> None:
    rng = random.Random(seed)
    here, there = _columns(rng, rng.randint(0, 12)), _columns(rng, rng.randint(0, 12))
    when = np.array(rng.choices([5, 3, 9, 3], k=len(there)), dtype="datetime64[D]")
    when[[number for number in range(len(there)) if rng.random() < 0.2]] = np.datetime64("NaT")
    mask = np.array([rng.random() < 0.7 for _ in range(len(there))], dtype=bool)
    matching = Matching.of(here, there, ["on.a", "on.b"])
    rows = [tuple(row) for row in there.itertuples(index=False)]
    wanted = [
        [j for j, row in enumerate(rows) if row == tuple(case) and not pd.isna(list(row)).any()]
        for case in here.itertuples(index=False)
    ]
    pairs = [(i, j) for i, those in enumerate(wanted) for j in those]
    for at_once in (1, 3, 1_000):
        got = [pair for i, j in matching.pairs(at_once) for pair in zip(i.tolist(), j.tolist(), strict=True)]
        assert got == pairs
    assert list(zip(*(part.tolist() for part in matching.expanded()), strict=True)) == pairs
    assert matching.counts().tolist() == [len(those) for those in wanted]
    assert matching.counts(mask).tolist() == [sum(mask[j] for j in those) for those in wanted]
    assert matching.first().tolist() == [those[0] if those else -1 for those in wanted]
    far = np.datetime64("2262-01-01")
    for i, those in enumerate(wanted):
        kept = [j for j in those if mask[j]]
        first = min(kept, key=lambda j: (far if np.isnat(when[j]) else when[j], j), default=-1)
        last = max(kept, key=lambda j: (np.datetime64("1600-01-01") if np.isnat(when[j]) else when[j], j), default=-1)
        assert (matching.first(when, mask)[i], matching.last(when, mask)[i]) == (first, last)


def test_a_blank_in_a_key_is_nobodys() -> None:
    here, there = pd.Series(["A", None], dtype="str"), pd.Series([None, "A"], dtype="str")
    codes = key_codes([here], [there])
    assert (codes[0][1], codes[1][0]) == (-1, -1)
    assert codes[0][0] == codes[1][1] >= 0


def test_values_of_one_cell_are_told_apart() -> None:
    owner, values = parted(pd.Series(["A1、A2", None, "B", "C;；D ,", "、"], dtype="str"))
    assert owner.tolist() == [0, 0, 2, 3, 3]
    assert values.tolist() == ["A1", "A2", "B", "C", "D"]
