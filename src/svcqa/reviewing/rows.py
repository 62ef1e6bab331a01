"""The rows of the workbook: what an auditor needs to know of a finding, and what is decided by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from svcqa.accounts import Said
from svcqa.assignment.statements import DECISIONS, POSITIONS, SIDES, Side, Statement
from svcqa.errors import UsageError
from svcqa.findings import Audit, Finding, Location
from svcqa.reviewing.merging import Place, State, base_of, states_of
from svcqa.reviewing.words import WEIGHTS, WORDS
from svcqa.reviewing.workbook import Cells
from svcqa.text import Lang, Text


@dataclass(frozen=True)
class Wanted:
    """Which findings are wanted."""

    units: Sequence[str] = ()
    """Of these units only; none named: of all."""
    rules: Sequence[str] = ()
    """Of these rules (by id or by clause) only."""
    undecided: bool = False
    """Only those that nobody decided on and nothing excuses."""

    def takes(self, finding: Finding, state: State) -> bool:
        """It is one of them."""
        return (
            (not self.units or (finding.unit or "") in self.units)
            and (not self.rules or bool({finding.rule, finding.clause} & {*self.rules}))
            and not (self.undecided and (finding.excused_by is not None or len(state.statements) == 1))
        )


def rows_of_findings(audit: Audit, lang: Lang, wanted: Wanted | None = None) -> list[Cells]:
    """The findings, those of one record together, then by clause and unit.

    Raises:
        UsageError: personal data are hidden in the audit, so that it cannot be reviewed.
    """
    refuse_masked(audit)
    wanted = wanted or Wanted()
    states, titles = states_of(audit.dossier.reviews), _requirements(audit)
    nothing = State()
    found = [
        one for one in audit.findings if wanted.takes(one, states.get((one.fingerprint, "auditor"), nothing))
    ]  # fmt: skip
    found.sort(key=lambda one: (one.root, one.clause, one.unit or "", one.rule, one.fingerprint))
    groups: dict[str, int] = {}
    rows: list[Cells] = []
    for one in found:
        group = groups.setdefault(one.root or one.fingerprint, len(groups) + 1)
        mine = _mine(one.fingerprint, states)
        told = _told(one, titles.get((one.ruleset, one.rule), Said("", "")), lang)
        rows.append({"group": str(group), **told, **shown(mine, lang)})
    return rows


def refuse_masked(audit: Audit) -> None:
    """Findings without names cannot be decided on.

    Raises:
        UsageError: personal data are hidden in the audit.
    """
    if audit.content.masked_from:
        raise UsageError.of(
            "这份审核已隐去个人信息，不能复核。",
            "personal data are hidden in this audit: it cannot be reviewed.",
            mend=Text("请用隐去前的审核，输出时再隐去。", "Take the audit as it was, and mask what is printed."),
        )


def shown(states: Mapping[Side, State], lang: Lang) -> dict[str, str]:
    """What both sides say, as a row shows it, and the marks of where it stands."""
    cells = {
        name: _worded(part, getattr(states.get(side, State()).shown, part), lang)
        for side, parts in SIDES.items()
        for part, name in parts.items()
    }
    return {**cells, "note": note_of(states, lang), "base": base_of(states)}


def note_of(states: Mapping[Side, State], lang: Lang) -> str:
    """What contradicts each other, in full."""
    return "\n".join(
        line
        for side, state in states.items()
        if state.disagreeing
        for line in (WORDS[f"conflict_{side}"].say(lang), *(_alternative(one, lang) for one in state.statements))
    )


def said_by(given: Statement, lang: Lang) -> str:
    """A statement on one line."""
    parts = [_worded("said", given.said, lang), given.reason, given.evidence, given.by, given.on]
    return ("；" if lang == "zh" else "; ").join(filter(None, parts)) or WORDS["nothing"].say(lang)


def _alternative(given: Statement, lang: Lang) -> str:
    return WORDS["alternative"].fill(said=said_by(given, lang), place=given.place).say(lang)


def _mine(fingerprint: str, states: Mapping[Place, State]) -> dict[Side, State]:
    found: dict[Side, State] = {}
    for side in SIDES:
        if (fingerprint, side) in states:
            found[side] = states[fingerprint, side]
    return found


def _worded(part: str, text: str, lang: Lang) -> str:
    """A code as the sheet has it to choose from; anything else as it is."""
    if part != "said":
        return text
    words = {code: word for word, code in (*DECISIONS.items(), *POSITIONS.items()) if word.isascii() == (lang == "en")}
    return words.get(text, text)  # type: ignore[call-overload, no-any-return]


def _requirements(audit: Audit) -> dict[tuple[str, str], Said]:
    return {(one.ruleset, one.rule): one.title for one in audit.content.tallies}


def _told(one: Finding, requirement: Said, lang: Lang) -> dict[str, str]:
    """What is known of a finding."""
    blank = WORDS["blank"].say(lang)
    return {
        "record": " / ".join(part or blank for part in one.key.values()),
        "unit": one.unit or "",
        "clause": one.clause,
        "requirement": _said(requirement, lang),
        "found": _said(one.message, lang),
        "cells": "\n".join(cells_of(one.locations)),
        "values": "\n".join(_valued(cell, blank) for cell in one.locations if cell.cell),
        "weight": WEIGHTS[one.weight].say(lang),
        "excused_by": one.excused_by or "",
        "rule": one.rule,
        "fingerprint": one.fingerprint,
    }


def cells_of(locations: Sequence[Location]) -> Iterator[str]:
    """Cells with file and sheet; where these do not change they are said once."""
    last: tuple[str, str] | None = None
    for one in locations:
        place = (one.file, one.sheet)
        named = (*place, one.cell) if place != last else (one.cell,)
        yield " → ".join(filter(None, named))
        last = place


def _valued(cell: Location, blank: str) -> str:
    return f"{cell.cell}: {cell.value or blank}"


def _said(said: Said, lang: Lang) -> str:
    return said.zh if lang == "zh" else said.en
