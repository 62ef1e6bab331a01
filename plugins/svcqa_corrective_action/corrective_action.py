"""The check ``corrective-action``: a nonconformity is answered, mended, verified and closed, each step in its turn."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    AGEING,
    CalendarRef,
    Context,
    Counts,
    Distribution,
    Duration,
    Evidence,
    FieldRef,
    Settings,
    Text,
    Value,
    Verdict,
    WrongValueError,
    check,
    judged,
)
from svcqa_corrective_action.gates import faults, told
from svcqa_corrective_action.life import ANSWER, Life, Stage

DATES = ("date", "datetime")
WORDS = ("person", "text", "code", "choice")
STATES: Mapping[str, Text] = {
    "draft": Text(zh="草稿", en="draft"),
    "planned": Text(zh="措施已定", en="planned"),
    "in_progress": Text(zh="实施中", en="in progress"),
    "implemented": Text(zh="已实施", en="implemented"),
    "verified": Text(zh="已验证", en="verified"),
    "closed": Text(zh="已关闭", en="closed"),
    "overdue": Text(zh="已超期", en="overdue"),
}
Named = Literal["planned", "in_progress", "implemented", "verifying", "verified"]
_STAGES: Mapping[Named, tuple[str, ...]] = {
    "planned": ("措施已定", "planned"),
    "in_progress": ("实施中", "in progress", "in_progress"),
    "implemented": ("已实施", "implemented"),
    "verifying": ("验证中", "verifying"),
    "verified": ("已验证", "verified"),
}


class Extension(Settings):
    """A later due date; it counts only if it was agreed not later than the due date it replaces."""

    to: FieldRef
    """The new due date; blank where there is no extension."""
    agreed_at: FieldRef
    """When it was agreed."""
    approved_by: FieldRef | None = None
    """Who approved it; someone other than the owner."""


class CorrectiveAction(Settings):
    """Which fields tell the life of a corrective action, and how fast it has to go; only what is given is judged."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **dict.fromkeys(("raised", "due", "plan_accepted_at", "done", "verified_at", "effectiveness_due"), DATES),
        **dict.fromkeys(("closed", "extension.to", "extension.agreed_at"), DATES),
        **dict.fromkeys(("owner", "plan_accepted_by", "verified_by", "closed_by", "extension.approved_by"), WORDS),
        **dict.fromkeys(("cause", "plan", "result", "status"), WORDS),
        **dict.fromkeys(("respond_within", "verify_within"), ("duration",)),
    }

    raised: FieldRef | None = None
    """When the nonconformity was raised; a record without it is undetermined."""
    cause: FieldRef | None = None
    """Why it came about."""
    plan: FieldRef | None = None
    """The corrective action."""
    owner: FieldRef | None = None
    """Who has to do it."""
    due: FieldRef | None = None
    """By when it has to be done; a date means until its end."""
    extension: Extension | None = None
    """A later due date, and when it was agreed."""
    plan_accepted_by: FieldRef | None = None
    """Who accepted the plan; someone other than the owner."""
    plan_accepted_at: FieldRef | None = None
    """When the plan was accepted; not after it was done."""
    done: FieldRef | None = None
    """When the action had been carried out; blank until then."""
    evidence: FieldRef | None = None
    """What shows that it was carried out; asked for as soon as it is verified."""
    verified_by: FieldRef | None = None
    """Who verified the effect; someone other than the owner."""
    verified_at: FieldRef | None = None
    """When the effect was verified."""
    result: FieldRef | None = None
    """What the verification found."""
    effectiveness_due: FieldRef | None = None
    """By when the effect has to be verified."""
    closed: FieldRef | None = None
    """When the record was closed; blank while it is open."""
    closed_by: FieldRef | None = None
    """Who closed it."""
    status: FieldRef | None = None
    """The stage in words; a date that tells a later stage wins."""
    stage_states: Mapping[Named, tuple[str, ...]] = Field(default_factory=lambda: dict(_STAGES))
    """Stage → the words of ``status`` that say it has been reached (instead of the usual ones); others say nothing."""
    closed_states: tuple[str, ...] = ("已关闭", "关闭", "有效关闭", "closed", "closed_effective")
    """Words of ``status`` that say it is closed."""
    ineffective_states: tuple[str, ...] = ("无效关闭", "closed_ineffective")
    """Words of ``status`` that say it is closed and was not effective."""
    effective_words: tuple[str, ...] = ()
    """Words of ``result`` that mean effective; without them any result will do."""
    blank_words: tuple[str, ...] = ()
    """Words that fill a cell and say nothing yet, such as 分析中: the cell counts as blank."""
    respond_within: Value[Duration] | None = None
    """Within this after ``raised``, cause, plan, owner and due date are filled; if not given, with the plan's stage."""
    verify_within: Value[Duration] | None = None
    """Within this after ``done`` the effect is verified."""
    calendar: CalendarRef = CalendarRef("24x7")
    """How time counts."""

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """A record is open, unless the day it was closed is asked for."""
        return self.closed is None or self.closed not in filled

    @model_validator(mode="after")
    def _together(self) -> CorrectiveAction:
        if self.closed is None and self.status is None:
            raise WrongValueError(
                "closed和status至少要有一项，否则没有记录算作关闭",
                "one of closed, status is needed, or no record is ever closed",
            )
        given = {name for name in self.model_fields_set if getattr(self, name) not in (None, ())}
        for name, others in _TOGETHER.items():
            if name in given and not given & set(others):
                raise WrongValueError(
                    f"没有{'或'.join(others)}，{name}就没有用处", f"{name} is of no use without {' or '.join(others)}"
                )
        if self.respond_within is not None and self.raised is None:
            raise WrongValueError("respond_within从raised算起，而raised没有写", "respond_within counts from raised")
        if self.verify_within is not None and self.done is None:
            raise WrongValueError("verify_within从done算起，而done没有写", "verify_within counts from done")
        return self


