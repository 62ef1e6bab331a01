"""The baseline of an audit without what tells who somebody is.

The files of the earlier audit are not at hand, so that nobody can say which of its cells are about a person: what its
findings quote is left out, and that is said. Their keys stay, without names and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from svcqa.accounts import Location, Said
from svcqa.baselines import Baseline, Former
from svcqa.masking.hiding import Hiding
from svcqa.personal import Personal

Levels = Mapping[str, Mapping[str, Personal]]
"""Register → field → what it holds of people."""


def hidden(baseline: Baseline, hiding: Hiding, personal: Levels) -> Baseline:
    """The same baseline, masked."""
    told = {
        name: [Said(hiding.text(one.zh), hiding.text(one.en)) for one in getattr(baseline, name)]
        for name in ("incomparable", "caveats")
    }
    former = [_former(one, hiding, personal.get(one.register, {})) for one in baseline.former]
    return replace(baseline, name=hiding.text(baseline.name), former=former, people=[], masked=True, **told)


def _former(one: Former, hiding: Hiding, personal: Mapping[str, Personal]) -> Former:
    def part(field: str, written: str) -> str:
        level = personal.get(field)
        return hiding.cell(written, level) if level else hiding.text(written)

    cells = [Location(hiding.text(cell.file), hiding.text(cell.sheet), cell.cell) for cell in one.locations]
    return replace(
        one,
        key={field: written and part(field, written) for field, written in one.key.items()},
        unit=one.unit and hiding.text(one.unit),
        message=Said("", ""),
        locations=cells,
        excused_by=one.excused_by and hiding.text(one.excused_by),
    )
