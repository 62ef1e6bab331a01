"""Answers: what auditors found on paper or by asking, as rows of the audit workbook; none is ever changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from svcqa.web.store import people, schema, trail
from svcqa.web.store.by import By

_TABLE = schema.answers


@dataclass(frozen=True)
class Answer:
    """One row, by whom and when."""

    id: int
    project: int
    sheet: str
    rule: str
    """``RULESET/RULE``."""
    data: Mapping[str, str]
    by: str
    at: str
    withdrawn: bool


def add(  # noqa: PLR0913 - what a row is made of
    connection: Connection, project: int, sheet: str, rule: str, *, data: Mapping[str, str], by: By
) -> None:
    """Write down an answer."""
    kept = json.dumps(dict(data), ensure_ascii=False)
    row = {"project": project, "sheet": sheet, "rule": rule, "data": kept, "by": by.person, "at": by.moment}
    connection.execute(insert(_TABLE).values(row))
    trail.note(connection, by, "answer.given", rule, project=project, data=dict(data))


def withdraw(connection: Connection, one: Answer, by: By) -> None:
    """Say that an answer holds no longer; it stays to be seen."""
    gone = {"withdrawn_by": by.person, "withdrawn_at": by.moment}
    connection.execute(update(_TABLE).where(_TABLE.c.id == one.id, _TABLE.c.withdrawn_at.is_(None)).values(gone))
    trail.note(connection, by, "answer.withdrawn", one.rule, project=one.project, data=dict(one.data))


def listed(connection: Connection, project: int) -> Sequence[Answer]:
    """All answers of a project, the newest first."""
    asked = select(_TABLE).where(_TABLE.c.project == project).order_by(_TABLE.c.id.desc())
    return [_answer(connection, row) for row in connection.execute(asked).all()]


def _answer(connection: Connection, row: Any) -> Answer:
    by = people.found(connection, row.by).signed
    return Answer(
        row.id, row.project, row.sheet, row.rule, json.loads(row.data), by, row.at, row.withdrawn_at is not None
    )
