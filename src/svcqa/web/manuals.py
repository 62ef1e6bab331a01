"""The manuals a project can be checked by: the rulesets of this installation, and whether settings fit them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from svcqa.errors import Problem, SvcqaError, said_by
from svcqa.periods import AsOf, Period
from svcqa.suggestions import meant
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.host import Host
    from svcqa.rulesets import Bound, Rule, Ruleset
    from svcqa.rulesets.parameters import Given
    from svcqa.web.store.settings import Settings


class Manuals:
    """The rulesets that are installed, loaded when they are first asked for."""

    @cached_property
    def rulesets(self) -> Mapping[str, Ruleset]:
        """Ruleset by the name it is found by."""
        from svcqa.rulesets import Library, load

        library = Library(self._host.ruleset_folders)
        return {name: load(name, library) for name in library.places}

    def title(self, name: str) -> Text:
        """The title of a ruleset; its name if it is not installed any more."""
        return self.rulesets[name].title if name in self.rulesets else Text(name, name)

    def rules(self, names: Iterable[str]) -> dict[str, Rule]:
        """The rules of some rulesets, as ``RULESET/RULE``; of several editions of one the last."""
        chosen = [self.rulesets[name] for name in names if name in self.rulesets]
        return {f"{one.name}/{placed.rule.id}": placed.rule for one in chosen for placed in one.rules}

    def bound(self, settings: Settings) -> list[Bound]:
        """The rules of a project, as its audits ask them."""
        from svcqa.rulesets.binding import bind, with_parameters

        chosen = [self.rulesets[name] for name in settings.rulesets if name in self.rulesets]
        key = (settings.rulesets, tuple(sorted(settings.parameters.items())))
        if key not in self._bound:
            mine = [with_parameters(one, settings.parameters) for one in chosen]
            self._bound[key] = [rule for one in mine for rule in bind(one, self._host.checks)]
        return self._bound[key]

    @cached_property
    def _bound(self) -> dict[object, list[Bound]]:
        return {}

    @cached_property
    def _host(self) -> Host:
        from svcqa.host import Host

        return Host.discover()

    def parameters(self, names: Iterable[str]) -> dict[str, Given]:
        """The parameters of some rulesets; of those that several have, as the first has it."""
        found: dict[str, Given] = {}
        for name in names:
            for parameter, given in self.rulesets[name].parameters.items() if name in self.rulesets else ():
                found.setdefault(parameter, given)
        return found

    def problems(self, settings: Settings, today: dt.date) -> list[Problem]:
        """What does not hold in settings; ``where`` is the field, and behind a dot what stands in it."""
        return [
            *self._of_rulesets(settings.rulesets),
            *_of_period(settings, today),
            *self._of_parameters(settings),
            *self._of_mappings(settings),
        ]

    def _of_rulesets(self, names: Sequence[str]) -> Iterator[Problem]:
        if not names:
            yield Problem(Text("请至少选一个规则集。", "choose at least one ruleset."), "rulesets")
        for name in names:
            if name not in self.rulesets:
                said = Text(f"没有规则集“{name}”。", f"there is no ruleset '{name}'.")
                yield Problem(said, "rulesets", meant(name, self.rulesets))

    def _of_parameters(self, settings: Settings) -> Iterator[Problem]:
        from svcqa.rulesets.parameters import override

        known = self.parameters(settings.rulesets)
        for name, value in settings.parameters.items():
            if name not in known:
                said = Text(f"所选规则集没有参数“{name}”。", f"the chosen rulesets have no parameter '{name}'.")
                yield Problem(said, f"parameters.{name}", meant(name, known))
                continue
            try:
                override(known[name], value)
            except ValueError as error:
                why = said_by(error)
                yield Problem(Text(f"{why.zh}。", f"{why.en}."), f"parameters.{name}")

    def _of_mappings(self, settings: Settings) -> Iterator[Problem]:
        chosen = [self.rulesets[name] for name in settings.rulesets if name in self.rulesets]
        registers = {name: one for ruleset in chosen for name, one in ruleset.registers.items()}
        for problem in settings.config.strangers(registers):
            slot = problem.where.partition(", ")[2]
            said = Text(f"{slot}：{problem.what.zh}", f"{slot}: {problem.what.en}")
            yield Problem(said, "mappings", problem.mend)


def _of_period(settings: Settings, today: dt.date) -> Iterator[Problem]:
    try:
        as_of = AsOf.of(settings.audited(today))
    except SvcqaError as error:
        yield from (Problem(one.what, "as_of", one.mend) for one in error.problems)
        return
    try:
        Period.of(settings.period, as_of)
    except SvcqaError as error:
        yield from (Problem(one.what, "period", one.mend) for one in error.problems)
