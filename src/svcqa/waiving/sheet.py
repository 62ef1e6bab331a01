"""The sheet of waivers (豁免清单) of the audit workbook, row by row; what cannot be is said of all rows at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from svcqa.assignment import Assignment, Entry
from svcqa.assignment.sheets import WAIVERS
from svcqa.errors import ConfigError, Problem
from svcqa.intake.values.dates import parse_moment
from svcqa.intake.values.words import PLACEHOLDERS, folded, yes_or_no
from svcqa.suggestions import meant, nearest
from svcqa.text import Text
from svcqa.waivers import Waiver, WaiverState, state_on
from svcqa.waiving.claims import Claim, Rule, listed, rules_named
from svcqa.waiving.known import Known
from svcqa.waiving.proofs import Proof, proof_of

_HOW = Text("请写成2024-03-05。", "Write it as 2024-03-05.")
_DAYS = ("records_from", "records_to", "approved_on", "valid_from", "valid_to")
_ORDERED = (("records_from", "records_to"), ("valid_from", "valid_to"))
_SAID = {
    "number": Text("这条豁免没有编号。", "this waiver has no number."),
    "rule": Text("没有写明豁免哪条规则。", "it does not say from which rule it is a waiver."),
    "valid_to": Text("没有写明最后有效日。", "no last valid day is given."),
    "same": Text("申请人不能批准自己的豁免。", "nobody approves a waiver that he or she has asked for."),
    "order": Text("最后一天早于第一天。", "the last day comes before the first."),
    "digest": Text("与证明文件“{proof}”的SHA-256不符。", "it is not the SHA-256 of the file '{proof}'."),
    "no_file": Text("写了SHA-256，没有写是哪个文件的。", "a SHA-256 stands here, and no file that has it."),
}
_TWINS = Text("有几条豁免都是“{number}”。", "several waivers have the number '{number}'.")
_NO_RULESET = Text("这次审核没有规则集“{name}”。", "there is no ruleset '{name}' in this audit.")
_NO_RULE = Text("没有规则“{name}”。", "there is no rule '{name}'.")
_NO_RECORD = Text("这些规则所查的台账里没有记录“{name}”。", "the rules judge no record '{name}'.")
_NO_UNIT = Text("这些规则所查的台账里没有单位“{name}”。", "nothing that the rules judge is of a unit '{name}'.")
_NO_DATE = Text("“{text}”不是日期。", "'{text}' is no date.")


def claims_of_workbook(asked: Assignment, known: Known, day: dt.date, folder: Path | None) -> list[Claim]:
    """Every waiver of the sheet, in its order.

    Raises:
        ConfigError: a row names what is not there, or says what cannot be; all of them, each with its cell.
    """
    rows = [_Row(one, known, day, folder) for one in asked[WAIVERS]]
    problems = [*_twins(asked[WAIVERS]), *(problem for row in rows for problem in row.problems())]
    if problems:
        raise ConfigError.all_of(problems)
    return [row.claim() for row in rows]


def _twins(entries: Sequence[Entry]) -> Iterator[Problem]:
    counts = Counter(one["waiver_no"] for one in entries if one["waiver_no"])
    for one in entries:
        if counts[one["waiver_no"]] > 1:
            yield Problem(_TWINS.fill(number=one["waiver_no"]), one.where("waiver_no"))


class _Row:
    """One row of the sheet."""

    def __init__(self, entry: Entry, known: Known, day: dt.date, folder: Path | None) -> None:
        self.entry, self.known, self.day = entry, known, day
        self.days = {name: _day(entry[name]) for name in _DAYS}
        self.words = listed(self.said("rule"))
        self.rules = {word: rules_named(word, self.said("ruleset"), known.rules) for word in self.words}
        self.proof: Proof = proof_of(folder, self.said("proof"))

    def said(self, name: str) -> str:
        """What stands in a field; a mark that says nothing is nothing."""
        return "" if folded(self.entry[name]) in PLACEHOLDERS else self.entry[name]

    def claim(self) -> Claim:
        """The waiver, and the rules it leads to."""
        texts = ("ruleset", "unit", "record", "reason", "risk", "control", "requested_by", "approved_by")
        told: dict[str, Any] = {name: self.said(name) for name in texts}
        told |= {name: day.isoformat() if day else "" for name, day in self.days.items()}
        last = self.days["valid_to"]
        waiver = Waiver(
            number=self.said("waiver_no"),
            rules=self.words,
            state=self._state(),
            place=self.entry.where("waiver_no"),
            days_left=(last - self.day).days if last else None,
            proof=self.proof.name,
            proof_sha256=self.proof.sha256,
            **told,
        )
        return Claim(waiver, self._led(), self.entry.cells.get("valid_to"))

    def _state(self) -> WaiverState:
        """Nobody's approval counts before the day on which it was given."""
        approved = bool(self.said("approved_by")) and (self.days["approved_on"] or self.day) <= self.day
        return state_on(self.day, self.days["valid_from"], self.days["valid_to"], approved=approved)

    def problems(self) -> Iterator[Problem]:
        """What the row says that cannot be."""
        if not self.said("waiver_no"):
            yield self._problem("waiver_no", _SAID["number"])
        yield from self._named()
        yield from self._dated()
        asker, approver = (folded("".join(self.said(name).split())) for name in ("requested_by", "approved_by"))
        if asker and asker == approver:
            yield self._problem("approved_by", _SAID["same"])
        yield from self._proven()

    def _named(self) -> Iterator[Problem]:
        """Rules, records and units that there are not."""
        ruleset, rulesets = self.said("ruleset"), list(dict.fromkeys(name for name, _ in self.known.rules))
        if not self.words:
            yield self._problem("rule", _SAID["rule"])
        if yes_or_no(self.said("standing")):
            return  # another of the audits that share it may have what this one lacks
        if ruleset and ruleset not in rulesets:
            yield self._problem("ruleset", _NO_RULESET.fill(name=ruleset), meant(ruleset, rulesets))
            return
        ids = [rule for name, rule in self.known.rules if ruleset in {"", name}]
        for word, found in self.rules.items():
            if not found:
                yield self._problem("rule", _NO_RULE.fill(name=word), meant(word, ids))
        if self._led():
            yield from self._scope("record", _NO_RECORD, self.known.record, self.known.records)
            yield from self._scope("unit", _NO_UNIT, self.known.unit, self.known.units)

    def _scope(
        self,
        name: str,
        said: Text,
        known: Callable[[frozenset[Rule], str], bool | None],
        near: Callable[[frozenset[Rule]], list[str]],
    ) -> Iterator[Problem]:
        written = self.said(name)
        if written and known(self._led(), written) is False:
            yield self._problem(name, said.fill(name=written), nearest(written, near(self._led())))

    def _dated(self) -> Iterator[Problem]:
        for name, day in self.days.items():
            if self.said(name) and day is None:
                yield self._problem(name, _NO_DATE.fill(text=self.entry[name]), _HOW)
        if not self.said("valid_to"):
            yield self._problem("valid_to", _SAID["valid_to"], _HOW)
        for names in _ORDERED:
            first, last = (self.days[name] for name in names)
            if first and last and last < first:
                yield self._problem(names[1], _SAID["order"])

    def _proven(self) -> Iterator[Problem]:
        digest = folded(self.said("proof_sha256")).removeprefix("sha256:")
        if digest and not self.proof.name:
            yield self._problem("proof_sha256", _SAID["no_file"])
        elif digest and self.proof.sha256 and digest != self.proof.sha256:
            yield self._problem("proof_sha256", _SAID["digest"].fill(proof=self.proof.name))

    def _led(self) -> frozenset[Rule]:
        return frozenset(rule for found in self.rules.values() for rule in found)

    def _problem(self, name: str, said: Text, mend: Text | None = None) -> Problem:
        return Problem(said, self.entry.where(name), mend)


def _day(written: str) -> dt.date | None:
    found = parse_moment(written) if written else None
    return found.moment.date() if found else None
