"""Who does the work, how each is started, and what each says it found.

svcqa is ours; the others are scripts, beside the repository or in `peers`, in the most natural code their users would
write.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.counted import Found, in_audit, printed
from benchmarks.planted import HERE, Work

Command = Callable[[Work, Path], list[str]]
# a date after the last record, so that a run's findings do not hang on the day it was made
AS_OF = "2026-12-31"


@dataclass(frozen=True)
class Contestant:
    """A program that goes from a file to findings on disk."""

    name: str
    where: str
    """How it says where a finding is."""
    command: Command
    found: Found
    """From what it printed and wrote to the findings of each rule."""
    libraries: tuple[str, ...]
    once: bool = False
    """It is so slow that it runs once; and it may be absent."""

    @property
    def missing(self) -> list[str]:
        """Its libraries that are not installed."""
        return [name for name in self.libraries if not _installed(name)]


def _installed(library: str) -> bool:
    try:
        version(library)
    except PackageNotFoundError:
        return False
    return True


def script(name: str, *options: str) -> Command:
    """A script beside the repository."""
    return lambda work, file: [sys.executable, str(work.shared / name), *options, str(file)]


def own_script(name: str) -> Command:
    """A script of ours, for a peer that has none there."""
    return lambda _, file: [sys.executable, str(HERE / "peers" / name), str(file)]


def audit(*options: str) -> Command:
    """The audit by svcqa, with options."""

    def command(work: Work, file: Path) -> list[str]:
        usual = ["--ruleset", str(HERE / "dispatch.yaml"), "--as-of", AS_OF, "--exit-zero"]
        output = ["--output", f"json={_audit_file(work)}"]
        return [sys.executable, "-m", "svcqa", "audit", str(file), *usual, *output, *options]

    return command


def _audit_file(work: Work) -> Path:
    return work.folder / "out" / "svcqa.json"


def _audited(_: str, work: Work) -> dict[str, int]:
    return in_audit(_audit_file(work))


OURS = Contestant("svcqa", "every cell involved, with what it shows", audit(), _audited, ("svcqa", "pandas", "pyarrow"))
LIMIT = Contestant(
    "bare limit",
    "one cell",
    script("limit.py", "fastexcel"),
    printed({"required": "B1", "unique": "B2", "range": "B3", "sla15": "B4", "order": "B5", "followup7d": "B6"}),
    ("fastexcel", "polars"),
)
PEER = Contestant(
    "dataframely",
    "the row's content, no number",
    script("peers/dataframely_.py"),
    printed({
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
        script("peers/pointblank_.py"),
        printed({1: "B1", 2: "B1", 3: "B2", 4: "B3", 5: "B4", 6: "B5", 7: "B6"}),
        ("pointblank", "fastexcel", "polars"),
    ),
    Contestant(
        "pandera, polars",
        "index from 0",
        script("peers/pandera_pl.py"),
        printed({
            "not_nullable": "B1", "field_uniqueness": "B2", "in_range(0, 100)": "B3", "联系客户时间-派单时间": "B4",
            "complete>=arrive": "B5", "回访时间-完成时间": "B6",
        }),
        ("pandera", "fastexcel", "polars"),
    ),
    Contestant(
        "pandera, pandas",
        "index from 0",
        script("peers/pandera_pd.py"),
        printed({
            "not_nullable": "B1", "field_uniqueness": "B2", "in_range(0, 100)": "B3", "sla15": "B4",
            "complete>=arrive": "B5", "followup7d": "B6",
        }, cells=14),
        ("pandera", "pandas", "python-calamine"),
    ),
    Contestant(
        "Great Expectations",
        "index from 0",
        script("peers/gx_.py"),
        printed({
            "column_values_to_not_be_null:客户名称": "B1", "column_values_to_not_be_null:产品序列号": "B1",
            "column_values_to_be_unique:工单号": "B2", "column_values_to_be_between:满意度": "B3",
            "column_values_to_be_between:contact_s": "B4", "column_pair_values_a_to_be_greate:None": "B5",
            "column_values_to_be_between:followup_s": "B6",
        }),
        ("great_expectations", "pandas", "python-calamine"),
        once=True,
    ),
    Contestant(
        "frictionless",
        "row and field, as the sheet has them",
        own_script("by_frictionless.py"),
        printed({
            "客户名称": "B1", "产品序列号": "B1", "工单号": "B2", "满意度": "B3",
            "(联系客户时间 - 派单时间).total_seconds() <= 900": "B4", "完成时间 >= 上门时间": "B5",
            "(回访时间 - 完成时间).total_seconds() <= 604800": "B6",
        }),
        ("frictionless", "openpyxl"),
        once=True,
    ),
)  # fmt: skip
