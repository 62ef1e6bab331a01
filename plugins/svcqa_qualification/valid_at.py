"""The check ``valid_at``: at each moment of use the subject holds something valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    Context,
    Counts,
    Duration,
    Evidence,
    FieldRef,
    Matching,
    PartnerCondition,
    PartnerField,
    RegisterRef,
    Roster,
    Settings,
    Text,
    Value,
    Verdict,
    WrongValueError,
    check,
    each_value,
    judged,
)
from svcqa_qualification.gathering import gathered
from svcqa_qualification.moments import PAST, days_of, moments_of, numbers
from svcqa_qualification.rows import Rows, Uses, rows_of, uses_of
from svcqa_qualification.telling import SIGNS, STATES, age_of, ends_on, missing_of, states_of
from svcqa_qualification.weighing import Held, Weighing

TIMES = ("date", "datetime")


class ValidAt(Settings):
    """Who must hold what at which moment; one of ``dated`` and ``valid`` is given, or both."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "at": TIMES, "since": TIMES, "dated": TIMES, "valid": TIMES, "invalid_from": TIMES, "age_from": TIMES,
        "max_age": ("duration",),
    }  # fmt: skip

    at: Literal["as_of"] | FieldRef | tuple[FieldRef, ...]
    """The moment of use; of several fields the first filled one, or ``as_of``, the audit moment."""
    in_: RegisterRef = Field(alias="in")
    """The register of what is held: trainings, evaluations, certificates, calibrations, editions."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the judged register → field of that register: whose it is, or what it is of."""
    each_value: tuple[FieldRef, ...] = ()
    """Fields of ``on`` whose cells may hold several values, such as everyone who was sent. Each needs its own."""
    in_where: PartnerCondition | None = None
    """Which of its records have to do with it; failures too, where ``failed`` is given."""
    in_require: tuple[PartnerField, ...] = ()
    """Fields that must be filled on the record that gives validity."""
    dated: PartnerField | None = None
    """When it was acquired (completed, passed, calibrated); that must lie before the use."""
    valid: tuple[PartnerField, ...] = Field((), max_length=2)
    """From and to, both days included; a blank end never ends. One field alone: until the next record of its key."""
    invalid_from: PartnerField | None = None
    """When it was revoked; from then on it is not valid."""
    max_age: Value[Duration] | tuple[Duration, ...] | None = None
    """How old it may be at the moment of use, in calendar time; on its last day it still counts. Several are readings
    that are all possible: a case on which they disagree is undetermined."""
    age_from: PartnerField | None = None
    """From when its age counts, such as the last review; from its acquisition where blank or not given."""
    each_of: Mapping[PartnerField, tuple[str, ...]] = Field(default_factory=dict)
    """Field → values, each of which needs a valid record of its own (topics, levels)."""
    since: FieldRef | None = None
    """Only what was acquired after this moment counts, such as the start at the previous post."""
    result: PartnerField | None = None
    """Field that says whether it was passed; a record without it may be either."""
    failed: tuple[bool | str, ...] = ()
    """Values of ``result`` that mean failed: such a record takes away what was acquired before it."""
    grace: Duration | None = None
    """Time after its end or its age limit in which it still counts."""
    warn_before: Duration | None = None
    """What ends within this time after the moment of use is told as about to end; at the audit moment (``as_of``) it
    is also listed among what falls due."""

    def parted(self) -> frozenset[str]:
        """Each value of such a cell is looked at by itself."""
        return frozenset(f"on.{name}" for name in self.each_value)

    def needs_whole(self) -> bool:
        """A case with several values belongs to several keys."""
        return bool(self.each_value)

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """The use may lie ahead, unless it is what puts the record into a period: that has happened."""
        at = (self.at,) if isinstance(self.at, str) else self.at
        return self.at != "as_of" and past[: len(at)] != at

    @model_validator(mode="after")
    def _complete(self) -> ValidAt:
        if self.dated is None and not self.valid:
            raise WrongValueError("dated和valid至少要有一项", "one of dated, valid is needed")
        if (self.result is None) != (not self.failed):
            raise WrongValueError("result和failed要一起写", "result and failed are given together")
        if self.age_from is not None and self.max_age is None:
            raise WrongValueError(
                "age_from说明max_age从何时算起，而max_age没有写",
                "age_from says from when max_age counts, which is not given",
            )
        unknown = set(self.each_value) - set(self.on)
        if self.each_value and self.each_of:
            raise WrongValueError("each_of和each_value不能一起写", "each_of and each_value cannot be given together")
        if unknown:
            raise WrongValueError(
                f"each_value的{'、'.join(sorted(unknown))}不在on里",
                f"each_value: {', '.join(sorted(unknown))} is not in on",
            )
        ages = self.max_age if isinstance(self.max_age, tuple) else (self.max_age,)
        lengths = [*(("max_age", one) for one in ages), ("grace", self.grace), ("warn_before", self.warn_before)]
        for name, length in lengths:
            if isinstance(length, Duration) and length.unit == "wd":
                raise WrongValueError(
                    f"{name}按日历时间计，不能用工作日", f"{name} counts calendar time, not working days"
                )
        return self


