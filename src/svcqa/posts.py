"""Posts: who held which post on a day, as a register of people tells it; for rules that ask for a post.

A roster tells the post of today. Whoever signed last year held the post of then: the previous post counts up to the
transfer, the present one from it on, and one held besides the whole time. People who are not in the register, or whose
name two of them bear, cannot be judged by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from svcqa.contents import held_in
from svcqa.matching import Matching, key_codes
from svcqa.settings import PartnerCondition, PartnerField, RegisterRef, Settings

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Edge = PartnerField | tuple[PartnerField, ...]
"""A date of the register; of several the first filled one."""


class Posts(Settings):
    """The register that tells who held which post when."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    person: PartnerField
    """Whose post it is."""
    held: Mapping[PartnerField, tuple[Edge, ...]] = Field(min_length=1)
    """Field of a post → from and to, both days included; without them the whole time. A blank end is open, and a blank
    beginning leaves open whether the post was held. Of several dates for one edge the first filled one counts. A cell
    may name several posts."""
    where: PartnerCondition | None = None
    """Which of its rows count."""


@dataclass(frozen=True, eq=False)
class PostHeld:
    """What was found for each case whose cell names a person."""

    yes: np.ndarray
    """The person held one of the posts."""
    unknown: np.ndarray
    """It cannot be told: a row that may or may not count, a beginning that is not written, or no date."""
    stranger: np.ndarray
    """The register does not know the person."""
    record: np.ndarray
    """Index in the register's frame of the row that tells it, or tells another post; -1 for none."""


def post_held(people: pd.Series, day: pd.Series, wanted: Sequence[str], frame: pd.DataFrame, posts: Posts) -> PostHeld:
    """Whether people held one of some posts on a day; a blank person is none, and is neither of all three.

    Args:
        people: person named by each case.
        day: the day that counts for each case, with or without a time of day.
        wanted: names of posts, one of which must be held.
        frame: the partner frame of the register.
        posts: what its columns say; it stands in the check's settings as ``posts``.
    """
    import numpy as np

    on, known = day.dt.normalize().to_numpy(), day.notna().to_numpy(dtype=bool)
    case, row = Matching(*key_codes([people], [frame["posts.person"]])).expanded()
    count = len(people)
    yes, may, told = (np.zeros(count, dtype=bool) for _ in range(3))
    told[case] = True
    record, other = np.full(count, -1, dtype=np.int64), np.full(count, -1, dtype=np.int64)
    other[case[::-1]] = frame.index.to_numpy()[row[::-1]]
    unsure = frame["unsure"].to_numpy(dtype=bool)[row]
    for field, edges in posts.held.items():
        column = f"posts.held.{field}"
        first = _edge(frame, f"{column}.0", edges[0]) if edges else None
        last = _edge(frame, f"{column}.1", edges[1]) if len(edges) > 1 else None
        mine = held_in(frame[column], wanted)[row] | (unsure & frame[column].isna().to_numpy(dtype=bool)[row])
        within = np.ones(len(row), dtype=bool)
        open_ = unsure | ~known[case]
        if first is not None:
            within &= ~(first[row] > on[case])
            open_ = open_ | np.isnat(first[row])
        if last is not None:
            within &= ~(last[row] < on[case])
        sure = mine & within & ~open_
        yes[case[sure]] = True
        record[case[sure][::-1]] = frame.index.to_numpy()[row[sure][::-1]]
        may[case[mine & within]] = True
    named = people.notna().to_numpy(dtype=bool)
    return PostHeld(yes, may & ~yes, named & ~told, np.where(record >= 0, record, other))


def _edge(frame: pd.DataFrame, place: str, edge: Edge) -> np.ndarray:
    """The day of an edge; the first filled one of several."""
    places = [f"{place}.{number}" for number in range(len(edge))] if isinstance(edge, tuple) else [place]
    moments = frame[places[0]]
    for further in places[1:]:
        moments = moments.fillna(frame[further])
    found: np.ndarray = moments.dt.normalize().to_numpy()
    return found
