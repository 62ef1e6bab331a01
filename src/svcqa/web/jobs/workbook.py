"""The audit workbook of a job: written from what the pages say, read back like that of any audit."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from svcqa.assignment.sheets import CHECKS, WAIVERS
from svcqa.text import Text
from svcqa.web.store.files import Files
from svcqa.web.store.names import apart
from svcqa.web.store.uploads import Handed
from svcqa.web.store.workbooks import Book

if TYPE_CHECKING:
    from svcqa.rulesets import Ruleset

NAME = Text("审核工作簿.xlsx", "audit-workbook.xlsx")
_LARGEST = 1 << 30


def laid(book: Book, rulesets: Sequence[str], taken: Collection[str], store: Files, folder: Path) -> Path | None:
    """Write the workbook, with the proofs beside it; none if nothing is to be said in it.

    Rows about rules that the rulesets do not have any more are left out; the pages say so of them.

    Args:
        book: its rows.
        rulesets: those of the audit.
        taken: names of the other files.
        store: where the proofs are.
        folder: where to write it.
    """
    if not book.rows:
        return None
    from svcqa.assignment.filling import filled
    from svcqa.host import Host
    from svcqa.rulesets import Library, load_all

    loaded = load_all(list(rulesets), Library(Host.discover().ruleset_folders))
    known = {name: one for ruleset in loaded for name, one in ruleset.registers.items()}
    rows = _held(book, loaded, known)
    if not rows:
        return None
    beside = folder / "workbook"
    beside.mkdir(parents=True)
    for name, digest in book.proofs.items():
        shutil.copyfile(store.path(digest), beside / name)
    place = beside / apart(NAME.zh, dict.fromkeys(taken))
    with place.open("wb") as stream:
        filled(rows, known, "zh", stream)
    return place


def kept(place: Path, store: Files) -> Handed:
    """The workbook among the files of the desk, so that every figure leads back to its cell."""
    with place.open("rb") as stream:
        stored = store.take(stream, _LARGEST, place.name)
    return Handed(place.name, stored.digest, stored.size)


def _held(book: Book, loaded: Sequence[Ruleset], known: Collection[str]) -> dict[str, list[dict[str, str]]]:
    """The rows that say something to these rulesets."""
    rules = {(one.name, placed.rule.id) for one in loaded for placed in one.rules}
    found = {sheet: rows for sheet, rows in book.rows.items() if sheet in {CHECKS, WAIVERS, *known}}
    if CHECKS in found:
        found[CHECKS] = [row for row in found[CHECKS] if (row["ruleset"], row["rule"]) in rules]
    return {sheet: rows for sheet, rows in found.items() if rows}
