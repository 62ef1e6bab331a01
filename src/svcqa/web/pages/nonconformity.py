"""One nonconformity: its stages, and the forms in which it is worked, by the gates of the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Response
from msgspec.structs import replace
from starlette.datastructures import FormData

from svcqa.actions import KeptNonconformity, Refusal, refusals, standing
from svcqa.actions.nouns import CLOSED, FINAL, PATH
from svcqa.actions.words import FIELDS, SOURCES, STATES
from svcqa.errors import DeskError
from svcqa.history import Event
from svcqa.history.actions import KINDS, replayed, sheets
from svcqa.history.actions.entered import entered
from svcqa.history.actions.told import EVENTS, conflicting, happened, refused
from svcqa.web.pages import following
from svcqa.web.pages.access import Auditing, Viewing
from svcqa.web.pages.forms import NONE, WRONG, Faults, Filled, faults
from svcqa.web.pages.templated import page, to
from svcqa.web.pages.visit import Visit

router = APIRouter()
STAGES: Mapping[str, Sequence[str]] = {
    "immediate": ("grade", "containment", "extent"),
    "analysis": ("cause_method", "cause", "cause_category"),
    "acceptance": ("plan_accepted_by", "plan_accepted_on", "criteria"),
    "verification": ("verifier", "verified_on", "verification_method", "verification_result"),
    "effectiveness": ("effectiveness_due", "effectiveness_on", "effectiveness_by", "effectiveness_result"),
    "closing": ("closed_on", "closed_by"),
}
"""Stage of the form → its fields; the words of a stage are ``stage.STAGE``."""
_LONG = frozenset({"containment", "extent", "cause", "criteria", "verification_result", "text", "evidence", "reason"})
_LONGEST = 5_000
"""Characters of a field; what a cell of a workbook holds is more, and nobody reads it."""


@dataclass(frozen=True)
class Filling:
    """A form as it was sent and refused: which one, and what stood in it."""

    register: str = ""
    step: str = ""
    values: Mapping[str, str] | None = None

    def value(self, register: str, step: str, name: str, otherwise: str) -> str:
        """What stands in a field: what somebody has written, or what is kept."""
        mine = (self.register, self.step) == (register, step) and self.values is not None
        return self.values.get(name, "") if mine and self.values else otherwise


NOTHING = Filling()


@router.get("/projects/{project}/nonconformities/{number}")
def show(visit: Viewing, number: str, done: str = "") -> Response:
    """One nonconformity with all that happened to it."""
    return _one(visit, number, done=done)


@router.post("/projects/{project}/nonconformities/{number}")
def work(visit: Auditing, number: str, form: Filled) -> Response:
    """Fill in what belongs to the whole, its state among it."""
    names = (*sheets.FIELDS, "state", "reason", "revision")
    return _entered(visit, number, sheets.NONCONFORMITIES, _values(form, names))


@router.post("/projects/{project}/nonconformities/{number}/actions")
def act(visit: Auditing, number: str, form: Filled) -> Response:
    """Add an action, or fill one in."""
    return _entered(visit, number, sheets.STEPS, _values(form, ("step", *sheets.STEP_FIELDS, "revision")))


@router.post("/projects/{project}/nonconformities/{number}/extensions")
def extend(visit: Auditing, number: str, form: Filled) -> Response:
    """Move the date of an action; the old one stays beside it."""
    return _entered(visit, number, sheets.EXTENSIONS, _values(form, ("step", *sheets.EXTENSION_FIELDS, "revision")))


def _values(form: FormData, names: Sequence[str]) -> dict[str, str]:
    """Fields of the form that are there; what is not shown is not emptied."""
    found = {name: form.get(name) for name in names}
    return {name: one.strip()[:_LONGEST] for name, one in found.items() if isinstance(one, str)}


def _entered(visit: Visit, number: str, register: str, values: Mapping[str, str]) -> Response:
    filling = Filling(register, values.get("step", ""), values)
    try:
        with following.history(visit).writing(following.stamp(visit)) as desk:
            made = entered(desk, number, register, values)
    except LookupError as error:
        raise HTTPException(404) from error
    except DeskError as error:
        return _one(visit, number, WRONG, filling=filling, wrong=faults(error))
    odd = [*map(refused, made.refused), *map(conflicting, made.conflicts)]
    if odd:
        return _one(visit, number, WRONG, filling=filling, wrong=faults(odd))
    return to(f"/projects/{visit.project.id}/nonconformities/{number}?done={'saved' if made.changed else 'same'}")


def _one(  # noqa: PLR0913 - what the page shows
    visit: Visit, number: str, status: int = 200, *, filling: Filling = NOTHING, wrong: Faults = NONE, done: str = ""
) -> Response:
    events = following.history(visit).events(*KINDS)
    one = replayed(events).get(number)
    if one is None:
        raise HTTPException(404)
    return page(
        visit, "nonconformity.html", status, one=one, stand=standing(one, following.today(visit)), filling=filling,
        faults=wrong, done=done, stages=STAGES, path=PATH, final=FINAL, fields=FIELDS, long=_LONG, states=STATES,
        sources=SOURCES, registers=sheets, choices=sheets.CODES, kinds=sheets.registers(),
        missing=_missing(one, following.today(visit).isoformat()), team=following.team(visit),
        works=one.open and visit.may("auditor") and not visit.project.closed, told=_told(events, number),
    )  # fmt: skip


def _missing(one: KeptNonconformity, today: str) -> dict[str, list[Refusal]]:
    """State that may come next → what its gates still ask for."""
    ahead = PATH[PATH.index(one.state) + 1 :] if one.state in PATH else ()
    following_ = [*ahead[:1], *(CLOSED if one.state in {"implemented", "verifying"} else ())]
    return {state: refusals(one.state, replace(one, state=state), today) for state in following_}


def _told(events: Sequence[Event], number: str) -> list[tuple[Event, object, object]]:
    """What happened to it, the newest first: the event, its kind in words, and what it brought about."""
    return [(one, EVENTS[one.kind], happened(one)) for one in reversed(events) if one.subject == number]