_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "extension": ("due",),
    "effectiveness_due": ("verified_at",),
    "verify_within": ("verified_at",),
    "respond_within": ANSWER,
    "effective_words": ("result",),
    **dict.fromkeys(("stage_states", "closed_states", "ineffective_states"), ("status",)),
}
"""Setting → those of which one must be given beside it."""


@check(
    "corrective-action",
    settings=CorrectiveAction,
    needs=("raised",),
    pending="action",
    events=("raised", "plan_accepted_at", "done", "verified_at", "closed"),
    message=Text(zh="纠正措施不符合要求", en="the corrective action does not meet the rule"),
    reasons={
        "missing": Text(zh="到这一阶段应填而未填：{missing}", en="not filled at this stage: {missing}"),
        "unanswered": Text(
            zh="应在{answer_by}前答复，至审核日仍未填：{unanswered}",
            en="the answer was due by {answer_by}, and is still not filled: {unanswered}",
        ),
        "same_person": Text(
            zh="应由责任人以外的人担任：{same_person}", en="must be someone other than the owner: {same_person}"
        ),
        "accepted_afterwards": Text(
            zh="措施{done}实施完，{plan_accepted_at}才批准",
            en="the plan was accepted at {plan_accepted_at}, after it was done at {done}",
        ),
        "late": Text(
            zh="{done}完成，比期限{due}晚{overdue_by}", en="done at {done}, {overdue_by} after it was due at {due}"
        ),
        "overdue": Text(
            zh="至审核日仍未完成，期限为{due}，已超期{overdue_by}",
            en="still not done, {overdue_by} after it was due at {due}",
        ),
        "unverified": Text(
            zh="已关闭，但验证没有填写：{unverified}", en="closed without verification; not filled: {unverified}"
        ),
        "verified_late": Text(
            zh="{verified_at}验证，晚于验证期限{verify_by}", en="verified at {verified_at}, but due by {verify_by}"
        ),
        "verification_overdue": Text(
            zh="至审核日仍未验证效果，期限为{verify_by}", en="the effect is still not verified, due by {verify_by}"
        ),
        "ineffective": Text(
            zh="效果评价为“{result}”，却作为有效关闭", en="closed as effective although the result is '{result}'"
        ),
        "out_of_order": Text(zh="日期的先后不可能成立", en="the dates stand in an impossible order"),
        "unknown_due": Text(
            zh="算不出期限：时限为空，或日期超出日历覆盖的年份",
            en="no due day can be reckoned: the limit is blank, or the date lies outside the years the calendar covers",
        ),
    },
    evidence={
        "state": Evidence(Text(zh="状态", en="state"), codes=STATES),
        "age": Text(zh="已开多久", en="open for"),
        "answer_by": Text(zh="答复期限", en="answer due"),
        "plan_accepted_at": Text(zh="措施批准时间", en="plan accepted"),
        "due": Text(zh="完成期限", en="due"),
        "done": Text(zh="完成时间", en="done"),
        "overdue_by": Text(zh="超期", en="late by"),
        "verify_by": Text(zh="验证期限", en="verification due"),
        "verified_at": Text(zh="验证时间", en="verified"),
        "result": Text(zh="验证结果", en="result"),
    },
    unshown=("missing", "unanswered", "unverified", "same_person"),
    exhibits=(
        Counts("states", Text(zh="纠正措施的状态", en="States of corrective actions"), "state", STATES),
        Distribution("ageing", Text(zh="未关闭的已开多久", en="Age of those still open"), "age", overview=AGEING),
    ),
)
def nonconformity_was_mended(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: CorrectiveAction, context: Context
) -> pd.DataFrame:
    """A nonconformity is answered, mended, verified and closed, each step in its turn and in time.

    ISO 9001:2015 10.2 asks that a nonconformity is reacted to, its cause found, the action carried out and its
    effect reviewed, and that records show it; audits after ISO 19011 follow it up to that point. So each stage has a
    gate. Planned: cause, plan, owner and due date are there. In progress: someone other than the owner accepted the
    plan, before it was done. Verified: it was done, with evidence, by its due date; someone other than the owner
    verified it, and stated the result. Closed: all of this, and an effective result, unless the status says that it
    was closed as ineffective. A gate is asked only when a later date or the status says that the record has reached
    it, and only the fields that are given are judged.

    A record still open fails as overdue once its due date, or the date for its verification, has passed; before that
    it is pending. The due date moves only by an extension that was agreed not later than the old one. All that is
    wrong with a record is one finding, and it names every cell at fault.

    Times of day count where both are written; a date without one is that whole day, so what may have been in time
    is. Dates in an order in which nothing can have happened (done before raised, verified before done, closed before
    verified, due before raised) are undetermined, unless the record fails anyway.

    It does not judge whether cause and action are any good, nor when the answer was given, of which a record keeps no
    date, nor whether the problem came back. A cancelled record is for the rule's ``unless``.
    """
    life = Life(cases, settings, context)
    found = faults(life)
    failing = np.logical_or.reduce([fault.mask for fault in found])
    open_ = life.stage < Stage.CLOSED
    verdict = np.select(
        [failing, life.out_of_order | life.unknown_due, open_],
        [Verdict.FAILS, Verdict.UNDETERMINED, Verdict.PENDING],
        Verdict.CONFORMS,
    )
    said = told(found, np.flatnonzero(failing), len(cases))
    reason, at = said.pop("reason"), said.pop("at")
    reason[~failing & life.unknown_due] = "unknown_due"
    reason[~failing & life.out_of_order] = "out_of_order"
    return judged(
        cases, verdict, reason=reason, at=at, due_on=_next_due(life), still_open=open_,
        evidence={**_evidence(life), **said},
    )  # fmt: skip


