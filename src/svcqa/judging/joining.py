"""Joining: the records of other registers that stand beside the judged ones, one for each or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from svcqa.judging.matching import Match, match
from svcqa.judging.several import Pairs, paired
from svcqa.judging.subjects import Subjects
from svcqa.registers import Kind
from svcqa.truths import Several

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.registers import Field, Records, Register
    from svcqa.rulesets import Bound
    from svcqa.rulesets.joining import Joined


@dataclass(frozen=True, eq=False)
class Beside:
    """A register whose records stand beside the judged ones."""

    subjects: Subjects
    match: Match
    field: str
    """Field of the judged register by which they are found."""


class Widened(Subjects):
    """The records of a register with the fields of others beside them; cells are quoted where they stand."""

    def __init__(
        self, base: Subjects, records: Records, beside: Mapping[str, Beside], several: Mapping[str, Pairs]
    ) -> None:
        super().__init__(records)
        self._base, self._beside, self._pairs = base, beside, several

    def several(self) -> dict[str, Several]:
        """See :meth:`Subjects.several`."""
        made = {id(one): one.several() for one in self._pairs.values()}
        return {name: made[id(one)] for name, one in self._pairs.items()}

    @property
    def unclear(self) -> np.ndarray:
        """See :attr:`Subjects.unclear`."""
        return self._base.unclear

    def extras(self, at: np.ndarray) -> list[str]:
        """See :meth:`Subjects.extras`: a digest of the record's own row."""
        return self._base.extras(at)

    @property
    def unit_names(self) -> list[str | None]:
        """See :attr:`Subjects.unit_names`."""
        return self._base.unit_names

    @property
    def unit_codes(self) -> np.ndarray:
        """See :attr:`Subjects.unit_codes`."""
        return self._base.unit_codes

    def cells(self, at: np.ndarray, fields: Sequence[str]) -> list[list[str]]:
        """See :meth:`Subjects.cells`; where no record stands beside, the cell by which it was looked for is quoted.

        Of several records each is quoted, one JSON object after the other.
        """
        if not fields:
            return [[] for _ in at]
        return [list(cells) for cells in zip(*(self._cells(name, at) for name in fields), strict=True)]

    def _cells(self, name: str, at: np.ndarray) -> list[str]:
        head, _, field = name.partition(".")
        if not field:
            return [cell for (cell,) in super().cells(at, [name])]
        if head in self._pairs:
            return self._of_each(head, field, at)
        beside = self._beside[head]
        return _where_there(beside, field, beside.match.at[at], self._cells(beside.field, at))

    def _of_each(self, head: str, field: str, at: np.ndarray) -> list[str]:
        pairs = self._pairs[head]
        own = self._cells(pairs.field, at)
        rows, owner = pairs.of(at)
        beside = pairs.beside[head]
        cells = _where_there(beside, field, beside.match.at[rows], [""] * len(rows))
        found: dict[int, list[str]] = {}
        for position, cell in zip(owner.tolist(), cells, strict=True):
            if cell:
                found.setdefault(position, []).append(cell)
        return [",".join(found.get(position) or [cell]) for position, cell in enumerate(own)]


def _where_there(beside: Beside, field: str, position: np.ndarray, cells: list[str]) -> list[str]:
    """The cells of the records beside; those given, where there is none."""
    there = np.flatnonzero(position >= 0)
    for row, (quoted,) in zip(there.tolist(), beside.subjects.cells(position[there], [field]), strict=True):
        cells[row] = quoted
    return cells


def widened(bound: Bound, subjects: Mapping[str, Subjects], context: Context) -> Subjects:
    """The judged register with the fields of others that the rule names."""
    return _widened(bound.rule.of, bound.register, bound.joins, subjects, context)


def companions(bound: Bound, subjects: Mapping[str, Subjects], context: Context) -> dict[str, Subjects]:
    """The register of each partner, by its place in the settings, with the fields of others that are named of it."""
    return {
        name: _widened(partner.register, one.register, one.joins, subjects, context)
        for name, partner in bound.partners().items()
        for one in (bound.companions[name],)
    }


def _widened(
    name: str, register: Register, joins: Sequence[Joined], subjects: Mapping[str, Subjects], context: Context
) -> Subjects:
    base = subjects[name]
    if not joins:
        return base
    paths = [name for name in register.fields if "." in name]
    single = [one for one in joins if not one.several]
    records, beside = _with(base.records, single, paths, subjects, context)
    several: dict[str, Pairs] = {}
    for root in (one for one in joins if one.take == "each"):
        pairs = paired(records, subjects[root.register].records, root, context)
        at_root = Beside(subjects[root.register], pairs.match, pairs.field)
        table = _with_paths(pairs.table, _of(root.name, paths), root.name, at_root)
        hung = [one for one in joins if one.several == root.name and one is not root]
        table, further = _with(table, hung, paths, subjects, context)
        made = replace(pairs, table=table, beside={root.name: at_root, **further})
        several.update(dict.fromkeys(made.beside, made))
    return Widened(base, records, beside, several)


def _with(
    records: Records, joins: Iterable[Joined], paths: Sequence[str], subjects: Mapping[str, Subjects], context: Context
) -> tuple[Records, dict[str, Beside]]:
    """The records with the fields of joins that find one record each, in the order in which they hang on each other."""
    beside: dict[str, Beside] = {}
    for one in joins:
        other = subjects[one.register]
        read = _of(one.name, paths)
        found = match(records, other.records, one, context, [path.removeprefix(f"{one.name}.") for path in read])
        beside[one.name] = Beside(other, found, one.starts()[0])
        records = _with_paths(records, read, one.name, beside[one.name])
    return records, beside


def _of(head: str, paths: Sequence[str]) -> list[str]:
    return [path for path in paths if path.startswith(f"{head}.")]


def _with_paths(records: Records, paths: Sequence[str], head: str, beside: Beside) -> Records:
    frame, kinds = records.frame.copy(deep=False), dict(records.kinds)
    date_only, bearers = dict(records.date_only), dict(records.bearers)
    fields: dict[str, Field] = {}
    other, found = beside.subjects.records, beside.match
    at = found.at
    for path in paths:
        field = path.removeprefix(f"{head}.")
        frame[path] = other.frame[field].reindex(at).set_axis(frame.index)
        kinds[path] = np.where(at >= 0, other.kinds[field][at] if len(other) else np.uint8(0), found.kind)
        kinds[path][found.kind == Kind.UNRESOLVED] = Kind.UNRESOLVED
        if field in other.date_only:
            date_only[path] = (at >= 0) & other.date_only[field][at]
        if field in other.bearers:
            bearers[path] = other.bearers[field]
        fields[path] = other.register.fields[field]
    register = records.register.widened(fields)
    return replace(records, register=register, frame=frame, kinds=kinds, date_only=date_only, bearers=bearers)
