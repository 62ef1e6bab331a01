"""Findings and unjudged subjects of an audit as rows of the index, in the order of the sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from svcqa.accounts import Location, Said
from svcqa.annotating.marks import is_own, judged_at, key_text
from svcqa.annotating.xml import place
from svcqa.findings import Audit, EvidenceFacts, Finding, Unjudged
from svcqa.intake.values.words import folded
from svcqa.telling import evidence_texts
from svcqa.web.sheets.nouns import RuleFacts, Told

Sheets = Mapping[tuple[str, str], int]
"""File and sheet → the number of the sheet."""
Row = dict[str, Any]
_NOWHERE = 1 << 40
"""Behind all sheets stand entries that name none of them."""


@dataclass(frozen=True)
class Rows:
    """Rows of the tables ``rules``, ``units``, ``entries``, ``words`` and ``places``."""

    rules: list[Row]
    units: list[Row]
    entries: list[Row]
    words: list[Row]
    places: list[Row]


def rows_of(audit: Audit, sheets: Sheets) -> Rows:
    """All entries of an audit."""
    rules = _Rules(audit)
    found = [*_findings(audit, sheets, rules), *_unjudged(audit, sheets, rules)]
    found.sort(key=lambda one: _order(one[0]))
    made = Rows(rules.rows, [], [], [], [])
    units: dict[str | None, int] = {}
    for number, (entry, words, places) in enumerate(found, 1):
        unit = units.setdefault(entry["unit"], len(units))
        made.entries.append({**entry, "number": number, "unit": unit})
        made.words.append({**words, "entry": number})
        made.places.extend({**one, "entry": number, "position": at} for at, one in enumerate(places))
    made.units.extend({"number": number, "name": name} for name, number in units.items())
    return made


class _Rules:
    """The rules of an audit, each with a number."""

    def __init__(self, audit: Audit) -> None:
        self.rows: list[Row] = []
        self.weights = {(one.ruleset, one.rule): one.weight for one in audit.content.tallies}
        self.evidence: dict[tuple[str, str], Mapping[str, EvidenceFacts]] = {
            (one.ruleset, one.rule): audit.content.evidence.get(one.check, {}) for one in audit.content.tallies
        }
        manuals = {one.name: one for one in audit.content.rulesets}
        self._numbers: dict[tuple[str, str], int] = {}
        for one in audit.content.tallies:
            manual = manuals.get(one.ruleset)
            told = {name: getattr(one, name) for name in ("edition", "clause", "chapter", "title", "remedy", "source")}
            title, version = (manual.title, manual.version) if manual else (None, "")
            self._put(one.ruleset, RuleFacts(one.rule, manual=title, version=version, **told))

    def number(self, ruleset: str, rule: str, clause: str = "") -> int:
        """The number of a rule; one that is not tallied gets one too."""
        if (ruleset, rule) not in self._numbers:
            self._put(ruleset, RuleFacts(rule, clause=clause))
        return self._numbers[ruleset, rule]

    def _put(self, ruleset: str, facts: RuleFacts) -> None:
        number = self._numbers.setdefault((ruleset, facts.rule), len(self.rows))
        if number == len(self.rows):
            self.rows.append({"number": number, "data": msgspec.json.encode(facts).decode()})


Found = tuple[Row, Row, list[Row]]


def _findings(audit: Audit, sheets: Sheets, rules: _Rules) -> Iterator[Found]:
    for one in audit.findings:
        places = list(_places(one.locations, sheets))
        told = {"kind": "finding", "rule": rules.number(one.ruleset, one.rule, one.clause), "weight": one.weight}
        told |= {"unit": one.unit, "fingerprint": one.fingerprint, "excused_by": one.excused_by}
        evidence = _evidence(one, rules.evidence.get((one.ruleset, one.rule), {}))
        words = _words(one, one.message, one.locations, [one.clause, one.unit or "", one.fingerprint], evidence)
        yield _at(told, places), words, places


def _unjudged(audit: Audit, sheets: Sheets, rules: _Rules) -> Iterator[Found]:
    for one in audit.unjudged:
        places = list(_places(one.cells, sheets))
        weight = rules.weights.get((one.ruleset, one.rule), "low")
        told = {"kind": "unjudged", "rule": rules.number(one.ruleset, one.rule), "weight": weight, "unit": None}
        told |= {"fingerprint": "", "excused_by": None}
        message = audit.content.reasons.get(one.reason, Said(one.reason, one.reason))
        yield _at(told, places), _words(one, message, one.cells, [], []), places


def _at(told: Row, places: Sequence[Row]) -> Row:
    """An entry with where it stands: at its first place that is known."""
    first: Row = next((one for one in places if one["number"] is not None), {"number": None, "row": 0, "column": 0})
    return {**told, "sheet": first["number"], "row": first["row"], "column": first["column"]}


def _order(entry: Row) -> tuple[int, int, int, bool]:
    sheet = _NOWHERE if entry["sheet"] is None else entry["sheet"]
    return sheet, entry["row"], entry["column"], entry["kind"] == "unjudged"


def _places(locations: Sequence[Location], sheets: Sheets) -> Iterator[Row]:
    judged = judged_at(locations)
    for one in locations:
        row, column = place(one.cell) or (0, 0)
        told: Row = {"number": sheets.get((one.file, one.sheet)), "row": row, "column": column}
        told |= {"file": one.file, "sheet": one.sheet, "cell": one.cell, "value": one.value}
        yield {**told, "own": is_own(one, judged)}


def _words(
    one: Finding | Unjudged, message: Said, locations: Sequence[Location], more: Sequence[str], evidence: Sequence[Told]
) -> Row:
    key = key_text(one.key)
    values = [part for cell in locations for part in (cell.cell, cell.value or "")]
    sought = folded("\n".join([key, message.zh, message.en, one.rule, *more, *values]))
    told = msgspec.json.encode(evidence).decode()
    return {"key": key, "zh": message.zh, "en": message.en, "evidence": told, "sought": sought}


def _evidence(one: Finding, declared: Mapping[str, EvidenceFacts]) -> list[Told]:
    """What was read, in both languages."""
    tell: Callable[..., Iterator[tuple[str, str]]] = evidence_texts
    pairs = zip(tell(declared, one.evidence, "zh"), tell(declared, one.evidence, "en"), strict=True)
    return [Told(Said(zh[0], en[0]), Said(zh[1], en[1])) for zh, en in pairs]
