"""The check ``attest``: a named person answered a question for the period, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar, Literal

import pandas as pd
from pydantic import Field, model_validator

from svcqa import (
    Context,
    Duration,
    FieldRef,
    PartnerCondition,
    PartnerField,
    Posts,
    Question,
    Recurring,
    RegisterRef,
    Settings,
    Text,
    WrongValueError,
    check,
    expected,
    expected_in_look_back,
)
from svcqa_attestation.asked import of_events, still_valid
from svcqa_attestation.weighing import weigh

TIMES = ("date", "datetime")


class Event(Settings):
    """Records of another register of which each asks for an answer of its own."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    on: Mapping[FieldRef, PartnerField] = Field(min_length=1)
    """Field of the answers → field of this register: which event an answer is about."""
    at: PartnerField
    """When it happened."""
    where: PartnerCondition | None = None
    """Which of its records ask."""
    within: Duration | None = None
    """The answer is due so long after it; without it, when the period under audit is over."""


class Changed(Settings):
    """Where it stands when the statement was changed: what was answered before the last change no longer counts."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    at: PartnerField
    """When it was changed."""
    where: PartnerCondition | None = None
    """Which of its records are changes of the statement."""


class Signers(Settings):
    """The register of those who may sign."""

    target: RegisterRef = Field(alias="register")
    """Its register."""
    person: PartnerField
    """Who it is."""
    active: tuple[PartnerField, PartnerField]
    """From and to; who signs must be there on the day of the signature."""
    where: PartnerCondition | None = None
    """Which of its records count."""


class Attest(Recurring):
    """What is asked, how often and of whom; one of ``every``, ``at_least``, ``event``, ``valid_for`` is given."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **Recurring.field_types, "answer": ("text", "choice", "yes_no"), "event.at": TIMES, "changed.at": TIMES,
        "signers.active": TIMES, "evidence_at": TIMES,
    }  # fmt: skip

    at: FieldRef
    """When the answer was given and signed."""
    answer: FieldRef
    """The answer: yes or no in any of the usual words; a cell may answer several points."""
    wanted: Literal["yes", "no"] = "yes"
    """The answer that is a good one: *was anyone seen smoking?* wants a no."""
    yes: tuple[str, ...] = ()
    """Further words that mean yes, such as 符合."""
    no: tuple[str, ...] = ()
    """Further words that mean no, such as 不符合."""
    words: Literal["yes_no", "any"] = "yes_no"
    """``any``: the question is an open one, and whatever is answered is an answer, unless it says no."""
    at_least: int | None = Field(None, ge=1)
    """So many answers in the look-back."""
    event: Event | None = None
    """For each of these events."""
    valid_for: Duration | None = None
    """The last answer counts for so long."""
    items: int | None = Field(None, ge=2)
    """Points of the question, each of which is answered: in records of their own, or in one cell."""
    item: FieldRef | None = None
    """Which point a record answers; without it, records and answers within a cell are counted."""
    asked: FieldRef | None = None
    """Who was asked, watched, or whose papers were looked at; of several answers of one person the last one counts."""
    sample: int = Field(1, ge=1)
    """How many people must have answered, where it is asked of no list of people."""
    who: tuple[str, ...] = ()
    """Posts of those to be asked; with ``posts``, somebody of each."""
    posts: Posts | None = None
    """Where it stands who held which post."""
    method: FieldRef | None = None
    """How it was found out."""
    methods: tuple[str, ...] = ()
    """The ways that count, such as 访谈, 观察, 查阅."""
    require: tuple[FieldRef, ...] = ()
    """Fields that must be filled, such as signer and evidence."""
    evidence_at: FieldRef | None = None
    """The date of the evidence itself, which says what period it is evidence of; when it was received says nothing."""
    signer: FieldRef | None = None
    """Who signed."""
    signers: Signers | None = None
    """Those who may sign, while they are there."""
    changed: Changed | None = None
    """When the statement was changed."""

    def question(self) -> Question:
        """What is asked, as an auditor puts it down."""
        return Question(self.items or 1, self.methods, self.who, (*self.yes, *self.no))

    def pends(self, filled: Set[str], past: tuple[str, ...]) -> bool:
        """A period, look-back or time after an event is not over; what must be valid is due all the time."""
        return self.valid_for is None

    @model_validator(mode="after")
    def _asked_somehow(self) -> Attest:
        given = [name for name in _RHYTHMS if getattr(self, name) is not None]
        if len(given) != 1:
            raise WrongValueError(
                f"{'、'.join(_RHYTHMS)}要写一项，且只能写一项", f"exactly one of {', '.join(_RHYTHMS)} is needed"
            )
        for name, other in (("item", "items"), ("methods", "method"), ("signers", "signer"), ("posts", "asked")):
            if getattr(self, name) and getattr(self, other) is None:
                raise WrongValueError(f"写了{name}就要写{other}", f"{name} needs {other}")
        if self.posts is not None and not self.who:
            raise WrongValueError("写了posts就要写who", "posts needs who: the posts to be asked")
        if self.sample > 1 and self.asked is None:
            raise WrongValueError("sample数的是被询问的人，要写asked", "sample counts people: asked is needed")
        if self.event is not None and self.each is not None:
            raise WrongValueError("event和each只能用一个", "only one of event, each can be given")
        return self


