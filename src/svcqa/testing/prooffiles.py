"""Files of proofs: where they stand, how they are written, and what in them is unknown to their ruleset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import Any

from pydantic import Field as Slot
from pydantic import ValidationError

from svcqa import yamlfile
from svcqa.errors import ConfigError, Problem
from svcqa.registers import Names
from svcqa.rulesets import Ruleset
from svcqa.rulesets.parameters import override, unfit
from svcqa.rulesets.placed import Placed
from svcqa.rulesets.reading import problems_of, text_of
from svcqa.suggestions import meant
from svcqa.testing.cases import Tried
from svcqa.testing.written import Row
from svcqa.text import Text
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


def proofs_of(placed: Placed) -> list[tuple[ProofFile, str]]:
    """The proofs beside the file in which a rule stands, as written, each with ``file:line``.

    Raises:
        ConfigError: the file of the proofs is wrong.
    """
    place = FilePath(placed.file.name)
    problems: list[Problem] = []
    read = [one for file in read_beside(place, [place.name]) for one in as_written(file, problems)]
    if problems:
        raise ConfigError.all_of(problems)
    return [(one, file.where(path)) for one, file, path in read if one.rule == placed.rule.id]


def read_beside(place: Traversable, names: Iterable[str]) -> Iterator[YamlFile]:
    """The files of proofs beside a file of rules, for the files of rules that are named."""
    folder = getattr(place, "parent", None)
    for file in () if folder is None else (folder.joinpath(FOLDER, name) for name in names):
        if file.is_file():
            yield yamlfile.parse(text_of(file), str(file))


def strays(place: Traversable) -> Iterator[Problem]:
    """Files of proofs beside which there is no file of rules: nobody would run them."""
    folder = getattr(place, "parent", None)
    if folder is None or not folder.joinpath(FOLDER).is_dir():
        return
    for file in sorted(folder.joinpath(FOLDER).iterdir(), key=str):
        if file.name.endswith((".yaml", ".yml")) and not folder.joinpath(file.name).is_file():
            said = Text(f"旁边没有规则文件“{file.name}”。", f"there is no file of rules '{file.name}' beside it.")
            yield Problem(said, str(file), Text("请改成规则文件的名字。", "Give it the name of the file of the rules."))


def as_written(file: YamlFile, problems: list[Problem]) -> Iterator[tuple[ProofFile, YamlFile, yamlfile.Path]]:
    """The proofs of a file, each with its place; what is wrong is added to the problems."""
    if not isinstance(file.data or [], list):
        problems.append(file.problem((), "应是一个列表，每项一个证明。", "must be a list, each item a proof."))
        return
    for number, item in enumerate(file.data or []):
        try:
            yield ProofFile.model_validate(item), file, (number,)
        except ValidationError as error:
            problems += problems_of(error, file, (number,), model=ProofFile)


def unknown_in(written: ProofFile, ruleset: Ruleset, file: YamlFile, at: yamlfile.Path) -> Iterator[Problem]:
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
            yield file.problem((*at, *path), f"{zh}“{name}”。", f"{en} '{name}'.", meant(name, known))
    for name, value in written.parameters.items():
        try:
            override(ruleset.parameters[name], value) if name in ruleset.parameters else None
        except ValueError as error:
            yield unfit(name, error, file, (*at, "parameters", name))
    if written.rule in of:
        yield from _strange_fields(file, (*at, "records"), of[written.rule], written.records, ruleset, "expect")
        if written.records and of[written.rule] in written.without:
            zh, en = "有records，就不能把规则的台账写进without。", "with records, the rule's register is not missing."
            yield file.problem((*at, "without"), zh, en)
    for name, rows in written.beside.items():
        yield from _strange_fields(file, (*at, "beside", name), name, rows, ruleset)


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