@check(
    "valid_at",
    settings=ValidAt,
    needs=("on", "since", "max_age"),
    events=("dated", "valid.0"),
    scope="key",
    key="on",
    message=Text(zh="使用时没有有效的资格", en="nothing valid was held when it was used"),
    reasons={
        "none": Text(zh="截至{moment}没有任何记录", en="nothing is on record up to {moment}"),
        "later": Text(zh="{held_on}才取得，晚于{moment}", en="acquired on {held_on}, after {moment}"),
        "before_since": Text(
            zh="{held_on}取得的早于起算日，不计", en="what was acquired on {held_on} is too early to count"
        ),
        "expired": Text(zh="{valid_until}已到期，{moment}仍在使用", en="expired on {valid_until}, used on {moment}"),
        "too_old": Text(
            zh="至{moment}已过{age}，超过规定的{max_age}", en="{age} old on {moment}, at most {max_age} is allowed"
        ),
        "revoked": Text(zh="{valid_until}已撤销，{moment}仍在使用", en="revoked on {valid_until}, used on {moment}"),
        "failed": Text(
            zh="{held_on}的考核未通过，此后没有再通过",
            en="the latest attempt, on {held_on}, was failed and not repeated",
        ),
        "not_filled": Text(zh="{held_on}的记录填写不全", en="the record of {held_on} is not filled completely"),
        "missing_values": Text(zh="没有有效的：{missing}", en="nothing valid for: {missing}"),
        "blank_key": Text(zh="写明是谁或是什么的那一格是空的", en="the cell that says whose or what it is of is blank"),
        "undated": Text(zh="没有写明使用的时间", en="it is not written when it was used"),
        "age_open": Text(
            zh="间隔应是多长尚未确定，不同读法结论不同",
            en="it is not settled how old it may be, and the readings disagree",
        ),
        "same_day": Text(zh="日期相同而没有时间，无法判断先后", en="the dates do not say which of the two came first"),
        "partner_unclear": Text(
            zh="有一条相关记录无法判断是否有效", en="it cannot be told whether one of the records counts"
        ),
    },
    evidence={
        "state": Evidence(Text(zh="状态", en="state"), codes=STATES),
        "moment": Text(zh="使用时间", en="used"),
        "held_on": Text(zh="取得日期", en="acquired"),
        "valid_until": Text(zh="有效至", en="valid until"),
        "age": Text(zh="取得后已过", en="age"),
        "max_age": Evidence(Text(zh="最长间隔", en="longest age"), lengths=True),
    },
    unshown=("missing",),
    exhibits=(
        Counts("state", Text(zh="资格状态", en="Currency of qualifications"), "state", STATES),
        Roster(
            "roster",
            Text(zh="逐个的资格状态", en="Currency one by one"),
            column="shown.who",
            state="state",
            states=SIGNS,
            when="moment",
            place="on",
            held="in",
            overview=Text(zh="资格与培训有效情况", en="Currency of qualifications and trainings"),
        ),
    ),
)
def held_when_used(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: ValidAt, context: Context
) -> pd.DataFrame:
    """At each moment of use the subject holds a valid qualification, training, licence, calibration or edition.

    What counts must have been acquired before the use (``dated``), or its period of validity must contain it
    (``valid``, first and last day included); a blank end is a permanent one. The subject conforms if any of its
    records is valid at that moment: renewals may overlap, and a gap between two is seen. Revocation (``invalid_from``)
    ends validity. Where ``failed`` names the words of a failure, the latest attempt wins: a failure takes away what
    was held before it until the next pass, and a second failure takes that away again. With ``each_of`` every value
    is looked at by itself, failures included. With ``each_value`` a cell that names several people asks for
    something valid of each of them, and those who lack it are named.

    A naive check joins people to trainings and is content with any row: it passes the training taken after the
    start, the one for the post before the transfer (``since``), the expired and the revoked certificate and the pass
    before the last failure; and it loses those without any record. Here they fail, and the training that decides
    is quoted with its cells. An empty register of trainings is a failure of everybody, never a pass.

    Where the use lies ahead of the audit moment it is pending, and listed with its day: until then there is time to
    qualify. What is held at the audit moment is listed with its last day; what ends within ``warn_before`` is told as
    about to end.

    A date without a time of day stands for every moment of that day. Training and start on the same day cannot be
    ordered, and are undetermined unless all readings agree. So is a subject whose verdict hangs on a record that may
    or may not count (undated, no result written, an unreadable cell, or a review later than the use, which does not
    say when the one before it was).

    Asked for by training, competence and licence clauses, such as manual 002, procedure 7 (training and evaluation
    before a post, every second year for outsourced staff) and procedure 4 (skills of dispatched technicians), and by
    ISO 9001 7.2 and 7.1.5 (competence; calibration).
    """
    if not isinstance(settings.max_age, tuple):
        return _judged(cases, partners["in"], settings, context)
    readings = [settings.model_copy(update={"max_age": age}) for age in settings.max_age]
    return _agreed([_judged(cases, partners["in"], one, context) for one in readings])


