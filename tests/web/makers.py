"""Functions that make bytes, or go too far; for tests."""

from __future__ import annotations

import os
import time
from pathlib import Path


def counted(desk: Path, folder: Path, *, place: str, more: object = None) -> bytes:
    """How often this was called."""
    count = Path(place, "count")
    calls = len(count.read_bytes()) + 1 if count.exists() else 1
    count.write_bytes(b"x" * calls)
    return str(calls).encode()


def sized(desk: Path, folder: Path, *, size: int) -> bytes:
    """So many bytes."""
    return bytes(size)


def hungry(desk: Path, folder: Path) -> bytes:
    """More memory than there should be."""
    return bytes(2_000_000_000)


def endless(desk: Path, folder: Path) -> bytes:
    """Waits."""
    time.sleep(600)
    return b""


def busy(desk: Path, folder: Path) -> bytes:
    """Takes the processor."""
    while True:
        pass


def writing(desk: Path, folder: Path) -> bytes:
    """Fills the disk with small files."""
    for number in range(10_000):
        (folder / str(number)).write_bytes(bytes(10_000))
        time.sleep(0.001)
    return b""


def dying(desk: Path, folder: Path) -> bytes:
    """Ends without a word."""
    os._exit(3)


def wrong(desk: Path, folder: Path) -> bytes:
    """A mistake in the program."""
    return bytes(1 // 0)
