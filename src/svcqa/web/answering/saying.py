"""Saying something of findings: checked as a form first, then appended to the history, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from svcqa.assignment.statements import NOTHING, Statement, answer_doubt_of, doubt_of, fitted
from svcqa.errors import DeskError, Problem
from svcqa.history import History, Stamp
from svcqa.history.stating import Stated, state
from svcqa.reviewing.meeting import Meeting
from svcqa.text import Lang, Text
from svcqa.web.answering.attached import with_files
from svcqa.web.store import evidence, trail
from svcqa.web.store.by import By
from svcqa.web.store.database import Database
from svcqa.web.store.evidence import About
from svcqa.web.store.uploads import Handed

LONGEST = 4000
"""Characters of an explanation, a reason or a piece of evidence."""
_NAMED = 20
"""Fingerprints that the trail names; the history has all of them."""
_DEEDS = {"auditor": "finding.decided", "auditee": "finding.answered"}
_OTHERWISE = Problem(
    Text(
        "填写期间有人改了这里，您的内容没有保存。", "somebody said something else here meanwhile; yours was not saved."
    ),
    "said", Text("请看过现在的内容后再填。", "Read what stands here now, and say it again."), "said_meanwhile",
)  # fmt: skip


class Chosen(NamedTuple):
    """A finding, and the mark of what stood there when the form was made."""

    fingerprint: str
    mark: str = NOTHING


@dataclass(frozen=True)
class Spoken:
    """What somebody says of findings of an audit.

    Attributes:
        about: the audit, and the side that speaks.
        title: what the submission is called.
        findings: the findings.
        given: what is said of all of them.
        files: what proves it; the bytes lie on disk already.
        lang: the language of whoever speaks.
        withdraws: what was said before is taken back, and nothing said instead.
    """

    about: About
    title: str
    findings: Sequence[Chosen]
    given: Statement
    files: Sequence[Handed] = ()
    lang: Lang = "zh"
    withdraws: bool = False

    def check(self) -> None:
        """Whether the form is filled in.

        Raises:
            DeskError: it is not, or no finding is chosen.
        """
        if not self.findings:
            raise DeskError.of("请至少选一个疑点。", "choose at least one finding.", where="finding")
        if self.withdraws:
            return
        problems = [_too_long(name) for name in ("reason", "evidence") if len(getattr(self.given, name)) > LONGEST]
        problems += _of_answer(self) if self.about.side == "auditee" else _of_decision(self)
        if problems:
            raise DeskError(*problems)


def say(database: Database, history: History, spoken: Spoken, by: By, signed: str) -> Meeting:
    """Have something said. Files are attached first: what is said names them.

    Args:
        database: the desk's.
        history: that of the project.
        spoken: what is said.
        by: who and when.
        signed: the person as histories name them.

    Raises:
        DeskError: the form is not filled in, or somebody said something else meanwhile; nothing is said then.
    """
    spoken.check()
    names = [one.fingerprint for one in spoken.findings]
    _check_known(history, spoken, names)
    attached: list[int] = []
    if spoken.files:
        with database.writing() as connection:
            attached = evidence.attach(connection, spoken.about, names, spoken.files, by)
    given = _statements(database, spoken)
    with history.writing(Stamp(signed, by.at)) as desk:
        meeting = state(desk, history.find(spoken.about.audit), given)
    if meeting.conflicts or meeting.refused:
        with database.writing() as connection:
            evidence.take_back(connection, attached)
        raise DeskError(_OTHERWISE)
    if meeting.changes:
        _note(database, spoken, [one.fingerprint for one in meeting.changes], by)
    return meeting


def _check_known(history: History, spoken: Spoken, names: Sequence[str]) -> None:
    known = history.fingerprints(history.find(spoken.about.audit))
    if not known.issuperset(names):
        raise DeskError.of("本次检查没有这个疑点。", "this check has no such finding.", where="finding")


def _statements(database: Database, spoken: Spoken) -> list[Stated]:
    side, part = spoken.about.side, "evidence" if spoken.about.side == "auditor" else "reason"
    if spoken.withdraws:
        return [((one.fingerprint, side), spoken.given, one.mark) for one in spoken.findings]
    made: list[Stated] = []
    with database.reading() as connection:
        for one in spoken.findings:
            files = evidence.of_side(connection, spoken.about, one.fingerprint)
            text = fitted(with_files(getattr(spoken.given, part), files, spoken.lang))
            made.append(((one.fingerprint, side), msgspec.structs.replace(spoken.given, **{part: text}), one.mark))
    return made


def _of_answer(spoken: Spoken) -> list[Problem]:
    given = spoken.given
    if not given.position and not given.reason and not spoken.files:
        said = Text("请选认可或有异议，或写出说明。", "accept or dispute it, or explain it.")
        return [Problem(said, "reason")]
    if answer_doubt_of(given):
        return [Problem(Text("有异议，请写明理由。", "say why you dispute it."), "reason")]
    return []


def _of_decision(spoken: Spoken) -> list[Problem]:
    given = spoken.given
    proven = msgspec.structs.replace(given, evidence=given.evidence or " ".join(one.name for one in spoken.files))
    doubt = doubt_of(proven)
    if doubt == "no_decision":
        return [Problem(Text("请选择结论。", "choose a decision."), "said")]
    if doubt != "no_explanation":
        return []
    said = Text(
        "“已解释”须写明理由，并写明证据或附上文件。",
        "what is explained needs a reason, and evidence in words or files.",
    )
    return [Problem(said, "evidence" if given.reason else "reason")]


def _too_long(name: str) -> Problem:
    return Problem(Text(f"最多{LONGEST}字。", f"at most {LONGEST} characters."), name)


def _note(database: Database, spoken: Spoken, names: Sequence[str], by: By) -> None:
    data = {
        "said": spoken.given.said, "reason": spoken.given.reason, "findings": list(names[:_NAMED]), "count": len(names),
        "files": {one.name: one.digest for one in spoken.files},
    }  # fmt: skip
    with database.writing() as connection:
        trail.note(connection, by, _DEEDS[spoken.about.side], spoken.title, project=spoken.about.project, data=data)
