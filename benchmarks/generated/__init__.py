"""A million records of each register of `checks.yaml`, made in memory from one seed, as offices keep them.

Two cells of a hundred are blank, one date of a hundred has no time of day, one in a thousand cannot be read; a few
keys occur twice, a few cases are late, turned round or still open.
"""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.generated import archive, orders, staff
from benchmarks.generated.sheet import ROWS, Filling, Sheet

from svcqa.registers import Records, Register

SHEETS: Mapping[str, tuple[Filling, int]] = {**orders.SHEETS, **staff.SHEETS, **archive.SHEETS}
"""Register → how its records are filled in, and how many there are."""


def records(name: str, register: Register, count: int = ROWS) -> Records:
    """The records of a register; the same ones whenever they are asked for.

    Args:
        name: of the register.
        register: what its fields are.
        count: how many orders are made; everything else shrinks with them.
    """
    fill, rows = SHEETS[name]
    sheet = Sheet(name, register, rows, count)
    fill(sheet)
    return sheet.made()
