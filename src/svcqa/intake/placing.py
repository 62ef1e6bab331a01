"""Placing: the tables of a sheet that are declared with their place; what stands beside them is listed.

Nothing is guessed where something is declared: the rows named are the headings, whatever they say, and the register
is certain. Only what is left open is looked for, within the range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from svcqa.accounts import Said
from svcqa.intake.forms.matrices import declared_matrix
from svcqa.intake.forms.reading import declared_form
from svcqa.intake.layout import recognising
from svcqa.intake.layout.declared import Area, TableSetting
from svcqa.intake.layout.footers import Body, sorted_rows
from svcqa.intake.layout.headers import block_of
from svcqa.intake.layout.merging import Merges
from svcqa.intake.layout.proposals import proposed
from svcqa.intake.layout.recognising import Known
from svcqa.intake.layout.regions import Region, View
from svcqa.intake.layout.spreading import spread
from svcqa.intake.layout.strangers import rows_of_words
from svcqa.intake.layout.tables import Found, Table, Untaken
from svcqa.quoting import column_letter

_EXAMPLES = 3
Look = Callable[[View, TableSetting], Iterator[Found]]


def declared_tables(view: View, settings: Sequence[TableSetting], known: Known, look: Look) -> Iterator[Found]:
    """The tables that are declared on a sheet, and the regions beside them in which anything stands.

    Args:
        view: all of the sheet.
        settings: what is declared; their areas do not overlap.
        known: registers and their headings.
        look: finds the headings within a window, for a table of which only the range is declared.
    """
    merges = Merges(view.sheet)
    regions = [_region(setting.area, view.region) for setting in settings]
    for setting, region in zip(settings, regions, strict=True):
        for one in _declared(view.part(region), setting, known, look):
            yield spread(merges, one, setting, known) if isinstance(one, Table) else one
    for region in _rest(view, regions):
        yield Untaken(region, recognising.outside())


def _region(area: Area, whole: Region) -> Region:
    """The area as far as the sheet goes."""
    bottom = whole.bottom if area.bottom is None else min(area.bottom, whole.bottom)
    right = whole.right if area.right is None else min(area.right, whole.right)
    if bottom <= area.top or right <= area.left:
        return Region(area.top, area.left, area.top, area.left)
    return Region(area.top, area.left, bottom, right)


def _declared(view: View, setting: TableSetting, known: Known, look: Look) -> Iterator[Found]:
    if setting.of not in known.registers:
        yield Untaken(view.region, recognising.undeclared(setting.of))
    elif not view.sheet.rows or (setting.heads and setting.heads.stop > view.region.bottom):
        yield Untaken(view.region, recognising.beyond())
    elif setting.form:
        yield declared_form(view, setting, known)
    elif setting.matrix:
        yield declared_matrix(view, setting, setting.matrix, known)
    elif setting.heads is None:
        yield from look(view, setting)
    else:
        yield _given(view, setting, setting.heads, known)


def _given(view: View, setting: TableSetting, heads: range, known: Known) -> Found:
    """The table whose headings are declared."""
    register, aliases = known.registers[setting.of], known.aliases[setting.of]
    block = block_of(view, heads.start - view.region.top if heads else 0, len(heads))
    columns = setting.columns_from(view.region.left)
    matches = proposed(aliases.match(block.labels, columns), register, aliases)
    if not any(match.field for match in matches):
        return Untaken(view.region, recognising.unheaded(), matches, heads)
    rows, aside = sorted_rows(Body(view, block, matches, register))
    why, notes = recognising.certain(matches), [*_empty(view, columns), *_strange(view, rows, known)]
    return Table(view.region, setting.of, block.rows, matches, rows, aside, why, notes).placed()


def _empty(view: View, columns: dict[int, str]) -> Iterator[Said]:
    """Columns that are declared and lie beyond what the sheet holds."""
    beyond = [column_letter(one + view.region.left) for one in columns if one >= len(view.sheet.columns)]
    if beyond:
        yield Said(
            f"svcqa.yaml写明的{'、'.join(beyond)}列里什么也没有",
            f"nothing stands in column {', '.join(beyond)}, which svcqa.yaml names",
        )


def _strange(view: View, records: np.ndarray, known: Known) -> Iterator[Said]:
    """Records that read like headings: the range may reach over another table."""
    rows = np.intersect1d(records, rows_of_words(view.sheet, known.spelled)) + view.region.top + 1
    if len(rows):
        some = [str(row) for row in rows[:_EXAMPLES].tolist()]
        more = len(rows) > _EXAMPLES
        yield Said(
            f"第{'、'.join(some)}行{'等' if more else ''}像表头，却在svcqa.yaml写明的表里，按记录读入；请核对range",
            f"row {', '.join(some)}{' and others' if more else ''} reads like headings, but lies within the table that "
            "svcqa.yaml names and was read as a record; check its range",
        )


def _rest(view: View, taken: Sequence[Region]) -> Iterator[Region]:
    """The rectangles beside some regions in which anything stands."""
    whole = view.region
    edges = sorted({0, whole.bottom, *(edge for one in taken for edge in (one.top, one.bottom) if edge < whole.bottom)})
    begun: dict[tuple[int, int], int] = {}
    for top, bottom in zip(edges, [*edges[1:], None], strict=True):
        free = {} if bottom is None else dict.fromkeys(_gaps(top, taken, whole.right), top)
        for gap in [gap for gap in begun if gap not in free]:
            region = Region(begun.pop(gap), gap[0], top, gap[1])
            if view.part(region).filled.any():
                yield region
        begun = {**free, **begun}


def _gaps(row: int, taken: Sequence[Region], width: int) -> Iterator[tuple[int, int]]:
    """Runs of columns in a row that belong to none of some regions."""
    left = 0
    for one in sorted(taken, key=lambda one: one.left):
        if one.top <= row < one.bottom:
            if one.left > left:
                yield left, one.left
            left = one.right
    if left < width:
        yield left, width
