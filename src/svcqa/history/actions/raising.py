"""Raising: what auditors confirmed becomes nonconformities with numbers, each once; what fails again is linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from svcqa.accounts import Said
from svcqa.actions import KeptNonconformity, Proof
from svcqa.findings import Audit, Finding
from svcqa.history.actions.hints import hint
from svcqa.history.actions.replaying import KINDS, replayed
from svcqa.history.store import Desk
from svcqa.nonconformities import Nonconformity, nonconformities
from svcqa.text import Text

LONGEST = 300
"""Characters of a cell that are kept; the audit holds all of them."""
_QUOTED = 3
_FACT = Text(
    "该单位在范围内的判断{scope}项，复核属实{count}项，如：{quoted}",
    "{count} confirmed of {scope} judgements in scope in this unit, such as: {quoted}",
)


@dataclass
class Raised:
    """What became of the nonconformities of an audit; none of them is left out."""

    new: list[KeptNonconformity] = field(default_factory=list)
    seen_again: list[tuple[str, int]] = field(default_factory=list)
    """Number of an open one → findings that were added to it."""
    known: list[str] = field(default_factory=list)
    """Numbers of open ones to which nothing was to be added."""
    covered: list[tuple[str, int]] = field(default_factory=list)
    """Number of one that is closed or cancelled → findings that it had covered, or that lie before its last action."""


def raised(desk: Desk, audit: Audit) -> Raised:
    """Raise what auditors confirmed in an audit, as far as it was not raised before.

    Findings of a clause and unit whose nonconformity is open are added to it. Where it was closed, only a later
    failure raises a new one: a finding that it did not have, or that an audit after its last action no longer had; a
    dated one lies after that action. The new one names the old one, and a closure as effective is then marked as
    refuted; its dates stay.

    Args:
        desk: where it is written down, alone.
        audit: an audit with its reviews.
    """
    work = _Raising(desk, audit)
    for one in nonconformities(audit):
        work.take(one)
    return work.result


class _Raising:
    """The nonconformities of one audit on their way into the history."""

    def __init__(self, desk: Desk, audit: Audit) -> None:
        self.desk, self.audit, self.result = desk, audit, Raised()
        self.known = replayed(desk.events(*KINDS))
        self.files = {one.name: one.sha256 for one in audit.content.inputs}
        self.versions = {one.name: one.version for one in audit.content.rulesets}

    def take(self, one: Nonconformity) -> None:
        """Add it to the one that is open, or raise it, or say that there is nothing new in it."""
        before = [kept for kept in self.known.values() if kept.place == (one.ruleset, one.clause, one.unit)]
        still = next((kept for kept in before if kept.open), None)
        if still is not None:
            self._add(still, one.findings)
            return
        later = list(self._later(one.findings, before))
        if len(later) < len(one.findings):
            self.result.covered.append((before[-1].number, len(one.findings) - len(later)))
        if later:
            self._raise(one, later, before)

    def _later(self, findings: Iterable[Finding], before: Sequence[KeptNonconformity]) -> Iterator[Finding]:
        """The findings that show that it fails again after the last action of the one closed last."""
        had = {mark for kept in before for mark in kept.fingerprints}
        closed = _closed_last(before)
        without = self._audits_after(closed.last_done) if closed else []
        for one in findings:
            past = bool(closed and one.date and one.date[:10] <= closed.last_done)
            returned = any(one.fingerprint not in marks for marks in without)
            if not past and (returned or one.fingerprint not in had):
                yield one

    def _audits_after(self, day: str) -> list[frozenset[str]]:
        """The findings of each audit by these rulesets between a day and this audit."""
        until, names = self.audit.content.as_of[:10], set(self.versions)
        return [
            self.desk.fingerprints(one)
            for one in self.desk.audits()
            if day < one.facts.as_of[:10] < until and names.intersection(each.name for each in one.facts.rulesets)
        ]

    def _add(self, kept: KeptNonconformity, findings: Iterable[Finding]) -> None:
        more = [one for one in findings if one.fingerprint not in kept.fingerprints]
        if not more and self.audit.digest in {kept.audit, *kept.seen_in}:
            self.result.known.append(kept.number)
            return
        told = {
            "audit": self.audit.digest, "fingerprints": [one.fingerprint for one in more],
            "evidence": msgspec.to_builtins(list(_proofs(more, self.files))),
        }  # fmt: skip
        self.desk.append("seen_again", kept.number, told)
        self.result.seen_again.append((kept.number, len(more)))

    def _raise(self, one: Nonconformity, findings: Sequence[Finding], before: Sequence[KeptNonconformity]) -> None:
        old = _closed_last(before)
        made = replace(self._made(one, findings), repeat_of=old.number if old else "", hint=hint(one, old))
        self.known[made.number] = made
        self.result.new.append(made)
        self.desk.append("raised", made.number, msgspec.to_builtins(made))
        if old is not None and old.state == "closed_effective":
            self.desk.append("refuted", old.number, {"by": made.number, "audit": self.audit.digest})

    def _made(self, one: Nonconformity, findings: Sequence[Finding]) -> KeptNonconformity:
        titles = list(dict.fromkeys((rule.title.zh, rule.title.en) for rule in one.rules))
        return KeptNonconformity(
            number=_number(self.audit, self.known),
            audit=self.audit.digest,
            ruleset=one.ruleset,
            version=self.versions.get(one.ruleset, ""),
            clause=one.clause,
            requirement=Said("；".join(zh for zh, _ in titles), "; ".join(en for _, en in titles)),
            unit=one.unit,
            found_on=self.audit.content.as_of[:10],
            finders=list(dict.fromkeys(one.reviews[each.fingerprint].by for each in findings)),
            fact=_fact(one, findings),
            evidence=list(_proofs(findings, self.files)),
            fingerprints=[each.fingerprint for each in findings],
        )


def _closed_last(before: Sequence[KeptNonconformity]) -> KeptNonconformity | None:
    return next((one for one in reversed(before) if one.state != "cancelled"), None)


def _fact(one: Nonconformity, findings: Sequence[Finding]) -> Said:
    zh, en = (separator.join(texts) for separator, texts in (
        ("；", [each.message.zh[:LONGEST] for each in findings[:_QUOTED]]),
        ("; ", [each.message.en[:LONGEST] for each in findings[:_QUOTED]]),
    ))  # fmt: skip
    said = _FACT.fill(scope=one.in_scope, count=len(findings), quoted=Text(zh, en))
    return Said(said.zh, said.en)


def _proofs(findings: Iterable[Finding], files: dict[str, str]) -> Iterator[Proof]:
    for one in findings:
        for cell in one.locations:
            value = (cell.value or "")[:LONGEST]
            yield Proof(one.fingerprint, cell.file, files.get(cell.file, ""), cell.sheet, cell.cell, value)


def _number(audit: Audit, known: Iterable[str]) -> str:
    """The next number of the year of the audit."""
    head = f"NC-{audit.content.as_of[:4]}-"
    last = max((int(one.removeprefix(head)) for one in known if one.startswith(head)), default=0)
    return f"{head}{last + 1:03}"
