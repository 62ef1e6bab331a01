"""How many findings of each rule a program has, from what it printed or wrote."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, takewhile
from pathlib import Path

from benchmarks.planted import RULES, Work

Found = Callable[[str, Work], dict[str, int]]
"""From what it printed, and the folder it wrote to, to the findings of each rule."""
_BETWEEN_COLUMNS = {"B4", "B5", "B6"}
_FINDINGS = '"findings":'
_FINDING = re.compile(r'"ruleset": ?"dispatch-benchmark", ?"rule": ?"(\w+)"')


def printed(names: Mapping[object, str], cells: int = 1) -> Found:
    """Counts that a script prints on its last line, by its own names of the rules.

    Args:
        names: from its names to ours.
        cells: how often it counts one row that breaks a rule between columns.
    """

    def found(said: str, _: Work) -> dict[str, int]:
        counts = dict.fromkeys(RULES, 0)
        for name, count in _pairs(said):
            if rule := names.get(name):
                counts[rule] += count
        return {rule: count // cells if rule in _BETWEEN_COLUMNS else count for rule, count in counts.items()}

    return found


def _pairs(said: str) -> Iterable[tuple[object, int]]:
    """Names and counts: ``{name: count}`` or ``[{"check": name, "len": count}]``, perhaps after other words."""
    line = said.rstrip().rpartition("\n")[2]
    begins = min((at for at in map(line.find, "{[") if at >= 0), default=None)
    if begins is None:
        return []
    counts = ast.literal_eval(line[begins:])
    if not isinstance(counts, dict):
        return [(one["check"], one["len"]) for one in counts]
    return [(name, count[0] if isinstance(count, tuple) else count) for name, count in counts.items()]


def listed(name: str) -> Found:
    """A list that a script leaves in its folder, one finding a line that begins with its rule."""

    def found(_: str, work: Work) -> dict[str, int]:
        with (work.folder / "out" / name).open(encoding="utf-8") as lines:
            return dict(Counter(line.partition(",")[0] for line in lines))

    return found


def in_audit(place: Path) -> dict[str, int]:
    """The findings that are in the file, not only their tally; svcqa's own rules on keys and types are not the work.

    The file is read as the stream it is written as, one finding a line: of 50 million rows it is too large for memory.
    """
    with place.open(encoding="utf-8") as lines:
        opening = next((line for line in lines if _FINDINGS in line), "").partition(_FINDINGS)[2]
        listed = chain([opening], takewhile(lambda line: not line.startswith("]"), lines))
        return dict(Counter(rule for line in listed for rule in _FINDING.findall(line)))
