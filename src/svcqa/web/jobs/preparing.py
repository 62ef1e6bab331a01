"""What is made ready for pages beside an audit, so that no page reads an uploaded file or a whole audit."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from svcqa.findings import Audit
from svcqa.web import sheets
from svcqa.web.jobs import ahead
from svcqa.web.results import kept

Preparation = Callable[[Audit, Mapping[str, Path], Path], None]
"""It is given the audit, the files (name in the audit → where it lies now), and the folder to write to."""
PREPARATIONS: tuple[Preparation, ...] = (kept.prepare_results, kept.prepare_accounts, sheets.prepare, ahead.prepare)
"""What is made ready. One that fails costs the pages it is for (``unprepared`` among the figures), and nothing else."""
_LACKING = "lacking.json"
"""Names of those that failed: they are tried again when the audit comes again."""


def place(desk: Path, digest: str) -> Path:
    """The folder with what is prepared for the audit of this digest."""
    return desk / "prepared" / digest.removeprefix("sha256:")


def prepare(audit: Audit, files: Mapping[str, Path], desk: Path, folder: Path) -> list[str]:
    """Make everything ready, each part as a whole or not at all; what is there by now stays as it was.

    Args:
        audit: the audit.
        files: its files, by name.
        desk: the desk's folder.
        folder: a folder on the same disk, to write to meanwhile.

    Returns:
        What went wrong, once for every part that could not be made ready.
    """
    final, making = place(desk, audit.digest), folder / "prepared"
    wanted = _lacking(final) if final.exists() else PREPARATIONS
    making.mkdir(parents=True)
    failed = {_name(one): why for one in wanted if (why := _made(one, audit, files, making))}
    if failed:
        (making / _LACKING).write_bytes(msgspec.json.encode(list(failed)))
    if len(failed) < len(wanted):
        _put(making, final)
        if not failed:
            (final / _LACKING).unlink(missing_ok=True)
    return list(failed.values())


def _name(one: Preparation) -> str:
    return f"{one.__module__}:{one.__qualname__}"


def _lacking(final: Path) -> Sequence[Preparation]:
    """Those that failed before."""
    if not (final / _LACKING).exists():
        return ()
    names = msgspec.json.decode((final / _LACKING).read_bytes(), type=list[str])
    return [one for one in PREPARATIONS if _name(one) in names]


def _made(one: Preparation, audit: Audit, files: Mapping[str, Path], making: Path) -> str:
    """Make one ready apart from the others; what went wrong, or nothing."""
    apart = making.with_name("preparing")
    apart.mkdir()
    try:
        one(audit, files, apart)
        for made in apart.iterdir():
            made.rename(making / made.name)
    except Exception as error:
        traceback.print_exc()
        return type(error).__name__
    finally:
        shutil.rmtree(apart, ignore_errors=True)
    return ""


def _put(making: Path, final: Path) -> None:
    """Put it in its place; another worker may be quicker with the same audit."""
    final.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not final.exists():
            making.rename(final)
            return
    except OSError:
        if not final.exists():
            raise
    for one in making.iterdir():
        if one.name == _LACKING or not (final / one.name).exists():
            one.replace(final / one.name)
