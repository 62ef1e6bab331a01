"""A mended version held against the one before, written down for pages: in parts, so that a page reads one of them."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from svcqa import baselines, versions
from svcqa.findings import Audit
from svcqa.lines import lines_of
from svcqa.versions import Apart, Change, Comparison, ComparisonContent, Outlook
from svcqa.web.mended.became import STATES, Became, State, of_former, of_fresh

Part = Literal["flagged", "changes", "apart", "findings"]
PART = 50
"""How much of a list stands in one part."""
_SUMMARY = "summary.json"
_AFTERWARDS = frozenset({"afterwards", "time_filled"})
_Row = TypeVar("_Row", bound=Struct)
_Place = tuple[str, str, str]


class Summary(Struct, frozen=True):
    """What differs, counted; ``lengths``: of the lists."""

    content: ComparisonContent
    states: dict[State, int]
    lengths: dict[Part, int]


def written(made: Comparison, baseline: baselines.Baseline) -> bytes:
    """A comparison and what became of the findings, as a zip."""
    flagged = sum(made.flagged(one) for one in versions.FLAGS)
    became = sorted(_became(made, baseline), key=lambda one: STATES.index(one.state))
    lists: dict[Part, Iterable[Struct]] = {
        "flagged": islice(made.changes, flagged), "changes": islice(made.changes, flagged, None), "apart": made.apart,
        "findings": became,
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        lengths = {name: _put(archive, name, rows) for name, rows in lists.items()}
        counts = Counter(one.state for one in became)
        summary = Summary(made.content, {one: counts[one] for one in STATES if counts[one]}, lengths)
        archive.writestr(_SUMMARY, msgspec.json.encode(summary))
    return stream.getvalue()


class Told:
    """What was written, read part by part."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.summary = msgspec.json.decode(self._archive.read(_SUMMARY), type=Summary)

    @property
    def comparison(self) -> Comparison:
        """What was compared, without the lists: for what reports say of it."""
        return Comparison(self.summary.content, lines_of(Change, []), lines_of(Apart, []), lines_of(Outlook, []))

    def changes(self, part: Literal["flagged", "changes"], number: int) -> list[Change]:
        """A part of the cells that differ, from 1."""
        return self._read(part, number, Change)

    def apart(self, number: int) -> list[Apart]:
        """A part of the records that one version lacks."""
        return self._read("apart", number, Apart)

    def findings(self, number: int) -> list[Became]:
        """A part of the findings."""
        return self._read("findings", number, Became)

    def _read(self, part: Part, number: int, row: type[_Row]) -> list[_Row]:
        if number > -(-self.summary.lengths[part] // PART):
            return []
        return msgspec.json.decode(self._archive.read(_name(part, number)), type=list[row])  # type: ignore[valid-type]


def _name(part: Part, number: int) -> str:
    return f"{part}/{number}.json"


def _put(archive: zipfile.ZipFile, name: Part, rows: Iterable[Struct]) -> int:
    count, number, left = 0, 0, iter(rows)
    while piece := list(islice(left, PART)):
        count, number = count + len(piece), number + 1
        archive.writestr(_name(name, number), msgspec.json.encode(piece))
    return count


def _became(made: Comparison, baseline: baselines.Baseline) -> Iterator[Became]:
    former = {(one.ruleset, one.fingerprint): one.outcome for one in baseline.former}
    filled = {_place(one.old) for one in made.changes if one.flag in _AFTERWARDS}
    for one in made.findings:
        if one.outcome == "new":
            state = of_fresh(baseline.states.get(one.fingerprint, "new"))
        else:
            late = any(_place(cell) in filled for cell in one.locations)
            by_judging = None if one.outcome == "persisting" else former.get((one.ruleset, one.fingerprint))
            state = of_former(one.outcome, by_judging, time_filled=late)
        if state:
            yield _told(one, state)


def _place(cell: Any) -> _Place:
    return cell.file, cell.sheet, cell.cell


def _told(one: Outlook, state: State) -> Became:
    told = {name: getattr(one, name) for name in Became.__struct_fields__[1:]}
    return Became(state, **told)


def earlier(then: Audit, now: Audit, before: Sequence[Iterable[str]]) -> baselines.Baseline:
    """What the later audit says of the findings of the earlier one.

    Args:
        then: the earlier audit.
        now: the later one, by the same rules at the same date.
        before: fingerprints of the findings of versions before the earlier one.
    """
    from svcqa.following import compared

    return compared(then, now, [frozenset(one) for one in before])
