"""Rosters: each person or thing once, by its latest use, with the state in which it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa.checks import Verdict
from svcqa.exhibits import Roster, Sign
from svcqa.findings import Grade, Named
from svcqa.judging.counting import said
from svcqa.settings import within
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.rulesets import Bound

MOST_NAMED = 300
"""Names that one roster lists, the worst states first; others are only counted, so that the document stays small."""
_OPEN = {
    Verdict.PENDING: Sign(Text("未到期", "pending"), Text("待", "P")),
    Verdict.UNDETERMINED: Sign(Text("无法判断", "undetermined"), Text("?", "?")),
}
"""What is told of those that a check gives no state."""


@dataclass(frozen=True, eq=False)
class Standing:
    """Those who stand in one state: their verdicts, and the names of as many as can be listed."""

    sign: Sign
    grade: Grade
    verdicts: np.ndarray
    names: Sequence[str]


def standings(spec: Roster, shown: pd.DataFrame) -> list[Standing]:
    """Everybody by state, the worst first."""
    latest = _latest(spec, _uses(spec, shown))
    signs = _signs(spec)
    left, found = MOST_NAMED, []
    for at in range(len(signs) - 1, -1, -1):
        mine = latest[latest["rank"] == at]
        if len(mine):
            names = sorted(mine["who"])[:left]
            left -= len(names)
            verdicts = mine["verdict"].to_numpy()
            found.append(Standing(signs[at], _grade(at, verdicts), verdicts, names))
    return found


def _grade(at: int, verdicts: np.ndarray) -> Grade:
    """What a state asks for, as far as a picture shows it."""
    if (verdicts == Verdict.FAILS).any():
        return "failing"
    if at == 0:
        return "current"
    return "soon" if (verdicts == Verdict.CONFORMS).all() else "open"


def named(spec: Roster, found: Sequence[Standing], bound: Bound) -> Named:
    """Who stands in each row, and where that was read."""
    field = next((name for place, name in bound.places().items() if within(place, spec.place)), "")
    partner = bound.partners().get(spec.held)
    return Named(
        _listed_in(field, bound),
        f"{bound.rule.of}.{field}",
        partner.register if partner else "",
        [said(one.sign.sign) for one in found],
        [one.grade for one in found],
        [list(one.names) for one in found],
    )


def _listed_in(field: str, bound: Bound) -> str:
    """The register that lists who or what the field names: the one it points to, or the judged one by its key."""
    if bound.register.key == (field,):
        return bound.rule.of
    return bound.register.foreign_keys.get(field, "")


def _signs(spec: Roster) -> list[Sign]:
    """Every state, from the one that needs no attention to the worst; what is open stands between."""
    first, *others = spec.states.values()
    return [first, *_OPEN.values(), *others]


def _uses(spec: Roster, shown: pd.DataFrame) -> pd.DataFrame:
    """Each use with who it is of, its state, its verdict and its day."""
    frame = shown.reset_index(drop=True)
    uses = pd.DataFrame({"who": frame[spec.column], "state": frame[spec.state], "verdict": frame["verdict"]})
    uses["when"] = frame[spec.when]
    several = np.array([isinstance(one, tuple) for one in uses["who"]], dtype=bool)
    return pd.concat([uses[~several], _apart(uses[several])], ignore_index=True) if several.any() else uses


def _apart(uses: pd.DataFrame) -> pd.DataFrame:
    """A row for each of those of whom one subject is."""
    counts = uses["who"].map(len)
    rows = uses.loc[uses.index.repeat(counts), ["when"]].reset_index(drop=True)
    each = list(chain.from_iterable(uses["who"]))
    return pd.DataFrame(each, columns=["who", "state", "verdict"]).assign(when=rows["when"])


def _latest(spec: Roster, uses: pd.DataFrame) -> pd.DataFrame:
    """The latest use of each; of several at that time the worst."""
    order = dict(_ranked(spec))
    rank = uses["state"].map(order)
    by_verdict = uses["verdict"].map({verdict: 1 + at for at, verdict in enumerate(_OPEN)})
    uses = uses.assign(rank=rank.fillna(by_verdict).fillna(0).astype("int64"), verdict=uses["verdict"].astype("int64"))
    uses = uses.sort_values(["when", "rank"], kind="stable", na_position="first")
    return uses.drop_duplicates("who", keep="last")


def _ranked(spec: Roster) -> Iterator[tuple[str, int]]:
    """Each state with its place among all."""
    for at, code in enumerate(spec.states):
        yield code, at + len(_OPEN) if at else 0
