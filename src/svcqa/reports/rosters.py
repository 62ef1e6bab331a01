"""Rosters of several rules as one picture: a row for each person or thing, a column for each rule, a sign each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from svcqa.findings import Audit, Exhibit, Grade, Named
from svcqa.reports.grids import Head, Key, Line, Picture, Shape, Square, grids, label
from svcqa.reports.results import AllResults
from svcqa.reports.shown import field_text, printable, register_text
from svcqa.reports.words import Words

MOST = 48
"""Rows that are drawn: those with something that is not current first."""
CALM = 12
"""Of these, rows in which all is current."""
_NAMED = 20
"""Names that are listed in words for one rule and state."""
_SHAPE = Shape(wide=22, high=16, rows=MOST, narrow=15.5)
_ORDER: Mapping[Grade, int] = {"failing": 0, "open": 1, "soon": 2, "current": 3}


@dataclass(frozen=True)
class _State:
    title: str
    sign: str
    grade: Grade


@dataclass(eq=False)
class _Column:
    """One rule: who stands in which state."""

    head: Head
    states: list[tuple[_State, int, Sequence[str]]] = field(default_factory=list)
    """State → how many, and the names that are listed."""

    @property
    def of(self) -> dict[str, _State]:
        """Name → state."""
        return {name: state for state, _, names in self.states for name in names}

    @property
    def unnamed(self) -> int:
        """Those that are only counted."""
        return sum(count - len(names) for _, count, names in self.states)


def rosters(audit: Audit, exhibits: Sequence[Exhibit], number: int, all_: AllResults, words: Words) -> list[Picture]:
    """A picture for each kind of person or thing that the rosters of one overview name."""
    kinds: dict[str, list[tuple[Exhibit, Named]]] = {}
    for one in exhibits:
        if one.named is not None:
            kinds.setdefault(one.named.register or one.named.field, []).append((one, one.named))
    pictures = []
    for at, mine in enumerate(kinds.values()):
        columns = _columns(audit, mine, all_, words)
        title = f"{words.said(mine[0][0].overview)} · {_kind(audit, mine[0][1], words)}"
        pictures.append(_picture(f"roster-{number}-{at + 1}", title, columns, words))
    return pictures


def _kind(audit: Audit, named: Named, words: Words) -> str:
    """What the rows are: the register that lists them, or the field that names them."""
    if named.register:
        return register_text(audit, named.register, words)
    register, _, name = named.field.partition(".")
    return field_text(audit, register, name, words) or named.field


def _columns(audit: Audit, exhibits: Sequence[tuple[Exhibit, Named]], all_: AllResults, words: Words) -> list[_Column]:
    """The rules, those together whose state is held in one register; numbered."""
    order = list(dict.fromkeys(named.held_in for _, named in exhibits))
    tallies = {(tally.ruleset, tally.rule): tally for tally in audit.content.tallies}
    columns: list[_Column] = []
    for one, named in sorted(exhibits, key=lambda pair: order.index(pair[1].held_in)):
        tally = tallies.get((one.ruleset, one.rule))
        title = printable(f"{tally.clause} {words.said(tally.title)}" if tally else one.rule).strip()
        group = printable(register_text(audit, named.held_in, words))
        anchor = all_.anchor(tally) if tally else None
        head = Head(str(len(columns) + 1), group, anchor, title)
        columns.append(_Column(head, [*_states(one, named, words)]))
    return columns


def _states(exhibit: Exhibit, named: Named, words: Words) -> Iterable[tuple[_State, int, Sequence[str]]]:
    for row, sign, grade, names in zip(exhibit.rows, named.signs, named.grades, named.names, strict=True):
        title = printable(str(row[0][words.lang]))
        yield _State(title, printable(words.said(sign))[:1], grade), sum(map(int, row[1:])), names


def _picture(name: str, title: str, columns: Sequence[_Column], words: Words) -> Picture:
    states = [column.of for column in columns]
    wanting, calm = _rows(states)
    drawn = [*wanting[:MOST], *calm[: max(0, min(CALM, MOST - len(wanting)))]]
    lines = [Line(label(one), [_square(column.get(one)) for column in states]) for one in drawn]
    heads = [column.head for column in columns]
    return Picture(
        name,
        printable(title),
        words("roster_note"),
        _keys(columns),
        grids(heads, lines, _SHAPE, thin=True),
        words("roster_told", count=f"{len(wanting) + len(calm):,}", rules=len(columns), listed=_sums(columns, words)),
        _remarks(columns, len(wanting[MOST:]), len(wanting) + len(calm) - len(drawn), words),
        heads,
        listed=[(column.head, _listed(column, words)) for column in columns],
    )


def _square(state: _State | None) -> Square:
    return Square() if state is None else Square(f"grade-{state.grade}", state.sign)


def _rows(states: Sequence[Mapping[str, _State]]) -> tuple[list[str], list[str]]:
    """All names: those with something that is not current, the worst first, and the others."""
    wanting: dict[str, tuple[int, ...]] = {}
    calm = []
    for name in sorted({name for column in states for name in column}):
        grades = [column[name].grade for column in states if name in column]
        counts = tuple(-grades.count(grade) for grade in _ORDER if grade != "current")
        if any(counts):
            wanting[name] = counts
        else:
            calm.append(name)
    return sorted(wanting, key=lambda name: wanting[name]), calm


def _keys(columns: Sequence[_Column]) -> list[Key]:
    """Every state that occurs, the worst first."""
    found = {state.title: state for column in columns for state, _, _ in column.states}
    return [
        Key(f"grade-{one.grade}", one.sign, one.title) for one in sorted(found.values(), key=lambda s: _ORDER[s.grade])
    ]


def _sums(columns: Sequence[_Column], words: Words) -> str:
    sums: dict[str, int] = {}
    for column in columns:
        for state, count, _ in column.states:
            sums[state.title] = sums.get(state.title, 0) + count
    return words.listed([f"{title} {count:,}" for title, count in sums.items()])


def _remarks(columns: Sequence[_Column], wanting: int, rest: int, words: Words) -> list[str]:
    """What is not drawn: further rows, and those that the audit only counts."""
    name = "roster_rest" if wanting else "roster_calm"
    found = [words(name, count=f"{rest:,}", wanting=f"{wanting:,}")] if rest else []
    unnamed = [column for column in columns if column.unnamed]
    return found + [words("roster_unnamed", column=one.head.label, count=f"{one.unnamed:,}") for one in unnamed]


def _listed(column: _Column, words: Words) -> str:
    """Who stands in which state of one rule; of those who are current only how many."""
    told = []
    for state, count, names in column.states:
        shown = [printable(name) for name in names[:_NAMED]] if state.grade != "current" else []
        if shown and count > len(shown):
            shown.append(words("units_more", count=f"{count - len(shown):,}"))
        head = f"{state.title} {count:,}"
        told.append(words("chart_row", label=head, listed=words.listed(shown)) if shown else head)
    return words("chart_end").join(told)
