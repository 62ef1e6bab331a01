"""Layout: which tables stand on a sheet, which registers they are, and which rows are no records.

Tables stand below each other, parted by a blank row (or a total) and headings of their own, or beside each other,
parted by a blank column. Each is read on its own region; what is no known register is listed with its range.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from svcqa.accounts import Said
from svcqa.intake.forms.reading import read_forms
from svcqa.intake.layout import recognising
from svcqa.intake.layout.declared import TableSetting
from svcqa.intake.layout.footers import Body, sorted_rows
from svcqa.intake.layout.headers import Block, blocks_at
from svcqa.intake.layout.merging import Merges
from svcqa.intake.layout.nearest import nearest
from svcqa.intake.layout.proposals import proposed
from svcqa.intake.layout.recognising import Candidate, Known, Names, candidates
from svcqa.intake.layout.regions import View, openings, strips
from svcqa.intake.layout.spreading import spread
from svcqa.intake.layout.strangers import is_foreign, is_word, looks_like_headings, rows_of_words
from svcqa.intake.layout.tables import Found, Table, Untaken
from svcqa.intake.placing import declared_tables
from svcqa.requests import Sheet

__all__ = ["Found", "Known", "Names", "Table", "Untaken", "find_tables"]
HEAD_ROWS = 30
"""Among these rows the headings of the first table are looked for."""
_TITLES = 6
"""Title rows that may stand above headings."""


@dataclass(frozen=True, eq=False)
class _Band:
    """Rows of a window that belong to one table: from its titles to the row above the next one's."""

    top: int
    head: Candidate | None
    """Its headings; None for headings of no known register."""


def find_tables(sheet: Sheet, names: Names, known: Known) -> list[Found]:
    """The tables of a sheet and what else stands there; together all of its rows.

    Args:
        sheet: the sheet.
        names: what it and its file are called.
        known: registers it may hold, with their headings.
    """
    view = View.of(sheet)
    settings = known.sheets.get(sheet.name) or known.sheets.get(names.sheet) or ()

    def look(window: View, setting: TableSetting) -> Iterator[Found]:
        own = known.only(setting.of)
        return iter(read_forms(window, names, own, [*_tables(window, names, own, setting)]))

    if any(setting.is_placed for setting in settings):
        return list(declared_tables(view, settings, known, look))
    declared = settings[0] if settings else None
    if declared is not None and declared.of not in known.registers:
        return [Untaken(view.region, recognising.undeclared(declared.of))]
    own, merges = {setting.of: setting for setting in settings}, Merges(sheet)
    found = read_forms(
        view, names, known.only(declared.of) if declared else known, [*_tables(view, names, known, declared)]
    )
    return [
        _asked_for(spread(merges, one, own.get(one.register), known), known) if isinstance(one, Table) else one
        for one in found
    ]


def _asked_for(table: Table, known: Known) -> Found:
    if table.register not in known.idle or known.registers[table.register].waives:
        return table  # an approved deviation excuses findings, also where no rule asks for it
    return Untaken(table.region, recognising.not_asked_for(table.register, known))


def _tables(view: View, names: Names, known: Known, declared: TableSetting | None) -> Iterator[Found]:
    found = _heads(view, names, known, declared)
    best = next((one for one in found if one.enough), None)
    beside = _side_by_side(view, best, names, known)
    if beside:
        for strip in beside:
            yield from _tables(strip, names, known, None)
        return
    bands, repeats = _bands(view, best, found, known)
    if len(bands) > 1:
        ends = [*(band.top for band in bands[1:]), view.sheet.rows]
        for band, end in zip(bands, ends, strict=True):
            own = declared if best is None or band.head is best else None
            yield from _tables(view.rows(band.top, end), names, known, own)
        return
    if best is None and declared is not None:
        yield Untaken(view.region, recognising.unheaded())
        return
    yield _single(view, best, found, repeats, known)


