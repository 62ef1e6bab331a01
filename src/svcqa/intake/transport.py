"""How sheets cross the pipe from the child: a JSON header, then the columns as one Arrow stream per sheet.

Columns cross, never rows, and never pickles: the child has read files nobody vouches for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

import numpy as np
import pyarrow as pa

from svcqa.errors import InputError, LockedError, PluginError, Problem, SvcqaError
from svcqa.grid import blank, is_blank
from svcqa.requests import Column, Sheet, Sheets
from svcqa.text import Text

_ERRORS: dict[str, type[SvcqaError]] = {one.__name__: one for one in (InputError, LockedError, PluginError)}


def send(pipe: IO[bytes], header: dict[str, Any]) -> None:
    """Write one header line."""
    pipe.write(json.dumps(header).encode() + b"\n")


def receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """The next header line, or None at the end of the pipe (also in the middle of a line)."""
    line = pipe.readline()
    if not line.endswith(b"\n"):
        return None
    header: dict[str, Any] = json.loads(line)
    return header


def send_sheets(pipe: IO[bytes], sheets: Sheets) -> None:
    """Write all sheets of a file."""
    send(pipe, {"facts": dict(sheets.facts), "sheets": [_header(sheet) for sheet in sheets.sheets]})
    for sheet in sheets.sheets:
        _send_cells(pipe, sheet)
    pipe.flush()


def send_sheet(pipe: IO[bytes], sheet: Sheet) -> None:
    """Write one sheet with its own header."""
    send(pipe, {"sheet": _header(sheet)})
    _send_cells(pipe, sheet)


def _send_cells(pipe: IO[bytes], sheet: Sheet) -> None:
    if sheet.columns:
        batch = pa.record_batch(_arrays(sheet))
        with pa.ipc.new_stream(pipe, batch.schema) as writer:
            writer.write_batch(batch)  # a single one, so that the parent has nothing to join


def receive_sheets(pipe: IO[bytes]) -> Sheets:
    """Read what :func:`send_sheets` wrote.

    Raises:
        EOFError: the child died in between.
    """
    header = receive(pipe)
    if header is None:
        raise EOFError
    return Sheets([receive_sheet(pipe, one) for one in header["sheets"]], header["facts"])


def receive_sheet(pipe: IO[bytes], header: dict[str, Any]) -> Sheet:
    """The cells of one sheet, of which the header was received.

    Raises:
        EOFError: the child died in between.
    """
    columns: list[Column] = []
    if header["columns"]:
        try:
            with pa.ipc.open_stream(pipe) as reader:
                table = reader.read_all()
        except (pa.ArrowInvalid, OSError) as error:
            raise EOFError from error
        arrays = {name: table.column(name).chunk(0) for name in table.column_names}
        columns = [_column(arrays, number, header["rows"]) for number in range(header["columns"])]
    return Sheet(
        header["name"],
        columns,
        header["rows"],
        header["state"],
        header["hidden_rows"],
        header["hidden_columns"],
        [tuple(one) for one in header["merged"]],
        header["problem"],
    )


def problem_header(error: SvcqaError) -> dict[str, Any]:
    """An error as a header."""
    problems = [
        [one.what.zh, one.what.en, one.where, one.kind, *((one.mend.zh, one.mend.en) if one.mend else ())]
        for one in error.problems
    ]
    return {"error": type(error).__name__, "problems": problems}


def problem_of(header: dict[str, Any]) -> SvcqaError:
    """The error a header tells of."""
    problems = [
        Problem(Text(zh, en), where, Text(*mend) if mend else None, kind)
        for zh, en, where, kind, *mend in header["problems"]
    ]
    return _ERRORS.get(header["error"], InputError)(*problems)


def _header(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "columns": len(sheet.columns),
        "state": sheet.state,
        "hidden_rows": list(sheet.hidden_rows),
        "hidden_columns": list(sheet.hidden_columns),
        "merged": [list(one) for one in sheet.merged],
        "problem": sheet.problem,
    }


def _arrays(sheet: Sheet) -> dict[str, pa.Array]:
    arrays: dict[str, pa.Array] = {}
    for number, column in enumerate(sheet.columns):
        if is_blank(column):
            continue
        arrays[f"{number}.tags"] = pa.array(column.tags)
        if column.numbers is not None:
            arrays[f"{number}.numbers"] = pa.array(column.numbers)
        if column.moments is not None:
            arrays[f"{number}.moments"] = pa.array(column.moments)
        if column.texts is not None:
            arrays[f"{number}.texts"] = column.texts
    return arrays


def _column(arrays: Mapping[str, pa.Array], number: int, rows: int) -> Column:
    def values(kind: str) -> np.ndarray | None:
        found = arrays.get(f"{number}.{kind}")
        return None if found is None else found.to_numpy(zero_copy_only=False)  # no time is a null on its way

    tags = values("tags")
    if tags is None:
        return blank(rows)
    return Column(tags, values("numbers"), values("moments"), arrays.get(f"{number}.texts"))
