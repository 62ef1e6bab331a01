"""Progress: the verdict on each case of a sequence, by one reading of what may or may not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Clause, Context, Found, Verdict, faults_of, judged, post_held, told
from svcqa_timeliness.between import Between, between
from svcqa_timeliness.chain import Chain, Step, chain_of, steps_of
from svcqa_timeliness.elsewhere import Elsewhere, Events
from svcqa_timeliness.moments import BLANK, moments_of

if TYPE_CHECKING:
    from svcqa_timeliness.sequence import Sequence


@dataclass(frozen=True, eq=False)
class Question:
    """What is judged, and by what."""

    cases: pd.DataFrame
    partners: Mapping[str, pd.DataFrame]
    settings: Sequence
    context: Context


def readings_of(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Sequence, context: Context
) -> tuple[list[pd.DataFrame], np.ndarray]:
    """The judgement without the records that may or may not count as steps, and with them.

    And the cases with such a record of which the date cannot be read.
    """
    question = Question(cases, partners, settings, context)
    events = {
        place: Events.of(cases, partners[place], place, one)
        for place, one in ((f"order.{position}", one) for position, one in enumerate(settings.order))
        if isinstance(one, Elsewhere)
    }
    doubtful = any(one.doubtful for one in events.values())
    undated = np.logical_or.reduce([np.zeros(len(cases), dtype=bool), *(one.undated() for one in events.values())])
    calendar = context.calendar_of(settings.calendar, cases)
    chains = [
        chain_of(steps_of(cases, settings, events, doubtful=one), cases, calendar, context)
        for one in ((False, True) if doubtful else (False,))
    ]
    return [_judged(question, chain) for chain in chains], undated


def _judged(question: Question, chain: Chain) -> pd.DataFrame:
    cases, settings, context = question.cases, question.settings, question.context
    ended, maybe = _ended(question)
    living, everything = ~ended & ~maybe, settings.complete and context.as_of.date() >= context.period.last
    lying = _lying(question, chain)
    found = [*chain.found, *chain.passed_over(), *chain.stalled(living), *(chain.lacking(living) if everything else ())]
    found += [*_persons(question, chain), *_events_between(settings, chain, lying), *_asked(question, chain)]
    failing = np.logical_or.reduce([one.mask for one in found])
    coming = (chain.waiting >= 0) & (settings.complete | (chain.reached < 0)) & (not everything)
    pending = ~ended & (chain.within | coming)
    open_ = _open(chain, found, settings, maybe=maybe, living=living, everything=everything)
    undetermined = np.logical_or.reduce(list(open_.values()))
    order = [Verdict.FAILS, Verdict.UNDETERMINED, Verdict.PENDING]
    verdict = np.select([failing, undetermined, pending], order, Verdict.CONFORMS)
    said = told(found, np.flatnonzero(failing), len(cases))
    why = np.select(list(open_.values()), list(open_), "").astype(object)
    reason, at = np.where(failing, said.pop("reason"), why), said.pop("at")
    evidence = {**_evidence(question, chain, lying), **said, "state": _states(chain, verdict, ended=ended)}
    return judged(
        cases,
        verdict,
        reason=reason,
        at=at,
        beside=_beside(chain, found, settings),
        due_on=moments_of(np.where(chain.timed & ~ended, chain.due, BLANK), cases.index),
        still_open=chain.timed & living,
        evidence=evidence,
        # what has ended or may stay as it is waits for nothing
        shown={"age": evidence["waited"].mask(ended | (verdict == Verdict.CONFORMS))},
    )


def _ended(question: Question) -> tuple[np.ndarray, np.ndarray]:
    """Chains that stop where they stand, and those of which that cannot be told."""
    if question.settings.end_if is None:
        nothing = np.zeros(len(question.cases), dtype=bool)
        return nothing, nothing
    truth = question.context.holds(question.settings.end_if, "end_if", question.cases)
    return truth.yes, truth.unknown


def _open(  # noqa: PLR0913 - what is known of the end of a chain, by name
    chain: Chain,
    found: list[Found],
    settings: Sequence,
    *,
    maybe: np.ndarray,
    living: np.ndarray,
    everything: bool,
) -> dict[str, np.ndarray]:
    """Why a case cannot be judged → the cases."""
    over = chain.timed & ~chain.within
    unset = chain.waits(None) & (not settings.complete)
    opened = {**chain.unclear, "no_limit": unset & living}
    opened["date_only"] = opened.get("date_only", chain.nothing) | (over & (chain.now <= chain.due_last) & living)
    opened["end_open"] = maybe & (chain.waiting >= 0) & (over | unset | everything)
    for one in found:
        if one.open_code:
            opened[one.open_code] = opened.get(one.open_code, chain.nothing) | one.unknown
    return opened


def _persons(question: Question, chain: Chain) -> Iterator[Found]:
    """People who did not hold their post with their step, or who held two parts that must be apart."""
    settings, cases = question.settings, question.cases
    yield from faults_of(Clause("", (), (), {}, None, settings.distinct), cases, question.context)
    if settings.posts is None:
        return
    for name, role in settings.roles.items():
        step = chain.steps[settings.step_of(name)]
        words = role if isinstance(role, (str, tuple)) else role.post
        posts = (words,) if isinstance(words, str) else words
        people = cases[f"roles.{name}"].where(step.done)
        held = post_held(people, moments_of(step.first), posts, question.partners["posts"], settings.posts)
        wrong = people.notna().to_numpy(dtype=bool) & ~held.yes & ~held.unknown & ~held.stranger
        places, further = (f"roles.{name}", step.place), {"post": posts}
        yield Found("wrong_role", places, (name,), wrong, held.unknown, "open_role", held.record, further)
        yield Found("wrong_role", places, (name,), chain.nothing, held.stranger, "stranger")


def _lying(question: Question, chain: Chain) -> Between | None:
    """Events that fall between two steps."""
    setting = question.settings.none_between
    if setting is None:
        return None
    begin, end = _named(chain, setting.from_), _named(chain, setting.to)
    frame = question.partners["none_between"]
    return between(question.cases, frame, setting, (begin.first, begin.last), (end.first, end.last))


def _events_between(settings: Sequence, chain: Chain, lying: Between | None) -> Iterator[Found]:
    if lying is not None:
        setting = settings.none_between
        assert setting is not None  # noqa: S101 - or nothing was looked for
        begin, end = _named(chain, setting.from_), _named(chain, setting.to)
        further = {"since": (begin.name,), "until": (end.name,)}
        yield Found(
            "between", (begin.place, end.place), (setting.name,),
            lying.yes, lying.unknown, "between_open", lying.record, further,
        )  # fmt: skip


def _named(chain: Chain, name: str) -> Step:
    return next(step for step in chain.steps if step.name == name)


def _asked(question: Question, chain: Chain) -> Iterator[Found]:
    """What is asked once the last step has been done."""
    settings, done = question.settings, chain.steps[-1].done
    clause = Clause("", settings.require, (), settings.allowed, settings.assert_, ())
    for one in faults_of(clause, question.cases, question.context):
        yield replace(one, mask=one.mask & done, unknown=one.unknown & done)


def _evidence(question: Question, chain: Chain, lying: Between | None) -> dict[str, Any]:
    """How far each case has come, and how long it has waited since."""
    names = np.empty(len(chain.steps) + 1, dtype=object)
    for position, step in enumerate(chain.steps):
        names[position] = step.name  # one by one: numpy would make plain strings of them
    index = question.cases.index
    waiting = (chain.waiting >= 0) & (chain.reached >= 0)
    reached = pd.Series(names[chain.reached], index=index, dtype=object)
    since = moments_of(np.where(waiting, chain.before, BLANK), index)
    shown = {"reached": reached, "waited": question.context.passed - since}
    return shown if lying is None else {**shown, "events": lying.count}


def _states(chain: Chain, verdict: np.ndarray, *, ended: np.ndarray) -> np.ndarray:
    """Where each case stands; nothing where it cannot be judged."""
    stalled = np.zeros_like(ended)
    for one in chain.stalled(~ended):
        stalled |= one.mask
    wrong = np.logical_or.reduce([one.mask for one in (*chain.found, *chain.passed_over())])
    masks = {
        "wrong": wrong,
        "complete": (chain.waiting < 0),
        "ended": ended,
        "not_begun": chain.reached < 0,
        "stalled": stalled,
    }
    state = np.select(list(masks.values()), list(masks), "under_way").astype(object)
    state[verdict == Verdict.UNDETERMINED] = None
    return state


def _beside(chain: Chain, found: list[Found], settings: Sequence) -> dict[str, np.ndarray]:
    """The records of other registers that show it."""
    beside = {step.place: step.record for step in chain.steps if step.record is not None}
    for code, partner in (("wrong_role", "posts"), ("between", "none_between")):
        if getattr(settings, partner) is not None:
            record = np.full(len(chain.index), -1)
            for one in found:
                if one.code == code and one.record is not None:
                    mine = one.mask & (record < 0)
                    record[mine] = one.record[mine]
            beside[partner] = record
    return beside
