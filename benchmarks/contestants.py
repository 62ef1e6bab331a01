"""Who does the work, how each is started, and what each says it found.

svcqa is ours; the others are scripts beside the repository, in the most natural code their users would write.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.planted import RULES, Work

Command = Callable[[Work, Path], list[str]]
Found = Callable[[str, Work], dict[str, int]]
# a date after the last record, so that a run's findings do not hang on the day it was made
AS_OF = "2026-12-31"


@dataclass(frozen=True)
class Contestant:
    """A program that goes from a workbook to findings on disk."""

    name: str
    where: str
    """How it says where a finding is."""
    command: Command
    found: Found
    """From what it printed and wrote to the findings of each rule."""
    libraries: tuple[str, ...]


def _script(script: str, *options: str) -> Command:
    def command(work: Work, workbook: Path) -> list[str]:
        return [sys.executable, str(work.shared / script), *options, str(workbook)]

    return command


def _audit(work: Work, workbook: Path) -> list[str]:
    rules, audit = work.folder.parent / "dispatch.yaml", _audit_file(work)
    options = ["--ruleset", str(rules), "--as-of", AS_OF, "--output", f"json={audit}", "--exit-zero"]
    return [sys.executable, "-m", "svcqa", "audit", str(workbook), *options]


def _audit_file(work: Work) -> Path:
    return work.folder / "out" / "svcqa.json"


def _audited(_: str, work: Work) -> dict[str, int]:
    """The findings that are in the file, not only their tally; svcqa's own rules on keys and types are not the work."""
    findings = json.loads(_audit_file(work).read_text(encoding="utf-8"))["content"]["findings"]
    return dict(Counter(one["rule"] for one in findings if one["ruleset"] == "dispatch-benchmark"))


def _said(names: Mapping[object, str], cells: int = 1) -> Found:
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


_BETWEEN_COLUMNS = {"B4", "B5", "B6"}


def _pairs(said: str) -> Iterable[tuple[object, int]]:
    """Names and counts: ``{name: count}`` or ``[{"check": name, "len": count}]``, perhaps after other words."""
    line = said.rstrip().rpartition("\n")[2]
    begins = min((at for at in map(line.find, "{[") if at >= 0), default=None)
    if begins is None:
        return []
    counts = ast.literal_eval(line[begins:])
    return counts.items() if isinstance(counts, dict) else [(one["check"], one["len"]) for one in counts]


OURS = Contestant("svcqa", "every cell involved, with what it shows", _audit, _audited, ("svcqa", "pandas", "pyarrow"))
LIMIT = Contestant(
    "bare limit",
    "one cell",
    _script("limit.py", "fastexcel"),
    _said({"required": "B1", "unique": "B2", "range": "B3", "sla15": "B4", "order": "B5", "followup7d": "B6"}),
    ("fastexcel", "polars"),
)
PEER = Contestant(
    "dataframely",
    "the row's content, no number",
    _script("peers/dataframely_.py"),
    _said({
        "客户名称|nullability": "B1", "产品序列号|nullability": "B1", "primary_key": "B2", "满意度|min": "B3",
        "满意度|max": "B3", "sla15": "B4", "order": "B5", "followup": "B6",
    }),
    ("dataframely", "fastexcel", "polars"),
)  # fmt: skip
CONTESTANTS = (
    OURS,
    LIMIT,
    PEER,
    Contestant(
        "pointblank",
        "number among the data rows",
        _script("peers/pointblank_.py"),
        _said({1: "B1", 2: "B1", 3: "B2", 4: "B3", 5: "B4", 6: "B5", 7: "B6"}),
        ("pointblank", "fastexcel", "polars"),
    ),
    Contestant(
        "pandera, polars",
        "index from 0",
        _script("peers/pandera_pl.py"),
        _said({
            "not_nullable": "B1", "field_uniqueness": "B2", "in_range(0, 100)": "B3", "联系客户时间-派单时间": "B4",
            "complete>=arrive": "B5", "回访时间-完成时间": "B6",
        }),
        ("pandera", "fastexcel", "polars"),
    ),
    Contestant(
        "pandera, pandas",
        "index from 0",
        _script("peers/pandera_pd.py"),
        _said({
            "not_nullable": "B1", "field_uniqueness": "B2", "in_range(0, 100)": "B3", "sla15": "B4",
            "complete>=arrive": "B5", "followup7d": "B6",
        }, cells=14),
        ("pandera", "pandas", "python-calamine"),
    ),
)  # fmt: skip
