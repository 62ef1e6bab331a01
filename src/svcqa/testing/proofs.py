"""Proofs of rules: records that a rule of a ruleset must judge as written, with the ruleset's own registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import Field as Slot
from pydantic import ValidationError

from svcqa import yamlfile
from svcqa.errors import ConfigError, Problem
from svcqa.host import Host
from svcqa.judging.assessable import read_by
from svcqa.registers import Names
from svcqa.rulesets import Bound, Library, Ruleset, bind, load
from svcqa.rulesets.binding import with_parameters
from svcqa.rulesets.parameters import override, unfit
from svcqa.rulesets.reading import problems_of, text_of
from svcqa.suggestions import meant
from svcqa.testing.cases import Tried, context_of, differences
from svcqa.testing.trial import Said, Trial
from svcqa.testing.written import Row, records_of
from svcqa.yamlfile import YamlFile

FOLDER = "proofs"
"""Where the proofs stand, beside the files of the rules."""


class ProofFile(Tried):
    """One proof as written."""

    rule: str
    name: str = ""
    """A sentence: what it shows."""
    parameters: Mapping[str, Any] = Slot(default_factory=dict)
    """Values of the ruleset's parameters; ``null`` takes one away."""
    beside: Mapping[str, tuple[Row, ...]] = Slot(default_factory=dict)
    """Register → its records."""
    without: Names = ()
    """Registers that nobody handed in."""


@dataclass(frozen=True, eq=False)
class Proof:
    """One proof of one rule, and where it is written."""

    written: ProofFile
    ruleset: Ruleset
    file: YamlFile
    path: yamlfile.Path
    host: Host

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
        rows = {name: () for name, _ in read_by(bound)} | {bound.rule.of: written.records} | dict(written.beside)
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
    problems: list[Problem] = []
    found = [one for file in _files(place, files) for one in _proofs(file, ruleset, host, problems)]
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
    wrong = differences(outcome(proof), proof.written)
    if wrong:
        head = " ".join(part for part in (proof.where, proof.rule, proof.written.name) if part)
        raise AssertionError(f"{head}: " + "; ".join(wrong))


def _files(place: Traversable, names: Iterable[str]) -> Iterator[YamlFile]:
    folder = getattr(place, "parent", None)
    if folder is None:
        return
    for file in (folder.joinpath(FOLDER, name) for name in names):
        if file.is_file():
            yield yamlfile.parse(text_of(file), str(file))


def _proofs(file: YamlFile, ruleset: Ruleset, host: Host, problems: list[Problem]) -> Iterator[Proof]:
    if not isinstance(file.data or [], list):
        problems.append(file.problem((), "应是一个列表，每项一个证明。", "must be a list, each item a proof."))
        return
    for number, item in enumerate(file.data or []):
        try:
            written = ProofFile.model_validate(item)
        except ValidationError as error:
            problems += problems_of(error, file, (number,), model=ProofFile)
            continue
        unknown = list(_unknown(written, ruleset, file, number))
        problems += unknown
        if not unknown:
            yield Proof(written, ruleset, file, (number,), host)


def _unknown(written: ProofFile, ruleset: Ruleset, file: YamlFile, number: int) -> Iterator[Problem]:
    """Everything a proof names that the ruleset does not have."""
    of = {placed.rule.id: placed.rule.of for placed in ruleset.rules}
    named: list[tuple[yamlfile.Path, str, str, str, Iterable[str]]]
    named = [(("rule",), "没有规则", "there is no rule", written.rule, of)]
    named += [
        (("parameters", name), "没有参数", "there is no parameter", name, ruleset.parameters)
        for name in written.parameters
    ]
    named += [
        ((slot, name), "没有台账", "there is no register", name, ruleset.registers)
        for slot, names in (("beside", written.beside), ("without", written.without))
        for name in names
    ]
    for path, zh, en, name, known in named:
        if name not in known:
            yield file.problem((number, *path), f"{zh}“{name}”。", f"{en} '{name}'.", meant(name, known))
    for name, value in written.parameters.items():
        try:
            override(ruleset.parameters[name], value) if name in ruleset.parameters else None
        except ValueError as error:
            yield unfit(name, error, file, (number, "parameters", name))
    if written.rule in of:
        yield from _strange_fields(file, (number, "records"), of[written.rule], written.records, ruleset, "expect")
        if written.records and of[written.rule] in written.without:
            zh, en = "有records，就不能把规则的台账写进without。", "with records, the rule's register is not missing."
            yield file.problem((number, "without"), zh, en)
    for name, rows in written.beside.items():
        yield from _strange_fields(file, (number, "beside", name), name, rows, ruleset)


def _strange_fields(
    file: YamlFile, path: yamlfile.Path, name: str, rows: tuple[Row, ...], ruleset: Ruleset, *extra: str
) -> Iterator[Problem]:
    if name not in ruleset.registers:
        return
    known = ruleset.registers[name].fields
    strange = [(row, field) for row, record in enumerate(rows) for field in record if field not in {*known, *extra}]
    for row, field in strange:
        zh, en = f"台账“{name}”没有字段“{field}”。", f"register '{name}' has no field '{field}'."
        yield file.problem((*path, row, field), zh, en, meant(field, known))
