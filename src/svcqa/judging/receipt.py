"""The receipt: the defects of all files in the order in which they stand there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from svcqa.intake import Imported
from svcqa.intake.identity import resolved
from svcqa.judging.absences import absences, placed
from svcqa.judging.defects import Chunk, defects_of
from svcqa.judging.subjects import subjects_of
from svcqa.lines import lines_of
from svcqa.receipts import Defect, Receipt
from svcqa.registers import Register


def receipt(imported: Imported, registers: Mapping[str, Register], settings: Mapping[str, str]) -> Receipt:
    """What is missing or cannot be read in the files; the records are judged as every audit judges them.

    Args:
        imported: the records and the accounts of the files.
        registers: the registers that were to be recognised.
        settings: settings by which the files were read otherwise than usual.
    """
    subjects = subjects_of(resolved(imported.records))
    chunks = [_absent(imported, registers)]
    for name in subjects:
        accounts = [
            (position, sheet) for position, _, sheet in placed(imported.inputs) if sheet and sheet.register == name
        ]
        chunks += defects_of(name, subjects, accounts)
    columns = _in_order(chunks)
    titles = {name: register.title for name, register in registers.items()}
    return Receipt(imported.inputs, lines_of(Defect, [columns] if columns["kind"] else []), titles, settings)


def _absent(imported: Imported, registers: Mapping[str, Register]) -> Chunk:
    found = list(absences(imported.inputs, registers))
    columns = {name: [row[name] for _, row in found] for name in Defect.__struct_fields__}
    return Chunk(columns, np.array([place for place, _ in found], dtype=np.int64).reshape(-1, 3))


def _in_order(chunks: list[Chunk]) -> dict[str, list[Any]]:
    place = np.concatenate([chunk.place for chunk in chunks])
    order = np.lexsort(place.T[::-1]).tolist()
    whole = {name: [cell for chunk in chunks for cell in chunk.columns[name]] for name in Defect.__struct_fields__}
    return {name: [cells[number] for number in order] for name, cells in whole.items()}
