"""What is to be marked: for every file the findings that name it, each with its cells and what is said of it.

The first place of a finding is that of the judged record. Cells on its sheet are the finding's own; those on other
sheets and in other files are evidence, and say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from svcqa.accounts import Said
from svcqa.annotating.sheet import Cell
from svcqa.annotating.styles import Look
from svcqa.annotating.xml import place
from svcqa.dossier import Review
from svcqa.findings import Audit, Finding, Location
from svcqa.text import Lang, Text

_SETTLED = frozenset({"explained", "reading_error"})
_DECIDED: Mapping[str, Text] = {
    "confirmed": Text("复核属实", "confirmed in review"),
    "observation": Text("复核为观察项", "an observation in review"),
    "explained": Text("复核已解释", "explained in review"),
    "reading_error": Text("复核为读取错误", "a reading error, by review"),
}
_EXCUSED = Text("已豁免：{by}", "excused: {by}")
_DECISION = Text("{decision}（{by}）", "{decision} ({by})")
_REASON = Text("{decision}（{by}：{reason}）", "{decision} ({by}: {reason})")
_FINDING = Text("【疑点】", "[Finding] ")
_EVIDENCE = Text("【佐证】", "[Evidence] ")
_SETTLED_MARK = Text("【{state}】", "[{state}] ")
_EVIDENCE_OF = Text("（被判断的记录在{place}）", " (the judged record stands in {place})")
_OF_RULE = Text("{clause}（{rule}）：", "{clause} ({rule}): ")
_RULE_ONLY = Text("{rule}：", "{rule}: ")


@dataclass(frozen=True, eq=False)
class Mention:
    """A finding, as one file tells it."""

    rule: str
    clause: str
    key: str
    message: str
    state: str
    """What a waiver or a review says of it; empty if nothing does."""
    settled: bool
    own: bool
    """The judged record stands in this file; else it is evidence."""
    where: str
    """Where the judged record stands."""
    places: tuple[Location, ...]
    """Cells in this file, and sheets where there is no cell."""

    @property
    def look(self) -> Look:
        """How its cells are filled."""
        return "settled" if self.settled else "finding" if self.own else "evidence"

    def comment(self, lang: Lang) -> str:
        """What is said at its cells."""
        sign = _SETTLED_MARK.fill(state=self.state) if self.settled else _FINDING if self.own else _EVIDENCE
        rule = _OF_RULE.fill(clause=self.clause, rule=self.rule) if self.clause else _RULE_ONLY.fill(rule=self.rule)
        said = f"{sign.say(lang)}{rule.say(lang)}{self.message}"
        if self.state and not self.settled:
            said += f" {_SETTLED_MARK.fill(state=self.state).say(lang)}"
        return said if self.own else said + _EVIDENCE_OF.fill(place=self.where).say(lang)


@dataclass
class FileMarks:
    """What is told of one file."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def findings(self) -> int:
        """Findings whose judged record stands in the file."""
        return sum(one.own for one in self.mentions)

    def cells(self) -> dict[str, dict[Cell, list[Mention]]]:
        """Sheet → cell → what is said there, the gravest first."""
        found: dict[str, dict[Cell, list[Mention]]] = {}
        for one in self.mentions:
            for location in one.places:
                if (cell := place(location.cell)) is not None:
                    found.setdefault(location.sheet, {}).setdefault(cell, []).append(one)
        return {
            sheet: {cell: sorted(dict.fromkeys(said), key=gravity) for cell, said in cells.items()}
            for sheet, cells in found.items()
        }


def gravity(mention: Mention) -> int:
    """The less, the graver: by the gravest a cell is filled."""
    return ("finding", "evidence", "settled").index(mention.look)


def marks_of(audit: Audit, lang: Lang) -> dict[str, FileMarks]:
    """File → what is told of it; under ``""`` the findings that name no place at all."""
    decided = audit.dossier.decisions()
    found: dict[str, FileMarks] = {}
    for finding in audit.findings:
        for file, mention in _mentions(finding, decided.get(finding.fingerprint), lang):
            found.setdefault(file, FileMarks()).mentions.append(mention)
    return found


def key_text(key: Mapping[str, str | None]) -> str:
    """The key of a subject as one text."""
    return " / ".join("" if part is None else part for part in key.values())


def judged_at(locations: Sequence[Location]) -> Location:
    """Where the judged record stands: the first place of a finding."""
    return locations[0] if locations else Location("", "", "")


def is_own(location: Location, judged: Location) -> bool:
    """Whether a place is one of the judged record; else it is evidence. A sheet as a whole is the record's own."""
    return (location.file, location.sheet) == (judged.file, judged.sheet) or not location.cell


def _mentions(finding: Finding, review: Review | None, lang: Lang) -> Iterator[tuple[str, Mention]]:
    """The finding once for the judged record, and once for every file that holds evidence."""
    first = judged_at(finding.locations)
    own = tuple(one for one in finding.locations if is_own(one, first))
    beside: dict[str, list[Location]] = {}
    for one in finding.locations:
        if not is_own(one, first):
            beside.setdefault(one.file, []).append(one)
    state, settled = _state(finding, review, lang)
    key = key_text(finding.key)
    where = " ".join(filter(None, (first.file, f"{first.sheet}!{first.cell}" if first.cell else first.sheet)))

    def told(places: tuple[Location, ...], *, own: bool) -> Mention:
        message = _said(finding.message, lang)
        return Mention(finding.rule, finding.clause, key, message, state, settled, own, where, places)

    yield first.file, told(own, own=True)
    for file, places in beside.items():
        yield file, told(tuple(places), own=False)


def _state(finding: Finding, review: Review | None, lang: Lang) -> tuple[str, bool]:
    """What people say of it, and whether that settles it."""
    if review is not None:
        words = _REASON if review.reason else _DECISION
        decision = _DECIDED[str(review.decision)]
        said = words.fill(decision=decision, by=review.by, reason=review.reason).say(lang)
        return said, review.decision in _SETTLED or finding.excused_by is not None
    if finding.excused_by is not None:
        return _EXCUSED.fill(by=finding.excused_by).say(lang), True
    return "", False


def _said(text: Said, lang: Lang) -> str:
    return text.zh if lang == "zh" else text.en