def _next_due(life: Life) -> pd.Series:
    """What an open record waits for: its answer or its action, and once that is done its verification."""
    answer_by = life.answer_by.mask(life.planned)
    action = pd.concat([answer_by, life.due], axis=1).min(axis=1)
    due = action.where(life.stage < Stage.IMPLEMENTED, life.verify_by)
    return due.mask(life.stage >= Stage.VERIFIED)


def _evidence(life: Life) -> dict[str, object]:
    """What messages say and auditors look up: state, age of open ones, dates and limits."""
    context, open_ = life.context, life.stage < Stage.CLOSED
    today = context.as_of.normalize()
    end = life.moment("done").where(life.moment("done").notna(), context.as_of)
    late = (end > life.due).to_numpy() & (life.overdue | life.moment("done").notna().to_numpy())
    days = end.dt.normalize() - life.due.dt.normalize()
    return {
        "state": _states(life),
        "age": (today - life.moment("raised").dt.normalize()).where(open_),
        "due": life.due,
        "done": life.moment("done"),
        "overdue_by": days.where(days > pd.Timedelta(0), end - life.due).where(late),
        "answer_by": life.answer_by,
        "plan_accepted_at": life.moment("plan_accepted_at"),
        "verified_at": life.moment("verified_at"),
        "verify_by": life.verify_by,
        "result": life.cases["result"] if life.settings.result is not None else None,
    }


def _states(life: Life) -> np.ndarray:
    """The state of each record; an open one past its date is overdue, whatever else it is."""
    stage = life.stage
    conditions = {
        "closed": stage == Stage.CLOSED,
        "overdue": life.overdue | life.verification_overdue,
        "verified": stage == Stage.VERIFIED,
        "implemented": stage >= Stage.IMPLEMENTED,
        "in_progress": stage >= Stage.IN_PROGRESS,
        "planned": (stage >= Stage.PLANNED) | life.planned,
    }
    states: np.ndarray = np.select(list(conditions.values()), list(conditions), "draft").astype(object)
    return states
