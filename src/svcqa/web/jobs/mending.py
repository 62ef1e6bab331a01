"""A mended version held against the one before, for pages; runs in a process of its own, see :mod:`outputs`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

MENDED = "svcqa.web.jobs.mending:mended"


def mended(  # noqa: PLR0913 - called by name
    desk: Path, folder: Path, *, history: str, before: list[str], old: list[dict[str, Any]], new: list[dict[str, Any]],
    workbook: list[dict[str, Any]], settings: dict[str, Any], day: str,
) -> bytes:  # fmt: skip
    """What became of every finding and which cells differ.

    Args:
        desk: the desk's folder.
        folder: one of its own.
        history: that of the project.
        before: digests of the audits of versions before the old one.
        old: files of the old version.
        new: those of the new one.
        workbook: the audit workbook of the new version, or nothing.
        settings: those of the new version.
        day: that of the old one.
    """
    from svcqa.history import History
    from svcqa.web.jobs.outputs import compared
    from svcqa.web.mended.telling import earlier, written

    made, (then, now), _ = compared(desk, folder, old=old, new=new, workbook=workbook, settings=settings, day=day)
    with History(history) as kept:
        known = [kept.fingerprints(kept.find(one)) for one in before]
    return written(made, earlier(then, now, known))