def _agreed(readings: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The judgement on which all readings of the age limit agree, told by the last of them."""
    found = readings[-1].copy()
    open_ = np.logical_or.reduce([(one["verdict"] != found["verdict"]).to_numpy() for one in readings])
    found.loc[open_, "verdict"] = Verdict.UNDETERMINED
    found.loc[open_, "reason"] = "age_open"
    found.loc[open_, "state"] = None
    return found


def _judged(cases: pd.DataFrame, frame: pd.DataFrame, settings: ValidAt, context: Context) -> pd.DataFrame:
    """The judgement by one reading of the age limit."""
    if not settings.each_value:
        return _of_subjects(cases, frame, settings, context)
    case, subjects, label = each_value(cases, [f"on.{name}" for name in settings.each_value])
    return gathered(_of_subjects(subjects, frame, settings, context), case, label, cases.index)


def _of_subjects(cases: pd.DataFrame, frame: pd.DataFrame, settings: ValidAt, context: Context) -> pd.DataFrame:
    """The judgement on cases of which each is about one subject."""
    places = [f"on.{name}" for name in settings.on]
    keys = Matching.of(cases, frame, places)
    uses = uses_of(cases, keys.here, settings, context)
    rows = rows_of(frame, keys.there, settings, context)
    wanted, held = _weighed(uses, rows, frame, settings)
    verdict, reason = _verdicts(held, uses, of_values=bool(settings.each_of))
    blank = cases[places].isna().any(axis=1).to_numpy(dtype=bool)
    verdict[blank], reason[blank] = Verdict.UNDETERMINED, "blank_key"
    ahead = uses.first > numbers(pd.Series([context.as_of]), PAST)[0]
    verdict[ahead], reason[ahead] = Verdict.PENDING, ""
    deciding = _deciding(held)
    evidence: dict[str, Any] = {
        "state": states_of(held, verdict, uses),
        "moment": days_of(uses.first, cases.index),
        "held_on": moments_of(deciding["got"], cases.index),
        "valid_until": days_of(deciding["until"], cases.index),
        **age_of(cases, settings, deciding["aged"], uses),
        **missing_of(held, wanted, cases.index),
    }
    return judged(
        cases,
        verdict,
        reason=reason,
        beside={"in": deciding["record"]},
        due_on=evidence["moment"],
        ends_on=ends_on(verdict, deciding["until"], cases, settings, context),
        still_open=(evidence["state"] == "expired") & (settings.at == "as_of"),
        evidence=evidence,
        shown={"who": cases[places[0]]},
    )


def _weighed(uses: Uses, rows: Rows, frame: pd.DataFrame, settings: ValidAt) -> tuple[list[str], list[Held]]:
    """What was found for each value that is wanted, or for the subject as a whole."""
    replacing = len(settings.valid) == 1
    if not settings.each_of:
        return [], [Weighing.of(uses, rows, replacing=replacing).result()]
    wanted, held = [], []
    for field, values in settings.each_of.items():
        column = frame[f"each_of.{field}"]
        unreadable = (frame["unsure"] & column.isna()).to_numpy(dtype=bool)
        for value in values:
            mine = rows.only(column.isin([value]).to_numpy(dtype=bool) | unreadable)
            wanted.append(value)
            held.append(Weighing.of(uses, mine, replacing=replacing).result())
    return wanted, held


def _verdicts(held: Sequence[Held], uses: Uses, *, of_values: bool) -> tuple[np.ndarray, np.ndarray]:
    """The verdict on each case, with its reason."""
    failing = np.logical_or.reduce([~one.possible for one in held])
    certain = np.logical_and.reduce([one.certain for one in held])
    unclear = np.logical_or.reduce([one.unclear & one.possible & ~one.certain for one in held])
    undated = uses.first == PAST
    failing &= ~undated
    verdict = np.select([failing, certain & ~undated], [Verdict.FAILS, Verdict.CONFORMS], Verdict.UNDETERMINED)
    open_reason = np.select([undated, unclear], ["undated", "partner_unclear"], "same_day")
    reason = np.where(verdict == Verdict.UNDETERMINED, open_reason, "").astype(object)
    reason[failing] = "missing_values" if of_values else held[0].reason[failing]
    return verdict, reason


def _deciding(held: Sequence[Held]) -> dict[str, np.ndarray]:
    """The record that decides each case: of the first value that has none valid, or of the one that ends first."""
    until = np.stack([one.until for one in held])
    failing = np.stack([~one.possible for one in held])
    first = np.where(failing.any(axis=0), failing.argmax(axis=0), until.argmin(axis=0))
    at = np.arange(len(first))
    return {
        "until": until[first, at],
        **{name: np.stack([getattr(one, name) for one in held])[first, at] for name in ("got", "aged", "record")},
    }
