"""A nonconformity as the rows of the workbook show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa.actions import KeptNonconformity
from svcqa.actions.standing import pacing
from svcqa.actions.words import SOURCES
from svcqa.history.actions.sheets import EXTENSION_FIELDS, FIELDS, STEP_FIELDS, said
from svcqa.text import Lang

Row = dict[str, str]
PROPOSED_DAYS = {"major": 30, "minor": 15}
"""Days in which actions are usually to be done; a proposal (internal practice, not confirmed), never a rule."""
_CELLS = 20
"""Cells that are named; how many there are is said behind them."""


def main_row(one: KeptNonconformity, lang: Lang) -> Row:
    """The row of the nonconformity itself; what its actions tell stands in it for whoever reads the sheet alone."""
    return {
        "number": one.number,
        "unit": one.unit or "",
        "clause": one.clause,
        "requirement": one.requirement.zh if lang == "zh" else one.requirement.en,
        "fact": one.fact.zh if lang == "zh" else one.fact.en,
        "evidence": _cells(one),
        "found_on": one.found_on,
        "finders": "、".join(one.finders),
        "raised_on": one.raised_on,
        "raised_by": one.raised_by,
        "source": SOURCES[one.source].say(lang),
        "repeat_of": one.repeat_of,
        "hint": _hint(one, lang),
        "state": said("state", one.state, lang),
        **{name: said(name, getattr(one, name), lang) for name in FIELDS},
        **_derived(one),
        "refuted_by": one.refuted_by,
        "revision": str(one.revision),
    }


def step_rows(one: KeptNonconformity, lang: Lang) -> Iterator[Row]:
    """The rows of its actions."""
    for number, action in enumerate(one.actions, 1):
        told = {name: said(name, getattr(action, name), lang) for name in STEP_FIELDS}
        yield {"nonconformity": one.number, "step": str(number), **told, "revision": str(one.revision)}


def extension_rows(one: KeptNonconformity) -> Iterator[Row]:
    """The rows of the extensions of its actions."""
    for number, action in enumerate(one.actions, 1):
        for extension in action.extensions:
            told = {name: str(getattr(extension, name)) for name in EXTENSION_FIELDS}
            yield {"nonconformity": one.number, "step": str(number), **told, "revision": str(one.revision)}


def _derived(one: KeptNonconformity) -> Row:
    """What its actions tell: the owner and dates are those of the action by which the whole is late or in time."""
    told = {
        "corrective_action": _texts(one, "corrective"), "preventive_action": _texts(one, "preventive"),
        "done_on": one.last_done if one.all_done else "",
    }  # fmt: skip
    action = pacing(one)
    if action is None:
        return {**told, "owner": "、".join(one.owners)}
    moved = action.extensions[-1] if action.extensions else None
    return {
        **told,
        "owner": action.owner,
        "due": action.first_due,
        "extended_to": moved.new_due if moved else "",
        "extension_approved_by": moved.approved_by if moved else "",
        "extension_approved_on": moved.on if moved else "",
    }


def _texts(one: KeptNonconformity, type_: str) -> str:
    return "；".join(action.text for action in one.actions if action.type == type_)


def _cells(one: KeptNonconformity) -> str:
    named = [f"{cell.file} → {cell.sheet} → {cell.cell}" for cell in one.evidence[:_CELLS]]
    more = len(one.evidence) - len(named)
    return "\n".join([*named, *([f"… +{more}"] if more > 0 else [])])


def _hint(one: KeptNonconformity, lang: Lang) -> str:
    if one.hint is None:
        return ""
    grade = said("grade", one.hint.grade, lang)
    reason = one.hint.reason.zh if lang == "zh" else one.hint.reason.en
    days = PROPOSED_DAYS[one.hint.grade or "minor"]
    by = (dt.date.fromisoformat(one.raised_on or one.found_on) + dt.timedelta(days=days)).isoformat()
    if lang == "zh":
        return f"{grade}（{reason}）；提议期限{by}（仅供参考）"
    return f"{grade} ({reason}); proposed date {by}, a proposal only"
