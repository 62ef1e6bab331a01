"""Gates: what must be there before a nonconformity may enter a state, each with its id and its sentence.

A state asks for its own gates and for those of every state before it, so that a move may skip states and whatever is
changed later cannot undo what a gate has asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from svcqa.actions import lacks
from svcqa.actions.nouns import CLOSED, PATH, KeptNonconformity, State
from svcqa.text import Text


class Gate(NamedTuple):
    """A condition for one or several states."""

    id: str
    states: Sequence[State]
    said: Text
    lacking: Callable[[KeptNonconformity, str], Iterator[lacks.Lack]]
    """What a nonconformity misses on a day."""


def asked(state: State) -> list[Gate]:
    """The gates of a state and of all on the way to it."""
    way = PATH if state in CLOSED else PATH[: PATH.index(state) + 1] if state in PATH else PATH[:1]
    return [gate for gate in GATES if {*way, state}.intersection(gate.states)]


GATES: Sequence[Gate] = (
    Gate("dates", ("draft",), Text("已发生的日期不早于发现日期，也不在今天之后",
         "What happened lies between the day it was found and today"), lacks.happened),
    Gate("extension", ("draft",), Text("延期写明理由，由责任人以外的人批准，新期限在原期限之后",
         "An extension has a reason and an approver other than the owner, and its date is later"), lacks.extended),
    Gate("grade", ("planned",), Text("审核员已定等级", "The auditor has set the grade"), lacks.graded),
    Gate("cause", ("planned",), Text("已写明原因", "The cause is stated"), lacks.explained),
    Gate("corrective", ("planned",), Text("至少有一项纠正措施", "There is a corrective action"), lacks.corrective),
    Gate("owner_due", ("planned",), Text("每项措施有内容、责任人和期限，期限不早于发现日期",
         "Every action has a text, an owner, and a date not before it was found"), lacks.assigned),
    Gate("accepted", ("in_progress",), Text("措施由责任人以外的人批准",
         "The plan is accepted by somebody other than an owner"), lacks.accepted),
    Gate("done", ("implemented",), Text("每项措施都已完成并有证据", "Every action is done, with evidence"), lacks.done),
    Gate("verified", ("closed_effective",), Text("由责任人以外的人核实",
         "Somebody other than an owner has verified it"), lacks.verified),
    Gate("effective", ("closed_effective",), Text("措施完成之后，由责任人以外的人验证为有效，验证期限已定",
         "After the last action somebody other than an owner found it effective, and a date for that was set"),
         lacks.effective),
    Gate("ineffective", ("closed_ineffective",), Text("措施完成之后，由责任人以外的人验证为无效",
         "After the last action somebody other than an owner found it ineffective"), lacks.ineffective),
    Gate("closed", CLOSED, Text("写明关闭人和关闭日期，不早于验证日期",
         "It says who closed it and when, not before the effect was judged"), lacks.closed),
    Gate("cancelled", ("cancelled",), Text("取消写明理由、日期，由责任人以外的人决定",
         "Cancelling has a reason and a date, and is decided by somebody other than an owner"), lacks.cancelled),
)  # fmt: skip
"""All gates; a date that is late is never one, so that nobody gains by writing another."""
