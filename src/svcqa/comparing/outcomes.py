"""Outcomes: which findings of the old version are gone, and what about the records they rested on is different.

Late stays late: a finding that is no longer found after a recorded time was changed is not solved by that, and is told
apart from one that is gone because what was missing was filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa

from svcqa.comparing.listing import places_of
from svcqa.findings import Audit, Location
from svcqa.lines import Lines, lines_of
from svcqa.versions import OUTCOMES, Apart, Change, Outcome, Outlook

_AFTER: dict[str, Outcome] = {"time": "after_time", "signature": "after_signature", "result": "after_result"}
Place = tuple[str, str, str]


def outlook(
    old: Audit, new: Audit, *, changes: Lines[Change], apart: Lines[Apart]
) -> tuple[Lines[Outlook], dict[Outcome, int]]:
    """What became of every finding, and how many of each there are.

    Args:
        old: the audit of the old version.
        new: that of the new one, by the same rules at the same date.
        changes: the cells that differ.
        apart: the records that only one version holds.
    """
    kept, still = _persisting(old, new)
    changed, gone, unjudged = _changed(changes), _gone(apart), _not_judged(new)
    told = [
        "persisting" if stays else _outcome(cells, bool({subject, subject[:2]} & unjudged), changed, gone)
        for stays, cells, subject in zip(kept, _cells(old), _subjects(old), strict=True)
    ]
    fresh = ["" if stays else "new" for stays in still]
    lines = lines_of(Outlook, [_columns(old, told), _columns(new, fresh)])
    rank = {name: number for number, name in enumerate(OUTCOMES)}
    order = sorted(range(len(lines)), key=lambda at: rank[names[at]]) if (names := _names(lines)) else []
    counted = Counter(names)
    return Lines(Outlook, lines.table.take(pa.array(order, pa.int64()))), {
        name: counted[name] for name in OUTCOMES if counted[name]
    }


def _names(lines: Lines[Outlook]) -> list[Outcome]:
    found: list[Outcome] = lines.table.column("outcome").to_pylist()
    return found


def _persisting(old: Audit, new: Audit) -> tuple[list[bool], list[bool]]:
    """Of the findings of either audit, whether the other has them too.

    Where a key is blank or repeated, a fingerprint hangs on the whole record; there the same words about the same key
    are the same finding.
    """
    prints = [one.findings.table.column("fingerprint").to_pylist() for one in (old, new)]
    both = set(prints[0]) & set(prints[1])
    told = [
        list(zip(_subjects(one), one.findings.table.column("message").to_pylist(), strict=True)) for one in (old, new)
    ]
    left = [
        Counter(words for one, words in zip(names, said, strict=True) if one not in both)
        for names, said in zip(prints, told, strict=True)
    ]
    return _shared(prints[0], told[0], both, left[0] & left[1]), _shared(prints[1], told[1], both, left[0] & left[1])


def _shared(names: list[str], told: list[Any], both: set[str], alike: Counter[Any]) -> list[bool]:
    found = []
    for name, words in zip(names, told, strict=True):
        by_words = name not in both and alike[words] > 0
        alike[words] -= by_words
        found.append(name in both or by_words)
    return found


def _subjects(audit: Audit) -> list[tuple[str, ...]]:
    """Ruleset, rule and key of every finding."""
    table = audit.findings.table
    return list(zip(*(table.column(name).to_pylist() for name in ("ruleset", "rule", "key")), strict=True))


def _cells(audit: Audit) -> Iterator[set[Place]]:
    """The cells of every finding."""
    decoder = msgspec.json.Decoder(list[Location])
    for one in audit.findings.table.column("locations").to_pylist():
        yield {(cell.file, cell.sheet, cell.cell) for cell in decoder.decode(one)}


def _outcome(cells: set[Place], unjudged: bool, changed: dict[Place, str], gone: set[Place]) -> Outcome:
    found = {changed[cell] for cell in cells if cell in changed}
    for what, outcome in _AFTER.items():
        if what in found:
            return outcome
    if unjudged:
        return "not_judged"
    if cells & gone:
        return "record_gone"
    return "filled_in" if found and found <= {"filled"} else "otherwise"


def _changed(changes: Lines[Change]) -> dict[Place, str]:
    """Cell of the old version → how it differs: ``time``, ``signature``, ``result``, ``filled`` or ``other``."""
    flags, kinds, places = (changes.table.column(name).to_pylist() for name in ("flag", "kind", "old"))
    return {
        place: flag if flag in _AFTER else "filled" if kind in {"filled", "calculated"} else "other"
        for flag, kind, place in zip(flags, kinds, places_of(places), strict=True)
        if kind != "spelt"
    }


def _gone(apart: Lines[Apart]) -> set[Place]:
    """The cells of records that the new version lacks."""
    return {
        (cell.file, cell.sheet, cell.cell)
        for one in apart
        if one.version == "old" and one.what == "gone"
        for cell in one.cells
    }


def _not_judged(audit: Audit) -> set[tuple[str, ...]]:
    """Subjects that an audit could not judge, and rules that it did not assess."""
    table = audit.unjudged.table
    subjects = zip(*(table.column(name).to_pylist() for name in ("ruleset", "rule", "key")), strict=True)
    return {*subjects, *((one.ruleset, one.rule) for one in audit.content.tallies if not one.assessed)}


def _columns(audit: Audit, outcomes: Sequence[str]) -> dict[str, list[str]]:
    """The findings of an audit that have an outcome, by column."""
    wanted = pa.array([bool(one) for one in outcomes], pa.bool_())
    table = audit.findings.table.filter(wanted)
    names = [name for name in Outlook.__struct_fields__ if name != "outcome"]
    return {"outcome": [one for one in outcomes if one], **{name: table.column(name).to_pylist() for name in names}}