def _heads(view: View, names: Names, known: Known, declared: TableSetting | None) -> list[Candidate]:
    """Everything that may be headings, the likeliest first."""
    rows = _rows_to_try(view, known)
    view.shown.load([one for row in rows for one in range(row, min(row + 3, view.sheet.rows))])
    blocks = [block for row in rows for block in blocks_at(view, row, known.words)]
    found = [one for block in blocks for one in candidates(block, known, names, declared, view.region.left)]
    # of equal scores, the reading with fewer heading rows, unless layout tells that there are more
    # and of equal registers the one that somebody asks for
    return sorted(
        found,
        key=lambda one: (
            -one.score, one.register in known.idle, not one.block.certain, one.block.first, one.block.depth,
        ),
    )  # fmt: skip


def _rows_to_try(view: View, known: Known) -> list[int]:
    head = range(min(view.sheet.rows, HEAD_ROWS))
    if view.sheet.rows <= HEAD_ROWS:
        return list(head)
    openers = {*openings(view, partial(is_word, known=known)), *rows_of_words(view.sheet, known.spelled)}
    further = sorted(row for row in openers if row >= HEAD_ROWS)
    view.shown.load([one for row in further for one in range(row, min(row + 2, view.sheet.rows))])
    return [*head, *(row for row in further if known.hits(next(blocks_at(view, row, known.words))) >= 2)]


def _side_by_side(view: View, best: Candidate | None, names: Names, known: Known) -> list[View]:
    """The strips of columns to read one by one, if several of them hold a table of their own."""
    parts = strips(view.sheet)
    if len(parts) < 2:
        return []
    cuts = [left for left, _ in parts[1:]]
    views = [
        view.columns(left, right) for left, right in zip([0, *cuts], [*cuts, len(view.sheet.columns)], strict=True)
    ]
    tops = [next((one for one in _heads(part, names, known, None) if one.enough), None) for part in views]
    # one table with a blank column in it knows as many fields as its strips together
    apart = sum(one.hits for one in tops if one is not None)
    return views if apart > (best.hits if best else 0) else []


def _bands(
    view: View, best: Candidate | None, found: Sequence[Candidate], known: Known
) -> tuple[list[_Band], list[tuple[int, Block]]]:
    """The tables of a window from the top down, and headings that only come again."""
    if best is None:
        return [], []
    heads = _accepted(view, best, found)
    bands: list[_Band] = []
    repeats: list[tuple[int, Block]] = []
    below = 0
    for one, reach in heads:
        top, below = reach if reach >= below else one.block.first, one.block.rows.stop
        above = bands[-1].head if bands else None
        if above is not None and (above.register, above.fields) == (one.register, one.fields):
            repeats.append((top, one.block))
        else:
            bands.append(_Band(top, one))
    own = {row for one in found if one.enough for row in one.block.rows}
    bands += [_Band(top, None) for row, top in _foreign(view, bands, known) if row not in own]
    tops = {band.top: band for band in reversed(bands)}
    bands = [tops[top] for top in sorted(tops)]
    return bands and [_Band(0, bands[0].head), *bands[1:]], repeats


def _accepted(view: View, best: Candidate, found: Sequence[Candidate]) -> list[tuple[Candidate, int]]:
    """Headings that begin a table, each with the first row of the titles above them."""
    taken = [best]
    # the row right below headings is a record, whatever it says
    own = set(range(best.block.first, best.block.rows.stop + 1))
    kinds = {(best.register, frozenset(best.fields))}
    for one in found:
        rows, kind = one.block.rows, (one.register, frozenset(one.fields))
        if not one.enough or own & set(rows) or not _is_clean(view, one):
            continue
        top = _top(view, rows.start)
        # what reaches over other headings are records, not titles
        if kind in kinds or _begins(view, one, rows.start if own & set(range(top, rows.start)) else top):
            taken.append(one)
            own.update(range(rows.start, rows.stop + 1))
            kinds.add(kind)
    return [(one, _top(view, one.block.first)) for one in sorted(taken, key=lambda one: one.block.first)]


def _is_clean(view: View, one: Candidate) -> bool:
    """Nothing but text stands in the headings, and all of it is known, or three or more and most of it."""
    labels = [label for label in one.block.labels if label is not None]
    known = one.hits == len(labels) or (one.hits >= 3 and 2 * one.hits > len(labels))
    return known and all(view.shown.is_text(row) for row in one.block.rows)


