"""What is made ready for pages beside an audit, so that no page reads an uploaded file or a whole audit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from svcqa.findings import Audit
from svcqa.web import sheets
from svcqa.web.jobs import ahead
from svcqa.web.results import kept

Preparation = Callable[[Audit, Mapping[str, Path], Path], None]
"""It is given the audit, the files (name in the audit → where it lies now), and the folder to write to."""
PREPARATIONS: tuple[Preparation, ...] = (kept.prepare, sheets.prepare, ahead.prepare)
"""What is made ready. One that fails costs the pages it is for (``unprepared`` among the figures), not the audit."""


def place(desk: Path, digest: str) -> Path:
    """The folder with what is prepared for the audit of this digest."""
    return desk / "prepared" / digest.removeprefix("sha256:")


def prepare(audit: Audit, files: Mapping[str, Path], desk: Path, folder: Path) -> None:
    """Make everything ready; it is there as a whole or not at all, and the second time stays as it was.

    Args:
        audit: the audit.
        files: its files, by name.
        desk: the desk's folder.
        folder: a folder on the same disk, to write to meanwhile.
    """
    final, making = place(desk, audit.digest), folder / "prepared"
    if final.exists():
        return
    making.mkdir(parents=True)
    for one in PREPARATIONS:
        one(audit, files, making)
    final.parent.mkdir(parents=True, exist_ok=True)
    try:
        making.rename(final)
    except OSError:  # another worker was quicker with the same audit
        if not final.exists():
            raise
        shutil.rmtree(making)