_RHYTHMS = ("every", "at_least", "event", "valid_for")


@check(
    "attest",
    settings=Attest,
    events=("at",),
    scope="table",
    subjects="slots",
    pending="hand_in",
    message=Text(zh="{key}没有得到符合要求的答复", en="{key} was not answered as it is asked for"),
    reasons={
        "missing": Text(zh="{key}没有人答复过，期限为{due}", en="{key} was never answered, and was due on {due}"),
        "expired": Text(
            zh="{key}没有有效的答复：上一次是{last_answered}，已不算数，期限为{due}",
            en="no valid answer for {key}: the last one of {last_answered} no longer counts, and one was due on {due}",
        ),
        "negative": Text(
            zh="{key}的答复不是所要的：“{answer}”",
            en="the answer for {key} is not the one wanted: '{answer}'",
        ),
        "unanswered": Text(
            zh="{key}问过，但没有答复（文字栏里的“无”“/”不算答复）",
            en="{key} was asked, and no answer stands there (a mark such as 无 or / is none in a field of words)",
        ),
        "incomplete": Text(
            zh="{key}没有逐项答复：应有{items}项，答复最多的有{points}项",
            en="not all points are answered for {key}: {points} at most, of {items}",
        ),
        "too_few": Text(
            zh="{key}只有{people}人（次）答复，至少应有{least}",
            en="{people} answered for {key}, at least {least} are asked for",
        ),
        "not_asked": Text(
            zh="{key}没有问到：{not_asked}",
            en="not asked for {key}: {not_asked}",
        ),
        "not_filled": Text(
            zh="{key}的答复没有填写：{not_filled}",
            en="not filled in the answer for {key}: {not_filled}",
        ),
        "wrong_method": Text(
            zh="{key}的核查方式是“{method}”，不是规定的方式",
            en="{key} was found out by '{method}', which is not a way that counts",
        ),
        "evidence_outside": Text(
            zh="{key}的证据日期是{evidence_at}，不在所答复的期间，或晚于签署",
            en="the evidence for {key} is of {evidence_at}: not of the period answered for, or after the signature",
        ),
        "signer_gone": Text(
            zh="{key}由{signer}签署，签署时不在职",
            en="{key} was signed by {signer}, who was not there on that day",
        ),
        "outdated": Text(
            zh="{key}的答复在{handed_in}，之后条目又改过",
            en="{key} was answered on {handed_in}, before the statement was changed",
        ),
        "answer_unclear": Text(
            zh="答复既不是“是”也不是“否”，要由人来判断", en="the answer is neither yes nor no; a person must judge it"
        ),
        "signer_unknown": Text(
            zh="签署人在名册里找不到，或在职起止说不清",
            en="the signer is not in the register, or it cannot be told whether he was there",
        ),
        **Recurring.reasons,
    },
    evidence={
        "due": Text(zh="期限", en="due"),
        "last_answered": Text(zh="答复日期", en="answered on"),
        "method": Text(zh="方式", en="way of finding out"),
        "signer": Text(zh="签署人", en="signed by"),
        "answer": Text(zh="答复", en="answer"),
        "evidence_at": Text(zh="证据日期", en="date of the evidence"),
    },
    unshown=("handed_in", "not_filled", "not_asked", "items", "points", "people", "least"),
)
def was_answered(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Attest, context: Context
) -> pd.DataFrame:
    """A question that only a person can judge was put, and answered by a named person for the period.

    The answers are records (register of attestations: statement, signer, date, person asked, method, answer,
    evidence); which statement they answer is for the rule's ``where``. What gets a verdict are the slots: each
    period, the look-back, each event, or the last answer while it is valid; for each of a list of people, or for the
    office, where a ``sample`` is enough.

    Never answered (``missing``), answered once and no longer valid (``expired``) and answered with a no (``negative``)
    are three things: the last is an answer that has to be followed up. A negative answer of anyone shows, whatever
    the others say; the same person's later answer takes its place. What is neither yes nor no is not guessed about.
    Signed once is not signed each year; what was signed before the statement changed, by someone who had left, by no
    way that counts, or without its evidence is no answer. Evidence supports the answer for the period in which it is
    dated (``evidence_at``), on whatever day it came in; dated outside that period, or later than the answer was signed,
    it supports none.

    In a field of words 无 and / are placeholders and answer nothing; a field of type yes_no takes 无 for a no.

    Whether the answer is true it cannot say, nor whether evidence convinces: that is the auditor's, and so are grading
    and follow-up. Asked for by the entries of manuals 000 to 003 that records cannot decide, by ISO 19011:2018 6.4.7
    (collecting and verifying information by interview, observation and documents) and ISO 9001:2015 7.3.
    """
    if settings.every is not None:
        made = expected(cases, partners, settings, context)
    elif settings.event is not None:
        made = of_events(cases, partners["event"], settings.event, context)
    elif settings.valid_for is not None:
        made = still_valid(cases, partners, settings, context, settings.valid_for)
    else:
        made = expected_in_look_back(cases, partners, settings, context)
    return weigh(cases, partners, settings, context, made)
