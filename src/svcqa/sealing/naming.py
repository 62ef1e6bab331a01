"""Names inside a package: what every system can unpack, each once, and none that leads out of it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_UNFIT = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
"""What no file name may hold on Windows, and half characters, which no archive can hold."""
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
"""Names that Windows keeps for itself, whatever their ending."""
_LONGEST = 100
"""Characters of one part of a path: a Chinese one takes three bytes, of which systems allow 255."""


def is_safe(path: str) -> bool:
    """Whether a path stays below the folder it is unpacked to, on every system."""
    return not _UNFIT.search(path) and all(part not in {"", ".", ".."} for part in path.split("/"))


class Names:
    """Gives every file a path of its own, as close to its name as every system allows."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def fit(self, folder: str, name: str) -> str:
        """A path below a folder of the package."""
        parts = [_fit(part) for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
        wanted = PurePosixPath(folder, *(parts or ["_"]))
        path, number = wanted, 1
        while spelt(path) in self._taken:
            number += 1
            path = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        self.take(str(path))
        return str(path)

    def take(self, path: str) -> None:
        """Keep a path for what must have it."""
        self._taken.add(spelt(path))


def spelt(path: PurePosixPath | str) -> str:
    """One spelling for paths that some system takes for one."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def _fit(part: str) -> str:
    clean = _UNFIT.sub("_", part).rstrip(". ") or "_"
    stem, dot, ending = clean.rpartition(".")
    if len(clean) > _LONGEST:
        short = f"{stem[: _LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else clean[:_LONGEST]
        clean = short.rstrip(". ")
    return f"_{clean}" if _DEVICES.fullmatch(clean) else clean
