"""What sheets, headings and dates may mean: proposals that somebody confirms, and the settings this makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from svcqa.config import Config
from svcqa.web.results.nouns import Proposal, Slot

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount, MappedColumn, SheetAccount

SLOTS: tuple[Slot, ...] = ("columns", "formats", "sheets")
Place = tuple[int, int]


def proposals(inputs: Sequence[InputAccount]) -> list[Proposal]:
    """Everything that the sheets of some files may mean, each once with all its places.

    A column stands under the register of its sheet, or under the one the sheet is most like.
    """
    found: dict[str, Proposal] = {}
    for one in _each(inputs):
        before = found.get(one.name)
        found[one.name] = replace(before, places=[*before.places, *one.places]) if before else one
    return list(found.values())


def confirmed(config: Config, taken: Iterable[Proposal]) -> Config:
    """The settings with what was confirmed."""
    data = _plain(config)
    for one in taken:
        if one.inner:
            data[one.slot].setdefault(one.outer, {})[one.inner] = one.value
        else:
            data[one.slot][one.outer] = one.value
    return _config(config, data)


def undone(config: Config, one: Proposal) -> Config:
    """The settings without one of those that stand."""
    data = _plain(config)
    slot, outer, inner = one.key
    if inner:
        data[slot].get(outer, {}).pop(inner, None)
        data[slot] = {name: held for name, held in data[slot].items() if held}
    else:
        data[slot].pop(outer, None)
    return _config(config, data)


def standing(config: Config) -> list[Proposal]:
    """What is confirmed already, as one confirms it, without places; tables that were declared at length are not."""
    data = _plain(config)
    nested = [
        Proposal(slot, outer, inner, value, outer, [])
        for slot in SLOTS[:2]
        for outer, held in data[slot].items()
        for inner, value in held.items()
    ]
    plain = {name: tables[0] for name, tables in data["sheets"].items() if len(tables) == 1}
    sheets = [
        Proposal("sheets", name, "", table["register"], table["register"], [])
        for name, table in plain.items()
        if table.keys() == {"register"}
    ]
    return [*nested, *sheets]


def open_ones(found: Iterable[Proposal], config: Config) -> list[Proposal]:
    """Those that are not settled by the settings."""
    settled = {one.key for one in standing(config)}
    return [one for one in found if one.key not in settled]


def _each(inputs: Sequence[InputAccount]) -> Iterator[Proposal]:
    for number, file in enumerate(inputs):
        for position, sheet in enumerate(file.sheets):
            yield from _of_sheet(file.name, sheet, (number, position))


def _of_sheet(file: str, sheet: SheetAccount, place: Place) -> Iterator[Proposal]:
    register = sheet.register or sheet.nearest
    if register is None:
        return
    name = _name(file, sheet)
    if sheet.nearest and name and not sheet.region:
        yield Proposal("sheets", name, "", register, register, [(*place, "")])
    for column in sheet.columns:
        if column.proposed:
            yield Proposal("columns", register, column.heading, column.proposed, register, [(*place, column.column)])
        yield from _formats(column, register, place)


def _name(file: str, sheet: SheetAccount) -> str:
    """By what name a sheet is declared; none for what a program called it, for that says nothing of other files."""
    from svcqa.intake.layout.recognising import Names

    name = sheet.sheet or file.rpartition("/")[2].rpartition(".")[0]
    return "" if Names(name).unnamed else name


def _formats(column: MappedColumn, register: str, place: Place) -> Iterator[Proposal]:
    for doubt in column.doubts:
        if column.field and doubt.how != "lenient":
            for one in doubt.formats:
                yield Proposal("formats", register, column.field, one, register, [(*place, column.column)], doubt.text)


def _plain(config: Config) -> dict[str, Any]:
    return {slot: dict(config.bearing.get(slot, {})) for slot in SLOTS}


def _config(config: Config, data: Mapping[str, Any]) -> Config:
    return Config.model_validate({**config.bearing, **data})
