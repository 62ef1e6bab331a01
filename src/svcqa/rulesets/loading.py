"""From ruleset files to one Ruleset: includes, inheritance, tailoring, parameters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable

from svcqa.durations import LOOK_BACK, Duration
from svcqa.errors import ConfigError, Problem, UsageError
from svcqa.hours import CalendarSetup, misplaced
from svcqa.registers import Register
from svcqa.rulesets.joining import registers_of
from svcqa.rulesets.library import Library, twin_register
from svcqa.rulesets.models import Contrast, RulesetFile, RulesFile
from svcqa.rulesets.parameters import Given, given, unfit
from svcqa.rulesets.placed import Placed
from svcqa.rulesets.reading import plain, read_model
from svcqa.rulesets.tailoring import tailored, tailored_parameters
from svcqa.text import Text
from svcqa.yamlfile import YamlFile

_File = tuple[RulesetFile | RulesFile, YamlFile]


@dataclass(frozen=True)
class Ruleset:
    """A named, versioned list of rules after inheritance, with all they need."""

    name: str
    title: Text
    version: str
    rules: tuple[Placed, ...]
    registers: Mapping[str, Register]
    parameters: Mapping[str, Given]
    calendars: Mapping[str, CalendarSetup]
    declared: Mapping[str, Given]
    """The parameters as the files set them, whatever an audit sets."""
    look_back: Duration = LOOK_BACK
    """How far back rows are counted at least for a duty without an interval of its own."""
    contrasts: tuple[Contrast, ...] = ()
    """Where rules ask for different things of one matter."""
    vague: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Word that leaves a measure open → the rules whose clauses have it."""

    @cached_property
    def digest(self) -> str:
        """Digest of everything that can change a verdict, after inheritance; layout and comments do not count."""
        registers = _needed(self.rules, self.registers)
        whole = {
            "name": self.name,
            "version": self.version,
            "rules": [plain(placed.rule) for placed in self.rules],
            "registers": {name: plain(register) for name, register in registers.items()},
            "parameters": {name: [plain(item.parameter), item.value] for name, item in self.declared.items()},
            "calendars": {name: plain(setup) for name, setup in self.calendars.items()},
            "look_back": str(self.look_back),
        }
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def load(name: str, library: Library) -> Ruleset:
    """Load a ruleset by name or path.

    Raises:
        UsageError: there is none of that name.
        ConfigError: a file is wrong; all problems found, each with file and line.
    """
    return _load(library.find(name), library, ())


def load_all(names: Iterable[str], library: Library) -> list[Ruleset]:
    """Load rulesets by name or path, each once.

    Raises:
        UsageError: none is named, or there is none of a name.
        ConfigError: a file is wrong.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        raise UsageError.of(
            "没有指定规则集。请用--ruleset给出名称或文件。", "no ruleset given. Name one with --ruleset NAME or FILE."
        )
    return [load(name, library) for name in wanted]


def _load(place: Traversable, library: Library, above: tuple[str, ...]) -> Ruleset:
    model, file = library.read(place)
    if model.name in above:
        chain = " → ".join([*above, model.name])
        raise ConfigError(file.problem(("extends",), f"继承成环：{chain}。", f"inheritance runs in a circle: {chain}."))
    parent = _load(library.find(model.extends, place), library, (*above, model.name)) if model.extends else None
    problems: list[Problem] = []
    files: list[_File] = [(model, file), *(read_model(beside(place, name), RulesFile) for name in model.include)]
    rules = _rules(files, tailored(parent.rules if parent else (), model, file, problems), problems)
    registers = _registers(model, file, parent, library, problems)
    parameters = tailored_parameters(_parameters(files, parent, problems), model, file, problems)
    for name, setup in model.calendars.items():
        wrong = misplaced(name, setup)
        if wrong:
            problems.append(file.problem(("calendars", name), wrong.zh, wrong.en))
    if problems:
        raise ConfigError.all_of(problems)
    calendars = {**(parent.calendars if parent else {}), **model.calendars}
    look_back = model.look_back or (parent.look_back if parent else LOOK_BACK)
    contrasts = (*(parent.contrasts if parent else ()), *model.contrasts)
    vague = {**(parent.vague if parent else {}), **model.vague}
    return Ruleset(
        model.name, model.title, model.version, rules, registers, parameters, calendars, parameters, look_back,
        contrasts, vague,
    )  # fmt: skip


def _rules(files: Iterable[_File], inherited: tuple[Placed, ...], problems: list[Problem]) -> tuple[Placed, ...]:
    own = [Placed(rule, file, ("rules", at)) for model, file in files for at, rule in enumerate(model.rules)]
    rules = (*inherited, *own)
    problems += _twins(rules)
    return rules


def beside(place: Traversable, name: str) -> Traversable:
    """The file that another includes.

    Raises:
        ConfigError: where that one lies, nothing can lie beside it.
    """
    parent = getattr(place, "parent", None)
    if parent is None:
        raise ConfigError.of("无法包含其他文件。", "cannot include other files.", where=place.name)
    found: Traversable = parent.joinpath(name)
    return found


def _twins(rules: Iterable[Placed]) -> list[Problem]:
    """Ids are unique, except that editions of one rule may follow each other in time."""
    seen: dict[str, list[Placed]] = {}
    problems = []
    for placed in rules:
        for other in seen.setdefault(placed.rule.id, []):
            where = other.file.where(other.path)
            if other.rule.edition == placed.rule.edition:
                problems.append(
                    placed.problem(("id",), f"编号已在{where}用过。", f"the id is already used in {where}.")
                )
            elif other.rule.in_force.overlaps(placed.rule.in_force):
                said = f"两个版本的有效期重叠（另一个在{where}）。"
                problems.append(
                    placed.problem(("in_force",), said, f"two editions are in force at once (the other in {where}).")
                )
        seen[placed.rule.id].append(placed)
    return problems


def _registers(
    model: RulesetFile, file: YamlFile, parent: Ruleset | None, library: Library, problems: list[Problem]
) -> Mapping[str, Register]:
    """The ruleset's own registers, which win over the plugins' of the same name; one that is inherited is a problem."""
    known = parent.registers if parent else library.registers
    problems += [
        twin_register(name, file, model.extends or "")
        for name in model.registers
        if parent and known.get(name) is not library.registers.get(name)
    ]
    return {**known, **model.registers}


def _parameters(files: Iterable[_File], parent: Ruleset | None, problems: list[Problem]) -> dict[str, Given]:
    """The parameters of all files; one that is inherited, or stands in two of them, is a problem."""
    found: dict[str, Given] = dict(parent.parameters) if parent else {}
    for model, file in files:
        for name, parameter in model.parameters.items():
            path = ("parameters", name)
            if name in found:
                said = Text("请用tailor.parameters给它赋值。", "Set it with tailor.parameters.")
                known = f"there is a parameter '{name}' already."
                problems.append(file.problem(path, f"参数“{name}”已有。", known, said))
            try:
                found[name] = given(parameter)
            except ValueError as error:
                problems.append(unfit(name, error, file, path))
    return found


def _needed(rules: Iterable[Placed], registers: Mapping[str, Register]) -> dict[str, Register]:
    """The registers the rules read."""
    names = {name for placed in rules for name in registers_of(placed.rule, registers)}
    return {name: registers[name] for name in sorted(names)}
