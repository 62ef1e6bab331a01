"""The audit workbook of a project: what its pages say of rules and waivers, as rows for the next audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from sqlalchemy import Connection

from svcqa.assignment.sheets import CHECKS, WAIVERS
from svcqa.web.jobs.dates import day_of
from svcqa.web.store import answers, waivers
from svcqa.web.store.answers import Answer
from svcqa.web.store.waivers import Waiver

Rows = Mapping[str, list[dict[str, str]]]
YES = "是"


class Book(Struct, frozen=True):
    """Register of the workbook → its rows; and the files that prove waivers, by name."""

    rows: dict[str, list[dict[str, str]]] = {}
    proofs: dict[str, str] = {}
    """Name → SHA-256."""


def of(connection: Connection, project: int, submission: int) -> Book:
    """The workbook for a submission; it has no rows where the pages say nothing."""
    granted = [
        one
        for one in reversed(waivers.listed(connection, project))
        if one.state == "approved" and one.submission in {None, submission}
    ]
    rows = dict(_answers(reversed(answers.listed(connection, project))))
    if granted:
        rows[WAIVERS] = [_row(one) for one in granted]
    return Book(rows, {proof_of(one): one.proof for one in granted if one.proof})


def holding(all_: Iterable[Answer]) -> list[Answer]:
    """Those that hold, in their order: of several about a rule that is checked by hand the last one."""
    kept: dict[object, Answer] = {}
    for one in all_:
        if not one.withdrawn:
            kept[one.rule if one.sheet == CHECKS else one.id] = one
    return list(kept.values())


def proof_of(one: Waiver) -> str:
    """What the proof of a waiver is called beside the workbook; empty if there is none."""
    return f"{one.number} {one.proof_name}" if one.proof else ""


def _answers(given: Iterable[Answer]) -> Mapping[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for one in holding(given):
        rows.setdefault(one.sheet, []).append(dict(one.data))
    return rows


def _row(one: Waiver) -> dict[str, str]:
    decided = one.decided_by
    return {
        **one.data,
        "waiver_no": one.number,
        "requested_by": one.requested_by.signed,
        "approved_by": decided.signed if decided else "",
        "approved_on": day_of(one.decided_at).isoformat() if one.decided_at else "",
        "proof": proof_of(one),
        "proof_sha256": one.proof,
        "standing": YES,
    }