def _begins(view: View, one: Candidate, top: int) -> bool:
    """A blank row or a total stands above the headings and their titles; or every cell of the row is a heading."""
    labels = sum(label is not None for label in one.block.labels)
    return top == 0 or bool(view.breaks[top - 1]) or one.hits == labels >= 3


def _top(view: View, first: int) -> int:
    """The first of the title rows above some headings: right above them, or parted from them by a blank row."""
    top = _climb(view, first, lambda cells: len(cells) <= 2)
    blank = top
    while blank > 0 and not view.filled[blank - 1]:
        blank -= 1
    if blank == top or not blank:
        return top
    above = _climb(view, blank, _is_title)
    return above if above < blank and (not above or not view.filled[above - 1]) else top


def _climb(view: View, first: int, is_title: Callable[[dict[int, str]], bool]) -> int:
    """The first of the titles that stand right above a row; the row itself where a record is among them."""
    top = first
    while top > 0 and first - top < _TITLES and not view.breaks[top - 1] and is_title(view.shown.filled(top - 1)):
        top -= 1
    return top if top == 0 or view.breaks[top - 1] else first


def _is_title(cells: dict[int, str]) -> bool:
    """One cell, or a pair of which the first asks for the second."""
    return len(cells) == 1 or (len(cells) == 2 and next(iter(cells.values())).rstrip().endswith((":", "：")))


def _foreign(view: View, bands: Sequence[_Band], known: Known) -> Iterator[tuple[int, int]]:
    """Headings of no known register: their row, and the first of the titles above it."""
    heads = [band.head for band in bands if band.head]
    firsts = [head.block.first for head in heads]
    for row in openings(view, partial(is_word, known=known)):
        cells = view.shown.filled(row)
        if not looks_like_headings(cells, known):
            continue
        above = heads[at - 1] if (at := bisect_left(firsts, row)) else None
        if above is None:
            below = row + 1 < heads[0].block.first and not view.breaks[row + 1]
            if below and len(view.shown.filled(row + 1)) > 1:
                yield row, _top(view, row)
        elif row not in above.block.rows and is_foreign(cells, above, known):
            yield row, _top(view, row)


def _single(
    view: View, best: Candidate | None, found: Sequence[Candidate], repeats: Sequence[tuple[int, Block]], known: Known
) -> Found:
    if best is None:
        return _untaken(view, found, known)
    same = [one for one in found if set(one.block.rows) & set(best.block.rows)]
    rival = next((one for one in same if one.register != best.register and one.enough), None)
    if rival is not None and rival.score == best.score and rival.register not in known.idle:
        return Untaken(view.region, recognising.tie(best, rival, known))
    register = known.registers[best.register]
    matches = proposed(best.matches, register, known.aliases[best.register])
    rows, aside = sorted_rows(Body(view, best.block, matches, register, repeats))
    notes = list(_others(best, found, repeats, view, known))
    why = recognising.reason(best, rival, known)
    return Table(view.region, best.register, best.block.rows, matches, rows, aside, why, notes).placed()


def _untaken(view: View, found: Sequence[Candidate], known: Known) -> Untaken:
    near = nearest(view, found, known)
    in_doubt = bool(found) and any(match.how == "ambiguous" for match in found[0].matches)
    why = recognising.nothing(found, known) if near is None or in_doubt else near.why(known)
    if near is None:
        return Untaken(view.region, why)
    one = near.best.liked
    return Untaken(view.region, why, one.matches, near.best.block.rows, one.register).placed()


def _others(
    best: Candidate, found: Sequence[Candidate], repeats: Sequence[tuple[int, Block]], view: View, known: Known
) -> Iterator[Said]:
    """Headings of further tables that nothing parts from the records above, so that they are not read as such."""
    taken = {*best.block.rows, *(row for _, block in repeats for row in block.rows)}
    for one in found:
        if one.enough and not taken & set(one.block.rows) and one.fields != best.fields:
            taken.update(one.block.rows)
            yield recognising.another(view.region.top + one.block.first + 1, one, best.register, known)
