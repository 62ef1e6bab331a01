"""Weighing: whether the answers of a slot are enough, and if not, why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Context, Expected, FieldRef, naming, post_held
from svcqa_attestation.answers import OPEN, Answers, State, answers_of
from svcqa_attestation.asked import days
from svcqa_attestation.people import People, last_of_each

if TYPE_CHECKING:
    from svcqa_attestation.attest import Attest

_REASONS = np.array([state.name.lower() for state in State], dtype=object)
_REASONS[State.GOOD], _REASONS[State.NOTHING] = "", "missing"


def weigh(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Attest, context: Context, made: Expected
) -> pd.DataFrame:
    """The slots with their verdicts."""
    answers = answers_of(cases, partners, settings, context, made)
    counted = last_of_each(cases, made, settings)
    people = People.of(cases, answers, made, counted, settings)
    least = settings.at_least or settings.sample
    at = cases["at"].to_numpy(dtype="datetime64[us]")
    reason, chosen = _enough((answers, counted, at), made, people, least)
    lacking = _not_asked(cases, partners, settings, made, people)
    reason[(reason == "") & lacking[1]] = "row_unclear"
    reason[(reason == "") & (lacking[0] != None)] = "not_asked"  # noqa: E711 - asked of every element
    negative = made.first(counted & answers.negative, at)
    reason[negative >= 0] = "negative"
    chosen = np.where(negative >= 0, negative, chosen)
    earlier = _earlier(cases, made, answers)
    reason[(reason == "missing") & (earlier >= 0)] = "expired"
    chosen = np.where(reason == "expired", earlier, chosen)
    evidence = {
        **_shown(cases, settings, chosen),
        "not_asked": lacking[0], "items": settings.items, "points": people.most(), "people": people.complete()[0],
        "least": least,
    }  # fmt: skip
    if settings.event is not None:
        evidence["beside.event"] = made.spans.record
    return made.judged(
        cases, settings, context, reason=reason, undetermined=("answer_unclear", "signer_unknown"),
        settled=("negative",), owed=("missing", "expired", "unanswered"), quoted=chosen,
        evidence=evidence,
    )  # fmt: skip


def _enough(
    found: tuple[Answers, np.ndarray, np.ndarray], made: Expected, people: People, least: int
) -> tuple[np.ndarray, np.ndarray]:
    """Why each slot is not answered, told by the record that comes nearest to an answer, and the first such record.

    Args:
        found: the answers, which of the records count, and when they were given.
        made: the slots.
        people: who answered.
        least: how many have to.
    """
    answers, counted, at = found
    sure, possible = people.complete()
    state = np.where(counted, answers.state, State.NOTHING)
    best = made.best(state, State.NOTHING)
    unsettled = made.best(np.where(np.isin(state, OPEN), state, State.ROW_UNCLEAR), State.ROW_UNCLEAR)
    short = np.where(best == State.GOOD, State.INCOMPLETE, best)
    told = np.select([sure >= least, possible >= least], [State.GOOD, unsettled], short)
    reason = _REASONS[told]
    reason[(sure < least) & (possible < least) & (sure > 0)] = "too_few"
    shown = np.where(told == State.INCOMPLETE, best, told)
    return reason, made.first(counted & (state == made.per_record(shown, -1)), at)


def _not_asked(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Attest, made: Expected, people: People
) -> tuple[np.ndarray, np.ndarray]:
    """Posts of which nobody was asked, as tuples; and slots of which that is open."""
    open_ = np.zeros(len(made.names), dtype=bool)
    masks: list[np.ndarray] = []
    if settings.posts is not None:
        sure, maybe = people.completed(people.good), people.completed(people.maybe)
        for post in settings.who:
            held = post_held(cases["asked"], cases["at"], [post], partners["posts"], settings.posts)
            masks.append(made.count(maybe & (held.yes | held.unknown | held.stranger)) == 0)
            open_ |= (made.count(sure & held.yes) == 0) & ~masks[-1]
    names = settings.who if masks else ()
    return naming(names, masks, len(made.names)), open_


def _earlier(cases: pd.DataFrame, made: Expected, answers: Answers) -> np.ndarray:
    """Per slot the last answer that was given before and belongs to no slot of its own time; -1 for none."""
    found = np.full(len(made.names), -1)
    day, who = days(cases["at"]), made.spans.rows
    rows = np.flatnonzero((who >= 0) & ~np.isnat(day) & ~np.isin(answers.state, (State.UNANSWERED, State.ROW_UNCLEAR)))
    if len(rows) and len(found):
        width = np.int64(1) << 23
        place = who[rows] * width + day[rows].astype(np.int64)
        order = np.argsort(place, kind="stable")
        mine = made.spans.who[made.span]
        until = np.where(np.isnat(made.due.latest), np.datetime64("0001-01-01", "D"), made.due.latest).astype(np.int64)
        last = np.searchsorted(place[order], mine * width + until, side="right") - 1
        row = rows[order[np.maximum(last, 0)]]
        found = np.where((last >= 0) & (who[row] == mine), row, -1)
    return found


def _shown(cases: pd.DataFrame, settings: Attest, chosen: np.ndarray) -> dict[str, Any]:
    """What messages say of the record that is quoted."""
    fields = [FieldRef(name) for name in settings.require]
    blank = [cases[f"require.{number}"].isna().to_numpy(dtype=bool) for number in range(len(fields))]
    at = cases["at"].array.take(chosen, allow_fill=True)
    told = {
        name: cases[name].astype(object).array.take(chosen, allow_fill=True)
        for name in ("answer", "method", "signer", "evidence_at")
        if name in cases
    }
    names = np.append(naming(fields, blank, len(cases)), [None])[chosen]
    return {"handed_in": at, "last_answered": at, "not_filled": names, "method": None, "signer": None, **told}
