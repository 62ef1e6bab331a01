"""Proofs of rules: records that a rule of a ruleset must judge as written, with the ruleset's own registers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from svcqa import yamlfile
from svcqa.errors import ConfigError, Problem
from svcqa.host import Host
from svcqa.rulesets import Bound, Library, Ruleset, bind, load
from svcqa.rulesets.binding import with_parameters
from svcqa.testing.cases import context_of, differences
from svcqa.testing.prooffiles import ProofFile, as_written, read_beside, strays, unknown_in
from svcqa.testing.trial import Said, Trial
from svcqa.testing.written import records_of
from svcqa.text import Text
from svcqa.yamlfile import YamlFile


@dataclass(frozen=True, eq=False)
class Proof:
    """One proof of one rule, and where it is written."""

    written: ProofFile
    ruleset: Ruleset
    file: YamlFile
    path: yamlfile.Path
    host: Host

    def __str__(self) -> str:
        return " ".join(part for part in (self.where, self.rule, self.written.name) if part)

    @property
    def rule(self) -> str:
        """The rule it proves."""
        return self.written.rule

    @property
    def where(self) -> str:
        """``file:line``."""
        return self.file.where(self.path)

    @cached_property
    def bound(self) -> Bound:
        """The rule as it stands in its ruleset, with the proof's parameters; of editions the last."""
        own = replace(self.ruleset, rules=tuple(one for one in self.ruleset.rules if one.rule.id == self.rule))
        return bind(with_parameters(own, self.written.parameters), self.host.checks)[-1]

    def trial(self) -> Trial:
        """What is to be judged: every register the rule reads is there, if only with its headings."""
        written, bound = self.written, self.bound
        rows = {name: () for name, _ in bound.reads} | {bound.rule.of: written.records} | dict(written.beside)
        records = {
            name: records_of(name, self.ruleset.registers[name], found)
            for name, found in rows.items()
            if name not in written.without
        }
        return Trial(bound, records, context_of(written, self.ruleset.calendars))


def proofs(name: str, host: Host | None = None) -> list[Proof]:
    """The proofs beside a ruleset: for every FILE of its rules those of ``proofs/FILE`` beside it.

    Args:
        name: name of an installed ruleset, or a ruleset file.
        host: plugins; discovered if not given.

    Raises:
        UsageError: there is no such ruleset.
        ConfigError: the ruleset or a proof is wrong; each problem with file and line.
    """
    host = host or Host.discover()
    library = Library(host.ruleset_folders)
    place, ruleset = library.find(name), load(name, library)
    files = [place.name, *library.read(place)[0].include]
    problems = list(strays(place))
    found = [one for file in read_beside(place, files) for one in _proofs(file, ruleset, host, problems)]
    if problems:
        raise ConfigError.all_of(problems)
    return found


def outcome(proof: Proof) -> Said:
    """What the rule says of the proof's records and slots."""
    return proof.trial().said()


def prove(proof: Proof) -> None:
    """Judge a proof.

    Raises:
        AssertionError: a record got another verdict than expected; all are listed.
    """
    wrong = disproven(proof)
    if wrong:
        raise AssertionError(f"{proof}: " + "; ".join(one.en for one in wrong))


def disproven(proof: Proof) -> list[Text]:
    """Every record and slot of a proof of which the rule says something else; none if it holds."""
    return differences(outcome(proof), proof.written)


def _proofs(file: YamlFile, ruleset: Ruleset, host: Host, problems: list[Problem]) -> Iterator[Proof]:
    for written, _, path in as_written(file, problems):
        unknown = list(unknown_in(written, ruleset, file, path))
        problems += unknown
        if not unknown:
            yield Proof(written, ruleset, file, path, host)
