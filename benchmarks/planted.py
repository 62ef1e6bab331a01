"""The work: registers with planted violations, made once per size by the generator that lies beside the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent

# the names in the generator's truth that a count of a rule may equal: a repeated key may be counted with its first row
RULES: Mapping[str, tuple[str, ...]] = {
    "B1": ("required_missing",),
    "B2": ("duplicate_key_all_involved", "duplicate_key_extra"),
    "B3": ("satisfaction_range",),
    "B4": ("sla_contact_15min",),
    "B5": ("complete_before_arrive",),
    "B6": ("followup_over_7d",),
}


class Absent(Exception):  # noqa: N818 - what is absent is no error of ours
    """The generator and the peers' scripts are not here."""


@dataclass(frozen=True)
class Work:
    """Where the scripts lie that are not ours, and the folder that files and findings are written to."""

    shared: Path
    folder: Path

    @classmethod
    def here(cls) -> Work:
        """The work beside this checkout.

        Raises:
            Absent: there is none.
        """
        data = os.environ.get("SVCQA_SHARED_DATA")
        shared = (Path(data).resolve() if data else HERE.parent.parent / "shared" / "data").parent / "benchmarks"
        if not (shared / "gen.py").is_file():
            raise Absent(
                "the work that is measured is not here: put the folder `shared/benchmarks` (gen.py, limit.py, peers) "
                "beside the repository, or set SVCQA_SHARED_DATA to the folder `data` beside it"
            )
        work = cls(shared, HERE / "work")
        for name in ("data", "out"):
            (work.folder / name).mkdir(parents=True, exist_ok=True)
        return work

    def workbook(self, rows: int) -> Path:
        """The workbook of that many rows, made if it is not there yet."""
        return self.file(rows, "xlsx")

    def file(self, rows: int, kind: str) -> Path:
        """The same rows as ``xlsx``, ``csv`` or ``parquet``, made if they are not there yet."""
        place = self.folder / "data" / f"dispatch{rows}.{kind}"
        if not (place.is_file() and place.stem in self._truths()):
            self.plant(place, None)  # the truth is written last: a file that was begun only is made again
            options = [] if kind == "xlsx" else ["--no-xlsx"]
            command = [sys.executable, str(self.shared / "gen.py"), str(rows), place.stem, *options]
            subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        return place

    def truth(self, place: Path) -> dict[str, int]:
        """What is planted in a file."""
        return self._truths()[place.stem]

    def plant(self, place: Path, truth: Mapping[str, int] | None) -> None:
        """Note what is planted in a file, or that nobody knows."""
        truths = {**self._truths(), place.stem: truth}
        known = {name: one for name, one in truths.items() if one is not None}
        (self.folder / "truth.json").write_text(json.dumps(known, indent=1), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """As a user has it: nothing set for Python, except that compiled code stays in our own folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return {**kept, "PYTHONUTF8": "1", "PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}

    def _truths(self) -> dict[str, dict[str, int]]:
        place = self.folder / "truth.json"
        truths: dict[str, dict[str, int]] = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
        return truths


def differences(found: Mapping[str, int], truth: Mapping[str, int], *, strict: bool = False) -> list[str]:
    """Where counts are not what was planted; empty if they are.

    Args:
        found: how many findings each rule has.
        truth: what the generator planted.
        strict: every row of a repeated key counts, its first row too.
    """
    wrong = []
    for rule, names in RULES.items():
        right = [truth[name] for name in (names[:1] if strict else names)]
        if found.get(rule, 0) not in right:
            wrong.append(f"{rule}: {found.get(rule, 0):,} instead of {right[0]:,}")
    return wrong + [f"{rule}: no such rule" for rule in sorted(found.keys() - RULES.keys())]
