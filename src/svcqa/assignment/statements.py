"""Statements: what each side says of a finding in a row of the sheet of reviews (疑点复核)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from svcqa.assignment.reading import Entry
from svcqa.dossier import AnswerDoubt, Decision, Doubt, Position
from svcqa.intake.values.words import PLACEHOLDERS, folded
from svcqa.lines import encodable

Side = Literal["auditor", "auditee"]
SIDES: Mapping[Side, Mapping[str, str]] = {
    "auditor": {
        "said": "decision", "reason": "reason", "evidence": "evidence", "by": "reviewed_by", "on": "reviewed_on"
    },
    "auditee": {"said": "answer", "reason": "answer_reason", "by": "answered_by", "on": "answered_on"},
}  # fmt: skip
"""Part of a statement → the field of the sheet in which each side writes it."""
DECISIONS: Mapping[str, Decision] = {
    "属实": "confirmed", "confirmed": "confirmed", "观察项": "observation", "observation": "observation",
    "已解释": "explained", "explained": "explained", "读取错误": "reading_error", "reading error": "reading_error",
}  # fmt: skip
"""A decision as the sheet says it → its code."""
POSITIONS: Mapping[str, Position] = {
    "认可": "accepted", "accepted": "accepted", "有异议": "disputed", "disputed": "disputed"
}  # fmt: skip
"""An answer as the sheet says it → its code; anything else is a reason without a position."""
NOTHING = "none"
"""The mark of a side that says nothing."""
_CELL = 32_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Statement(Struct, frozen=True):
    """What one side says of a finding."""

    said: str = ""
    """The decision, or the position of the auditee, by its code; a decision that is none, as it is written."""
    reason: str = ""
    evidence: str = ""
    by: str = ""
    on: str = ""
    place: str = ""
    """Where it is written: file → sheet → cell."""

    @property
    def silent(self) -> bool:
        """Nothing is said."""
        return not (self.said or self.reason or self.evidence or self.by)

    @property
    def mark(self) -> str:
        """A short name for what is said: the same words, the same mark, wherever they are written."""
        if self.silent:
            return NOTHING
        words = (" ".join(fitted(part).split()) for name, part in asdict(self).items() if name != "place")
        return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:8]

    @property
    def decision(self) -> Decision | None:
        """The decision of an auditor, if it is one."""
        return next((code for code in DECISIONS.values() if code == self.said), None)

    @property
    def position(self) -> Position | None:
        """The position of an auditee, if it is one."""
        return next((code for code in POSITIONS.values() if code == self.said), None)


@dataclass(frozen=True)
class Row:
    """A row of the sheet of reviews: the finding, and what both sides say of it."""

    fingerprint: str
    entry: Entry
    statements: Mapping[Side, Statement]
    unclear: bool = False
    """Nobody can tell which decision of its group is meant for it."""

    @property
    def place(self) -> str:
        """Where the finding is named."""
        return self.entry.where("fingerprint")

    @property
    def silent(self) -> bool:
        """Neither side says anything."""
        return not self.unclear and all(one.silent for one in self.statements.values())


def row_of(entry: Entry) -> Row:
    """A row as it is written, each side for itself."""
    return Row(entry["fingerprint"], entry, {"auditor": _auditor(entry), "auditee": _auditee(entry)})


def doubt_of(given: Statement, *, known: bool = True) -> Doubt | None:
    """Why an auditor's decision cannot count; ``known``: the audit has such a finding."""
    if not known:
        return "no_such_finding"
    if given.decision is None:
        return "no_decision"
    if not given.by:
        return "no_reviewer"
    explained = given.decision != "explained" or (_tells(given.reason) and _tells(given.evidence))
    return None if explained else "no_explanation"


def answer_doubt_of(given: Statement) -> AnswerDoubt | None:
    """What is amiss with an answer of the auditee."""
    return "no_dispute_reason" if given.position == "disputed" and not _tells(given.reason) else None


def fitted(text: str) -> str:
    """A text as a cell can hold it."""
    return _CONTROL.sub("", encodable(text))[:_CELL]


def _auditor(entry: Entry) -> Statement:
    parts = {part: entry[name] for part, name in SIDES["auditor"].items()}
    word = parts.pop("said")
    given = Statement(DECISIONS.get(word.lower(), word), **parts, place=entry.where("decision"))
    # names and dates may be filled in all the way down before anything is decided
    idle = entry["base"] and not (given.said or given.reason or given.evidence)
    return Statement(place=given.place) if idle else given


def _auditee(entry: Entry) -> Statement:
    parts = {part: entry[name] for part, name in SIDES["auditee"].items()}
    word, place = parts.pop("said"), entry.where("answer")
    position = POSITIONS.get(word.lower(), "")
    if not position and word:
        parts["reason"] = "; ".join(filter(None, (word, parts["reason"])))
    return Statement(position, **parts, place=place) if position or parts["reason"] else Statement(place=place)


def _tells(text: str) -> bool:
    return bool(text) and folded(text) not in PLACEHOLDERS
