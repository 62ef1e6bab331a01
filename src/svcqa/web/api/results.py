"""What came of a version: findings, what could not be judged, coverage, and the whole audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, cast

from fastapi import APIRouter, HTTPException, Query, Response
from msgspec.structs import asdict

from svcqa.accounts import Said
from svcqa.dossier import UNREVIEWED
from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.api import models
from svcqa.web.api.guard import SCHEME, Viewing
from svcqa.web.api.submissions import Count, Start, version_of
from svcqa.web.pages.access import Number
from svcqa.web.pages.checked import Checked, checked
from svcqa.web.pages.versions import Opened, opened, prepared
from svcqa.web.pages.visit import Visit
from svcqa.web.problemdetails import Saying
from svcqa.web.results.kept import results_in
from svcqa.web.sheets.asking import EXCUSED, Decisions
from svcqa.web.sheets.nouns import Entry, Filters, Place, RuleFacts
from svcqa.weights import Weight

router = APIRouter(
    prefix="/api/v1/projects/{project}/submissions/{submission}/versions/{version}", dependencies=[SCHEME]
)
_PENDING: dict[int | str, dict[str, Any]] = {409: {"description": "It is not checked yet, or its check failed."}}
_DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The audit document; `svcqa schema audit` describes it.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
    **_PENDING,
}
RuleId = Annotated[str, Query(max_length=200, description="Id of a rule.")]
Placed = tuple[Entry, list[Place]]
"""An entry, and the cells it rests on."""
Unit = Annotated[str, Query(max_length=500, description="Name of an outlet or a department.")]


@router.get("")
def get_version(visit: Viewing, submission: Number, version: Number) -> models.Version:
    """How far a version has come."""
    one = opened(visit, submission, version)
    with visit.desk.database.reading() as connection:
        return version_of(connection, one.version)


@router.get("/findings", responses=_PENDING)
def list_findings(  # noqa: PLR0913, PLR0917 - the filters
    visit: Viewing,
    submission: Number,
    version: Number,
    rule: RuleId = "",
    weight: Weight | None = None,
    unit: Unit = "",
    review: models.Review | None = None,
    start: Start = 0,
    count: Count = 50,
) -> models.Findings:
    """The findings that the filters let through."""
    _done(visit, submission, version)
    one = checked(visit, submission, version)
    number = one.prepared.unit(unit) if unit else None
    if unit and number is None:
        return models.Findings(total=0, findings=[])
    alike = Filters(kind="finding", weight=weight, unit=number, state=review or "")
    asked = [replace(alike, rule=each) for each in _rules(one, rule)]
    total, found = _part(one, asked, start, count)
    return models.Findings(total=total, findings=[_finding(each, one.decisions) for each in found])


@router.get("/unjudged", responses=_PENDING)
def list_unjudged(
    visit: Viewing, submission: Number, version: Number, start: Start = 0, count: Count = 50
) -> models.UnjudgedList:
    """What could not be judged."""
    _done(visit, submission, version)
    one = checked(visit, submission, version)
    total, found = _part(one, [Filters(kind="unjudged")], start, count)
    return models.UnjudgedList(total=total, unjudged=[_unjudged(each) for each in found])


@router.get("/coverage", responses=_PENDING)
def get_coverage(visit: Viewing, submission: Number, version: Number) -> models.Coverage:
    """How many rules were assessed, and why the others were not."""
    told = results_in(prepared(visit, _done(visit, submission, version)))
    return models.Coverage(
        rules=told.coverage.rules,
        assessed=told.coverage.assessed,
        not_assessed=[
            models.NotAssessed(**asdict(one) | {"title": _said(one.title), "reason": _said(one.text)})
            for one in told.unassessed
        ],
        unread=[Saying(zh=f"{where}：{why.zh}", en=f"{where}: {why.en}") for where, why in told.unread],
    )


@router.get("/audit", responses=_DOCUMENT)
def get_audit(visit: Viewing, submission: Number, version: Number) -> Response:
    """The audit document, with what was decided by now."""
    one = _done(visit, submission, version)
    made = visit.desk.workshop.downloads.report(visit.project.id, one.version, "json", visit.lang)
    return Response(made, media_type="application/json")


def _done(visit: Visit, submission: int, version: int) -> Opened:
    """A version that was checked.

    Raises:
        HTTPException: 404, there is none; 409, it is not checked.
    """
    one = opened(visit, submission, version)
    if one.version.state != "done":
        raise HTTPException(409, "pending" if one.pending else "failed")
    return one


def _part(one: Checked, asked: Sequence[Filters], start: int, count: int) -> tuple[int, list[Placed]]:
    """How many entries any of these let through, and a part of them, one after the other."""
    total, found = 0, list[Placed]()
    for each in asked:
        here = one.prepared.counts(each, one.decisions).total
        first, room = max(start - total, 0), count - len(found)
        if room and first < here:
            found += one.prepared.placed(each, one.decisions, first, room)
        total += here
    return total, found


def _rules(one: Checked, rule: str) -> list[int | None]:
    """The numbers of the rules of an id, one in each manual that has it; a single ``None`` if none is asked for.

    Raises:
        DeskError: there is none; a rule that is not known is no rule without findings.
    """
    if not rule:
        return [None]
    numbers: list[int | None] = [number for number, facts in one.prepared.rules() if facts.rule == rule]
    if not numbers:
        raise DeskError.of(
            f"这次检查没有规则{rule}。", f"this check has no rule {rule}.", where="rule",
            mend=Text("coverage列出没有检查的规则。", "coverage lists rules that were not assessed."),
        )  # fmt: skip
    return numbers


def _finding(one: Placed, decisions: Decisions) -> models.Finding:
    entry = one[0]
    said = decisions.get(entry.fingerprint) or (EXCUSED if entry.excused_by else UNREVIEWED)
    review = cast("models.Review", said)
    return models.Finding(
        **_unjudged(one).model_dump(), fingerprint=entry.fingerprint, unit=entry.unit, review=review,
        excused_by=entry.excused_by,
    )  # fmt: skip


def _unjudged(one: Placed) -> models.Unjudged:
    entry, places = one
    return models.Unjudged(
        rule=_rule(entry.rule), weight=entry.weight, key=entry.key, message=_said(entry.message),
        cells=[models.Cell.model_validate(place) for place in places],
    )  # fmt: skip


def _rule(facts: RuleFacts) -> models.Rule:
    title, manual, remedy = (None if one is None else _said(one) for one in (facts.title, facts.manual, facts.remedy))
    return models.Rule(
        id=facts.rule, edition=facts.edition, clause=facts.clause, manual=manual, version=facts.version, title=title,
        remedy=remedy,
    )  # fmt: skip


def _said(said: Said) -> Saying:
    return Saying(zh=said.zh, en=said.en)
