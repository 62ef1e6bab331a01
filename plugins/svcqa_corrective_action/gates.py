"""The gates of a corrective action: what must be there at the stage it has reached, and what must not be late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from svcqa import FieldRef
from svcqa_corrective_action.life import ANSWER, Life, Stage

GATES: Mapping[Stage, tuple[str, ...]] = {
    Stage.PLANNED: ANSWER,
    Stage.IN_PROGRESS: ("plan_accepted_by", "plan_accepted_at"),
    Stage.IMPLEMENTED: ("done",),
    Stage.VERIFYING: ("evidence",),
    Stage.VERIFIED: ("verified_by", "verified_at", "result"),
    Stage.CLOSED: ("closed", "closed_by"),
}
"""Stage → what must be filled once it has been reached."""
_EXTENSION = ("extension.to", "extension.agreed_at")


@dataclass(frozen=True, eq=False)
class Fault:
    """One thing that can be wrong, and where it is: the cells it concerns and the records that have it."""

    code: str
    places: tuple[str, ...]
    mask: np.ndarray
    named: FieldRef | None = None
    """The field to be named in the message, where the fault is one of several of its code."""


def faults(life: Life) -> list[Fault]:
    """All that can be wrong under the settings given."""
    return [*_blanks(life), *_unanswered(life), *_extension(life), *_persons(life), *_dates(life), *_ineffective(life)]


def _blanks(life: Life) -> Iterator[Fault]:
    """Blank cells that the stage reached asks for; without verification a closure is worth nothing."""
    closed = life.stage == Stage.CLOSED
    for stage, places in GATES.items():
        for place in life.given(places):
            blank = life.blank(place) & (life.stage >= stage)
            if stage == Stage.VERIFIED:
                yield Fault("unverified", (place,), blank & closed, life.fields[place])
                blank = blank & ~closed
            yield Fault("missing", (place,), blank, life.fields[place])


def _unanswered(life: Life) -> Iterator[Fault]:
    if life.settings.respond_within is not None:
        for place in life.given(ANSWER):
            yield Fault("unanswered", (place,), life.unanswered & life.blank(place), life.fields[place])


def _extension(life: Life) -> Iterator[Fault]:
    """An extension says when it was agreed, and who approved it."""
    for place in life.given(("extension.agreed_at", "extension.approved_by")):
        yield Fault("missing", (place,), ~life.blank("extension.to") & life.blank(place), life.fields[place])


def _persons(life: Life) -> Iterator[Fault]:
    """The owner neither accepts his own plan, nor verifies his own work, nor extends his own time."""
    if not life.given(("owner",)):
        return
    since = {"plan_accepted_by": life.stage >= Stage.IN_PROGRESS, "verified_by": life.stage >= Stage.VERIFIED}
    if life.settings.extension is not None:
        since["extension.approved_by"] = ~life.blank("extension.to")
    for place in life.given(since):
        mask = since[place] & life.same("owner", place)
        yield Fault("same_person", ("owner", place), mask, life.fields[place])


def _dates(life: Life) -> Iterator[Fault]:
    """What happened, or still has not happened, after the date set for it."""
    done, verified = life.moment("done"), life.moment("verified_at")
    by = tuple(life.given(("due", *_EXTENSION)))
    until = tuple(life.given(("effectiveness_due", "done")))
    accepted = (life.moment("plan_accepted_at") > life.latest("done")).to_numpy()
    yield Fault("accepted_afterwards", ("plan_accepted_at", "done"), accepted)
    yield Fault("late", (*by, "done"), (done > life.due).to_numpy())
    yield Fault("overdue", (*by, *life.given(("done",))), life.overdue)
    yield Fault("verified_late", (*until, "verified_at"), (verified > life.verify_by).to_numpy())
    yield Fault("verification_overdue", (*until, *life.given(("verified_at",))), life.verification_overdue)


def _ineffective(life: Life) -> Iterator[Fault]:
    """A closure whose result is not an effective one, unless the status says just that."""
    settings = life.settings
    if settings.result is not None and settings.effective_words:
        wrong = (life.stage == Stage.CLOSED) & ~life.blank("result")
        wrong &= ~life.says("result", settings.effective_words)
        if settings.status is not None:
            wrong &= ~life.says("status", settings.ineffective_states)
        yield Fault("ineffective", tuple(life.given(("result", "status"))), wrong)


def told(found: Sequence[Fault], at: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """Reason, cells and named fields of the failing records.

    Few combinations of faults occur, so each is put into words once and handed to all records that show it.
    """
    shown = np.zeros(len(at), dtype=np.int64)
    for number, fault in enumerate(found):
        shown |= fault.mask[at].astype(np.int64) << number
    which, combinations = pd.factorize(shown)
    mine = [[fault for number, fault in enumerate(found) if one >> number & 1] for one in combinations.tolist()]
    naming = list(dict.fromkeys(fault.code for fault in found if fault.named))
    words: dict[str, list[list[object]]] = {
        "reason": [[fault.code for fault in some] for some in mine],
        "at": [[place for fault in some for place in fault.places] for some in mine],
        **{code: [[fault.named for fault in some if fault.code == code] for some in mine] for code in naming},
    }
    said = {name: np.full(count, None, dtype=object) for name in words}
    for name, values in words.items():
        said[name][at] = _once(values)[which]
    return said


def _once(values: Iterable[Sequence[object]]) -> np.ndarray:
    """Tuples in an object column, in each every value once."""
    listed = [tuple(dict.fromkeys(one)) for one in values]
    column = np.empty(len(listed), dtype=object)
    for number, one in enumerate(listed):
        column[number] = one
    return column
