"""The rows of the workbook's lists, and where the links between them lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from svcqa.findings import Audit, Tally
from svcqa.lines import Lines
from svcqa.reports import exceptions, listing
from svcqa.reports.contrasts import facing
from svcqa.reports.results import RULE, every_tally
from svcqa.reports.sampled import samples_told
from svcqa.reports.sheets import Link, Value
from svcqa.reports.shown import key_text, register_text, tally_notes
from svcqa.reports.words import Words

Key = tuple[str | None, ...]
Rows = Iterator[Sequence[Value]]

COUNTED = ("in_scope", "conforms", "fails", "excused_count", "pending", "undetermined", "excepted", "out_of_scope")
_BASIS = ("edition", "rests_on", "in_force_from", "in_force_to", "verified_on")
RULES = (
    "rule", "clause", "title_of", "weight", "assessed", *COUNTED, "reason", "remark", "chapter", "ruleset", "register",
    *_BASIS,
)  # fmt: skip
_OPPOSED = ("fails", "undetermined", "pending")
CONTRASTS = ("contrast", "ruleset", "clause", "rule", "title_of", "assessed", *_OPPOSED, "alone")
UNJUDGED = ("key", "rule", "title_of", "reason", "cells", "values", "file", "sheet", "ruleset", "register")
_PLACES = (listing.cells_of, listing.values_of, listing.files_of, listing.sheets_of)
DOUBTFUL = (
    "fingerprint", "reason", "review_decision", "decision_reason", "decision_evidence", "reviewed_by", "reviewed_on",
    "answer", "answer_reason", "answered_by", "answered_on", "place",
)  # fmt: skip
SIGNALS = (
    "signal", "message", "register", "observed", "expected", "by_chance", "cells", "values", "file", "sheet",
    "innocent",
)  # fmt: skip
SAMPLES = ("sample", "name_of", "text")
WAIVERS = (
    "waiver_no", "waiver_rules", "waiver_scope", "waiver_state", "waiver_excuses", "waiver_concerns", "valid_from",
    "last_valid_day", "requested_by", "waiver_approved_by", "waiver_approved_on", "waiver_reason", "waiver_risk",
    "waiver_control", "waiver_proof", "sha256", "waiver_origin", "place",
)  # fmt: skip
PARAMETERS = (
    "parameter", "value", "origin", "source", "approved_by", "date", "usual", "ruleset", "parameter_name",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Ledger:
    """The lists about rules, findings and reviews."""

    audit: Audit
    words: Words

    def rules(self) -> Rows:
        """One row per rule; its figures lead to the first finding and the first record that was not judged."""
        for tally in self.tallies:
            yield [
                tally.rule,
                tally.clause,
                self.words.said(tally.title),
                self.words.named("weight", tally.weight),
                self.words("yes" if tally.assessed else "no"),
                *(self._counted(tally) if tally.assessed else [""] * len(COUNTED)),
                self.words.said(tally.reason.text) if tally.reason else "",
                self.words.listed(tally_notes(tally, self.words)),
                tally.chapter,
                tally.ruleset,
                register_text(self.audit, tally.register, self.words),
                *(tally.edition, tally.source, tally.in_force_from, tally.in_force_to, tally.verified_on),
            ]

    def findings(self) -> Rows:
        """One row per finding; its rule leads to the row of the rule."""
        at = listing.HEADS.index("rule")
        for line, key in zip(listing.lines(self.audit, self.words), _keys(self.audit.findings), strict=True):
            yield [*line[:at], self._rule(key), *line[at + 1 :]]

    def unjudged(self) -> Rows:
        """One row per record that could not be judged; its rule leads to the row of the rule."""
        titles = {(tally.ruleset, tally.rule): tally.title for tally in self.tallies}
        for one in self.audit.unjudged:
            reason = self.audit.content.reasons.get(one.reason)
            yield [
                key_text(one.key, self.words),
                self._rule((one.ruleset, one.rule, one.register)),
                self.words.said(titles.get((one.ruleset, one.rule))),
                self.words.said(reason) if reason else one.reason,
                *(told(one.cells, self.words) for told in _PLACES),
                one.ruleset,
                one.register,
            ]

    def contrasts(self) -> Rows:
        """Where manuals contradict each other: a row for each of their rules."""
        for one in facing(self.audit):
            for side in one.sides:
                tally = side.tally
                counts = [*(getattr(tally, name) for name in _OPPOSED), "" if side.alone is None else side.alone]
                yield [
                    self.words.said(one.title),
                    self.words.said(side.manual),
                    tally.clause,
                    self._rule(_key(tally)),
                    self.words.said(tally.title),
                    self.words("yes" if tally.assessed else "no"),
                    *(counts if tally.assessed else [""] * len(counts)),
                ]

    def doubtful(self) -> Rows:
        """Reviews that do not count, and why; what they are about is led to, if this audit has it."""
        rows = {name: at for at, name in enumerate(self.audit.findings.table.column("fingerprint").to_pylist())}
        for one in self.audit.dossier.reviews:
            if one.doubt is not None:
                about, row = one.fingerprint, rows.get(one.fingerprint)
                yield [
                    about if row is None else Link(about, "sheet_findings", row),
                    self.words.named("doubt", one.doubt),
                    *(told(one, self.words) for told in listing.REVIEWED.values()),
                    one.place,
                ]

    def signals(self) -> Rows:
        """What every signal has seen."""
        for one in self.audit.content.signals:
            for lead in one.leads:
                yield [
                    self.words.said(one.title),
                    self.words.said(lead.said),
                    register_text(self.audit, lead.register, self.words),
                    f"{lead.observed:,} / {lead.of:,}",
                    self.words.expected(lead.expected),
                    self.words.chance(lead.chance),
                    *(told(lead.locations, self.words) for told in _PLACES),
                    self.words.said(one.innocent),
                ]

    def samples(self) -> Rows:
        """What was looked at by sample, and what it says of its lot: a row for everything that is stated."""
        for one in samples_told(self.audit, self.words):
            yield from ([one.title, name, value] for name, value in one.lines)

    def waivers(self) -> Rows:
        """Every waiver; how many findings it excuses leads to the first of them."""
        first: dict[str | None, int] = {}
        for at, number in enumerate(self.audit.findings.table.column("excused_by").to_pylist()):
            first.setdefault(number, at)
        for one in self.audit.content.waivers:
            yield [
                one.number,
                self.words.listed(one.rules),
                exceptions.scope_text(one, self.words),
                exceptions.state_text(one, self.words),
                Link(one.excuses, "sheet_findings", first[one.number]) if one.excuses else 0,
                one.concerns,
                *(one.valid_from, exceptions.end_text(one, self.words)),
                *(one.requested_by, one.approved_by, one.approved_on, one.reason, one.risk, one.control),
                *(exceptions.proof_text(one, self.words), one.proof_sha256),
                *(self.words(f"waiver.{one.origin}"), one.place),
            ]

    def parameters(self) -> Rows:
        """Every parameter, its value, and where that came from."""
        for one in self.audit.content.parameters:
            yield [
                self.words.said(one.title),
                self.words("none") if one.value is None else one.value,
                self.words.named("origin", one.origin),
                *(one.source, one.approved_by, one.date),
                self.words.common(one.common) if one.common else "",
                one.ruleset,
                one.name,
            ]

    @cached_property
    def tallies(self) -> list[Tally]:
        """The rules in their order."""
        return every_tally(self.audit)

    @cached_property
    def _rows_of_rules(self) -> Mapping[Key, int]:
        return {_key(tally): at for at, tally in enumerate(self.tallies)}

    @cached_property
    def _first_findings(self) -> Mapping[Key, int]:
        return _first(self.audit.findings)

    @cached_property
    def _first_unjudged(self) -> Mapping[Key, int]:
        return _first(self.audit.unjudged)

    def _rule(self, key: Key) -> Value:
        row, name = self._rows_of_rules.get(key), str(key[1])
        return name if row is None else Link(name, "sheet_rules", row)

    def _counted(self, tally: Tally) -> list[Value]:
        counts: dict[str, Value] = {name: getattr(tally, name, tally.excused) for name in COUNTED}
        led = {
            "fails": ("sheet_findings", self._first_findings),
            "undetermined": ("sheet_unjudged", self._first_unjudged),
        }
        for name, (title, first) in led.items():
            row = first.get(_key(tally))
            if getattr(tally, name) and row is not None:
                counts[name] = Link(getattr(tally, name), title, row)
        return list(counts.values())


def _key(tally: Tally) -> Key:
    return (tally.ruleset, tally.rule, tally.register)


def _keys(lines: Lines[Any]) -> Iterator[Key]:
    return zip(*(lines.table.column(name).to_pylist() for name in RULE), strict=True)


def _first(lines: Lines[Any]) -> dict[Key, int]:
    """Rule → the first of its rows."""
    found: dict[Key, int] = {}
    for at, key in enumerate(_keys(lines)):
        found.setdefault(key, at)
    return found
