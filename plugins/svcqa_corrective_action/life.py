"""The life of a corrective action as its record tells it: the stage it has reached, and by when what was due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from svcqa import Context, Duration, FieldRef, FieldSlot, Value, latest

if TYPE_CHECKING:
    from svcqa_corrective_action.corrective_action import CorrectiveAction

ANSWER = ("cause", "plan", "owner", "due")
"""What answers a nonconformity: why it came about, what is done about it, by whom and by when."""


class Stage(IntEnum):
    """How far a record has come; a later stage includes the earlier ones."""

    DRAFT = 0
    PLANNED = 1
    IN_PROGRESS = 2
    IMPLEMENTED = 3
    VERIFYING = 4
    VERIFIED = 5
    CLOSED = 6


_SIGNS: Mapping[Stage, tuple[str, ...]] = {
    Stage.IN_PROGRESS: ("plan_accepted_at", "plan_accepted_by"),
    Stage.IMPLEMENTED: ("done",),
    Stage.VERIFIED: ("verified_at", "result", "verified_by"),
    Stage.CLOSED: ("closed",),
}
"""Settings of which the first given one, where its cell is filled, shows that a stage has been reached."""
_ORDER = (
    *(("raised", later) for later in ("due", "effectiveness_due", "plan_accepted_at", "done", "verified_at", "closed")),
    *(("done", later) for later in ("verified_at", "closed")),
    ("verified_at", "closed"),
)
"""Pairs of dates of which the second cannot lie before the first."""


@dataclass(frozen=True, eq=False)
class Life:
    """All records at once; a setting that is not given is a column without a value."""

    cases: pd.DataFrame
    settings: CorrectiveAction
    context: Context

    @cached_property
    def fields(self) -> Mapping[str, FieldRef]:
        """Place in the settings → field, for all that are given."""
        return {place: FieldRef(name) for place, name in self.settings.references().items()}

    def given(self, places: Iterable[str]) -> list[str]:
        """Those of the places that the settings name a field for."""
        return [place for place in places if place in self.fields]

    def blank(self, place: str) -> np.ndarray:
        """The cell is blank, or says nothing yet."""
        column = self.cases[place]
        blank: np.ndarray = column.isna().to_numpy(dtype=bool)
        if self.settings.blank_words and isinstance(column.dtype, pd.StringDtype):
            blank = blank | self.says(place, self.settings.blank_words)
        return blank

    def says(self, place: str, words: Iterable[str]) -> np.ndarray:
        """The cell says one of the words; case and spaces do not matter."""
        codes, texts = self._texts(place)
        wanted = _plain(pd.Series(list(words), dtype="str"))
        return np.asarray(np.append(texts.isin(wanted).to_numpy(dtype=bool), False)[codes])

    def same(self, place: str, other: str) -> np.ndarray:
        """Both cells name the same person: spaces inside a name do not matter, and a blank names nobody."""
        (one, names), (two, others) = self._texts(place), self._texts(other)
        number, _ = pd.factorize(pd.concat([names, others]))
        first, second = np.append(number[: len(names)], -1)[one], np.append(number[len(names) :], -1)[two]
        return np.asarray((first >= 0) & (first == second))

    def _texts(self, place: str) -> tuple[np.ndarray, pd.Series]:
        """What the cells of a column say: which text each says (-1: none), and each text once in plain writing."""
        if place not in self._known:
            codes, texts = pd.factorize(self.cases[place])
            self._known[place] = codes, _plain(pd.Series(texts, dtype="str"))
        return self._known[place]

    @cached_property
    def _known(self) -> dict[str, tuple[np.ndarray, pd.Series]]:
        return {}

    def moment(self, place: str) -> pd.Series:
        """The earliest moment a date can mean."""
        return self.cases[place] if place in self.fields else self._never

    def latest(self, place: str) -> pd.Series:
        """The latest moment a date can mean: a day lasts until it ends."""
        return latest(self.cases, place) if place in self.fields else self._never

    @cached_property
    def stage(self) -> np.ndarray:
        """The furthest stage that a date or the status tells."""
        reached = np.full(len(self.cases), Stage.DRAFT, dtype=np.int8)
        for stage, words in self._words().items():
            reached[self.says("status", words) & (reached < stage)] = stage
        for stage, places in _SIGNS.items():
            for place in self.given(places)[:1]:
                reached[~self.blank(place) & (reached < stage)] = stage
        return reached

    def _words(self) -> dict[Stage, tuple[str, ...]]:
        """The words of the status by the stage they tell, where there is a status."""
        settings = self.settings
        if settings.status is None:
            return {}
        words = {Stage[name.upper()]: tuple(said) for name, said in settings.stage_states.items()}
        return {**words, Stage.CLOSED: (*settings.closed_states, *settings.ineffective_states)}

    @cached_property
    def planned(self) -> np.ndarray:
        """Cause, plan, owner and due date are there, as far as they are asked for."""
        asked = self.given(ANSWER)
        planned: np.ndarray = np.full(len(self.cases), bool(asked))
        for place in asked:
            planned &= ~self.blank(place)
        return planned

    @cached_property
    def due(self) -> pd.Series:
        """By when the action is to be done, extensions in time included; none where it lies before the raising."""
        due = self.latest("due")
        if self.settings.extension is not None:
            to, agreed = self.latest("extension.to"), self.moment("extension.agreed_at")
            due = due.mask((agreed <= due) & (agreed <= self.context.as_of) & (to > due), to)
        return due.mask(due < self.moment("raised"))

    @cached_property
    def answer_by(self) -> pd.Series:
        """By when the answer is to be there."""
        return self._after("raised", "respond_within", self.settings.respond_within)

    @cached_property
    def verify_by(self) -> pd.Series:
        """By when the effect is to be verified: the date set for it, or the time after the action if that is sooner."""
        by = self.latest("effectiveness_due")
        both = pd.concat([by.mask(by < self.moment("raised")), self._within_after_done], axis=1)
        return both.min(axis=1)

    @cached_property
    def _within_after_done(self) -> pd.Series:
        return self._after("done", "verify_within", self.settings.verify_within)

    def _after(self, start: str, place: str, limit: Value[Duration] | None) -> pd.Series:
        if limit is None:
            return self._never
        moment = self.latest(start)
        if isinstance(limit, FieldSlot):
            return moment + self.cases[place]
        return self.context.calendar(self.settings.calendar).due(moment, limit)

    @cached_property
    def overdue(self) -> np.ndarray:
        """The action is not done, and its due date has passed."""
        return self._passed(self.due, Stage.IMPLEMENTED)

    @cached_property
    def verification_overdue(self) -> np.ndarray:
        """The effect is not verified, and the date for that has passed."""
        return self._passed(self.verify_by, Stage.VERIFIED)

    @cached_property
    def unanswered(self) -> np.ndarray:
        """The answer is not complete, and the time for it has passed."""
        return np.asarray(self._passed(self.answer_by, Stage.PLANNED) & ~self.planned)

    def _passed(self, by: pd.Series, stage: Stage) -> np.ndarray:
        """A stage has not been reached by the moment set for it."""
        passed: np.ndarray = (by < self.context.as_of).to_numpy(dtype=bool)
        return passed & (self.stage < stage)

    @cached_property
    def out_of_order(self) -> np.ndarray:
        """Dates stand in an order in which nothing can have happened."""
        wrong = np.zeros(len(self.cases), dtype=bool)
        for first, second in _ORDER:
            wrong |= (self.latest(second) < self.moment(first)).to_numpy(dtype=bool)
        return wrong

    @cached_property
    def unknown_due(self) -> np.ndarray:
        """A limit is set, but when it ends cannot be said."""
        unknown = np.zeros(len(self.cases), dtype=bool)
        if self.settings.respond_within is not None:
            unknown |= ~self.planned & (self.stage < Stage.PLANNED) & self.answer_by.isna().to_numpy()
        if self.settings.verify_within is not None:
            unknown |= self.moment("done").notna().to_numpy() & self._within_after_done.isna().to_numpy()
        return unknown

    @cached_property
    def _never(self) -> pd.Series:
        return pd.Series(pd.NaT, index=self.cases.index, dtype="datetime64[us]")


def _plain(column: pd.Series) -> pd.Series:
    plain: pd.Series = column.str.replace(r"\s+", "", regex=True).str.casefold()
    return plain
