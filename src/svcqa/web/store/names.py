"""Names of uploaded files: what people see and what the audit tells, never a path on the desk's disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

_Value = TypeVar("_Value")
_UNFIT = re.compile(r'[<>:"|?*]')
"""What no file may be called by on Windows; whoever downloads it there could not save it."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 180
"""Bytes of a name: every file system holds so many, with something put before or after it."""
_LOCK = "~$"


def cleaned(given: str) -> str:
    """A file's name as it was given, without the folders and the characters that nobody sees.

    Args:
        given: what a browser or an archive says; it may hold anything.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    fit = _UNFIT.sub("_", seen).strip().lstrip(".").rstrip(". ")
    return _short(f"_{fit}" if _DEVICES.match(fit) else fit) or "_"


def within(given: str) -> str:
    """The name of a file within an archive: its folders stay, each cleaned."""
    return "/".join(cleaned(part) for part in given.replace("\\", "/").split("/") if part.strip(". "))


def is_lock(name: str) -> bool:
    """Excel keeps such a file beside a workbook that is open; it holds no records."""
    return name.rpartition("/")[2].startswith(_LOCK)


def meant(name: str, known: Iterable[str]) -> str | None:
    """Which of these files a new one takes the place of, whatever its letters' case.

    A name without folders also means the one file within folders that ends in it.
    """
    whole = {one.casefold(): one for one in known}
    ending = [one for key, one in whole.items() if key.rpartition("/")[2] == name.casefold()]
    return whole.get(name.casefold()) or (ending[0] if len(ending) == 1 else None)


def apart(name: str, taken: Mapping[str, _Value]) -> str:
    """The name, or with a number, so that it is not one of these."""
    folded = {one.casefold() for one in taken}
    path = PurePosixPath(name)
    tries: Sequence[str] = [name, *(str(path.with_name(f"{path.stem} ({n}){path.suffix}")) for n in range(2, 1000))]
    return next(one for one in tries if one.casefold() not in folded)


def _short(name: str) -> str:
    """A name cut in its middle, for its ending says what it is."""
    path = PurePosixPath(name)
    room = _LONGEST - len(path.suffix.encode()[:20])
    if len(name.encode()) <= _LONGEST:
        return name
    return path.stem.encode()[:room].decode(errors="ignore") + path.suffix[:20]
