"""Pictures for documents that cannot draw: rectangles with patterns that read in black and white, as PNG."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from math import lcm

_PALETTE = ((255, 255, 255), (29, 78, 121), (24, 34, 44), (86, 100, 114))
_WHITE, _ACCENT, _INK, _SOFT = range(4)
_EDGES = {"safe": _ACCENT, "open": _ACCENT, "lost": _INK, "aside": _SOFT}
_EDGE = 2
_STRIPE = 14
"""How far stripes stand apart, in points of the picture."""
_DOT = 10
_PERIOD = lcm(_STRIPE, _DOT)


class Raster:
    """A picture that is filled with rectangles, white at first."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._rows = [bytearray(width) for _ in range(height)]

    def part(self, kind: str, start: float, size: float, top: int = 0, foot: int | None = None) -> None:
        """A part of a bar, in per cent of the width; nothing where it has no size."""
        if size <= 0:
            return
        foot = self.height if foot is None else foot
        left = min(round(start * self.width / 100), self.width - _EDGE)
        right = min(max(round((start + size) * self.width / 100), left + _EDGE), self.width)
        edge = bytes([_EDGES[kind]])
        inner = range(left + _EDGE, right - _EDGE)
        for y in range(top, foot):
            inside = top + _EDGE <= y < foot - _EDGE
            middle = _row(kind, y % _PERIOD, inner.start, len(inner)) if inside else edge * len(inner)
            self._rows[y][left:right] = edge * _EDGE + middle + edge * (right - left - _EDGE - len(inner))

    def line(self, at: float, top: int, foot: int, *, dashed: bool = False) -> None:
        """An upright line; a dashed one in the colour of limits, set off by white."""
        left = min(max(round(at * self.width / 100) - 3, 0), self.width - 7)
        for y in range(top, foot):
            if dashed:
                self._rows[y][left : left + 7] = bytes(7)
            if not dashed or y % 12 < 8:
                self._rows[y][left + 2 : left + 5] = bytes([_ACCENT if dashed else _INK] * 3)

    def png(self) -> bytes:
        """The picture; the same parts give the same bytes."""
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        body = zlib.compress(b"".join(b"\0" + bytes(row) for row in self._rows), 9)
        parts = ((b"IHDR", head), (b"PLTE", bytes(sum(_PALETTE, ()))), (b"IDAT", body), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@lru_cache(4096)
def _row(kind: str, y: int, start: int, size: int) -> bytes:
    """A row of a pattern; patterns repeat after :data:`_PERIOD` rows."""
    return bytes(_colour(kind, x, y) for x in range(start, start + size))


def _colour(kind: str, x: int, y: int) -> int:
    if kind == "safe":
        return _ACCENT
    if kind == "open":
        return _ACCENT if (x + y) % _STRIPE < _STRIPE // 2 - 1 else _WHITE
    dotted = kind == "aside" and x % _DOT < 3 and y % _DOT < 3
    return _SOFT if dotted else _WHITE
