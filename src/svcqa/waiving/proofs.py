"""Proofs: files that lie beside the audit workbook, and their digests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Proof:
    """A file that is named as a proof."""

    name: str = ""
    sha256: str = ""
    """Empty: it is not there, or cannot be opened."""


def proof_of(folder: Path | None, name: str) -> Proof:
    """The file of that name in a folder or below it; elsewhere no file is looked at."""
    if not name or folder is None:
        return Proof(name)
    try:
        place = (folder / name.replace("\\", "/")).resolve()  # as people write it on Windows
        if not place.is_relative_to(folder.resolve()):
            return Proof(name)
        with place.open("rb") as file:
            return Proof(name, hashlib.file_digest(file, "sha256").hexdigest())
    except (OSError, ValueError):  # ValueError: a name that no system can have
        return Proof(name)
