"""What nonconformities may miss: each function names the fields that are blank or cannot be so on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcqa.actions.nouns import KeptNonconformity, Result, among
from svcqa.actions.words import RESULTS, called
from svcqa.text import Text


class Lack(NamedTuple):
    """A field, and what is wrong with it."""

    path: str
    said: Text


def _blank(one: KeptNonconformity, *names: str) -> Iterator[Lack]:
    for name in names:
        if not getattr(one, name):
            yield Lack(name, Text(f"{called(name).zh}没有填", f"{called(name).en} is blank"))


def _not_owner(one: KeptNonconformity, name: str) -> Iterator[Lack]:
    if among(getattr(one, name), one.owners):
        yield Lack(name, Text(f"{called(name).zh}是责任人本人", f"{called(name).en} is an owner"))


def _order(path: str, day: str, least: str, most: str) -> Iterator[Lack]:
    """A day that is known lies between two others."""
    name = called(path)
    if day and least and day < least:
        yield Lack(path, Text(f"{name.zh}{day}早于{least}", f"{name.en} {day} is before {least}"))
    if day and day > most:
        yield Lack(path, Text(f"{name.zh}{day}还没有到", f"{name.en} {day} has not come yet"))


def happened(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """What is said to have happened did, and not before it was found."""
    for name in ("plan_accepted_on", "verified_on", "effectiveness_on", "closed_on"):
        yield from _order(name, getattr(one, name), one.found_on, today)
    for number, action in enumerate(one.actions, 1):
        yield from _order(f"actions/{number}/done_on", action.done_on, one.found_on, today)


def extended(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """Every extension is complete, approved by somebody else, and moves the date on."""
    for number, action in enumerate(one.actions, 1):
        for extension in action.extensions:
            head = f"actions/{number}"
            for name in ("reason", "approved_by", "on"):
                if not getattr(extension, name):
                    said = called(f"{head}/{name}") if name != "reason" else Text("延期理由", "the reason")
                    yield Lack(f"{head}/extensions", Text(f"{said.zh}没有填", f"{said.en} is blank"))
            if among(extension.approved_by, [action.owner]):
                yield Lack(f"{head}/extensions", Text("延期批准人是责任人本人", "the owner approved it"))
            if extension.new_due <= extension.old_due:
                said = Text(
                    f"新期限{extension.new_due}不晚于原期限{extension.old_due}",
                    f"the new date {extension.new_due} is not after {extension.old_due}",
                )
                yield Lack(f"{head}/extensions", said)
            for lack in _order(f"{head}/on", extension.on, one.found_on, today):
                yield Lack(f"{head}/extensions", lack.said)


def graded(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """The grade is set."""
    yield from _blank(one, "grade")


def explained(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """The cause is stated."""
    yield from _blank(one, "cause")


def corrective(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """Some action is a corrective one."""
    if not any(action.type == "corrective" for action in one.actions):
        yield Lack("actions", Text("没有纠正措施", "there is no corrective action"))


def assigned(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """Every action has a text, an owner, and a date not before it was found."""
    for number, action in enumerate(one.actions, 1):
        for name in ("text", "owner", "due"):
            if not getattr(action, name):
                said = called(f"actions/{number}/{name}")
                yield Lack(f"actions/{number}/{name}", Text(f"{said.zh}没有填", f"{said.en} is blank"))
        if action.due and action.first_due < one.found_on:
            path = f"actions/{number}/due"
            said = Text(f"早于发现日期{one.found_on}", f"before it was found on {one.found_on}")
            yield Lack(path, Text(f"{called(path).zh}{said.zh}", f"{called(path).en} is {said.en}"))


def accepted(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """Somebody other than an owner has accepted the plan."""
    yield from _blank(one, "plan_accepted_by", "plan_accepted_on")
    yield from _not_owner(one, "plan_accepted_by")


def done(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """Every action is done, with evidence."""
    for number, action in enumerate(one.actions, 1):
        for name in ("done_on", "evidence"):
            if not getattr(action, name):
                said = called(f"actions/{number}/{name}")
                yield Lack(f"actions/{number}/{name}", Text(f"{said.zh}没有填", f"{said.en} is blank"))


def verified(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """Somebody other than an owner has verified it."""
    yield from _blank(one, "verifier")
    yield from _not_owner(one, "verifier")


def effective(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """It was found effective, and a date for that had been set."""
    yield from _blank(one, "effectiveness_due")
    yield from _judged(one, "effective")


def ineffective(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """It was found ineffective."""
    yield from _judged(one, "ineffective")


def _judged(one: KeptNonconformity, result: Result) -> Iterator[Lack]:
    """The effect was judged after all was done, by somebody else, and with this result."""
    yield from _blank(one, "effectiveness_on", "effectiveness_by")
    yield from _not_owner(one, "effectiveness_by")
    if one.effectiveness_on and one.effectiveness_on <= one.last_done:
        said = Text(
            f"验证日期{one.effectiveness_on}不晚于最后一项措施的完成日期{one.last_done}",
            f"it was judged on {one.effectiveness_on}, not after the last action of {one.last_done}",
        )
        yield Lack("effectiveness_on", said)
    if one.effectiveness_result != result:
        said = RESULTS[result]
        yield Lack("effectiveness_result", Text(f"效果评价不是“{said.zh}”", f"the result is not '{said.en}'"))


def closed(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """It says who closed it and when."""
    yield from _blank(one, "closed_on", "closed_by")
    yield from _order("closed_on", one.closed_on, one.effectiveness_on, today)


def cancelled(one: KeptNonconformity, today: str) -> Iterator[Lack]:
    """It says why, when and by whom it is cancelled."""
    if not one.cancelled_reason:
        yield Lack("reason", Text("状态变更理由没有填", "the reason is blank"))
    yield from _blank(one, "closed_on", "closed_by")
    yield from _not_owner(one, "closed_by")
