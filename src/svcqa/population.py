"""Population: which records there were, kept so small that every audit carries it.

A later audit asks whether the record of an earlier finding is still there: one that was deleted must never read as
one that was mended.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from svcqa.lines import encodable

if TYPE_CHECKING:
    import numpy as np

_KEY = "svcqa/population"
"""Key of the digests, for ever: with another one no record of an earlier audit would be known again."""
_BYTES = 6
"""Of 280,000 records and 20,000 that are asked for, two are taken for each other once in 50,000 audits."""


_AT_ONCE = 3 << 20
"""Roots that are written at a time: so many take 24 MB."""
_SHARES = 3
"""Bits of a name by which it is told which share of all names it belongs to."""


def packed(roots: Sequence[str]) -> tuple[str, np.ndarray]:
    """Roots as compact text, and the position of each in the order in which the text has them."""
    names = names_of(roots)
    order = order_of(names)
    return "".join(written(names, order)), order


def order_of(names: np.ndarray) -> np.ndarray:
    """Where each name stands, in the order of the names, which is sorted a share of them at a time.

    It takes half the memory of the names, and little beside it.
    """
    import numpy as np

    order, end = np.empty(len(names), dtype=np.uint32), 0
    starts, head = range(0, len(names), _AT_ONCE), np.uint64(8 * _BYTES - _SHARES)
    shares = np.concatenate([(names[at : at + _AT_ONCE] >> head).astype(np.uint8) for at in starts] or [names])
    for share in range(1 << _SHARES):
        at = np.flatnonzero(shares == share)
        order[end : end + len(at)] = at[np.argsort(names[at], kind="stable")]
        end += len(at)
    return order


def written(names: np.ndarray, order: np.ndarray) -> Iterator[str]:
    """Names of roots (see :func:`names_of`) in their order, as compact text, piece by piece."""
    starts = range(0, len(names), _AT_ONCE)
    return (_text(_short(names[order[start : start + _AT_ONCE]])) for start in starts)


def _short(names: np.ndarray) -> bytes:
    import numpy as np

    return names.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 8 - _BYTES :].tobytes()


def places(population: str, roots: Sequence[str]) -> np.ndarray:
    """Where each root stands in a population, as ``int64``; -1 where it does not."""
    import numpy as np

    known, asked = _read(population), names_of(roots)
    if not len(known):
        return np.full(len(asked), -1, dtype=np.int64)
    found = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.where(known[found] == asked, found, -1)


def names_of(roots: Sequence[str]) -> np.ndarray:
    """A number for each root, as ``uint64``, alike on every machine and in every year.

    It is SipHash-2-4, mixed as SplitMix64 ends.
    """
    import numpy as np
    import pandas as pd

    try:
        digests = pd.util.hash_array(np.array(roots, dtype=object), hash_key=_KEY, categorize=False)
    except UnicodeEncodeError:  # half a character, as an audit document writes it
        digests = pd.util.hash_array(np.array([*map(encodable, roots)], dtype=object), hash_key=_KEY, categorize=False)
    return digests & np.uint64((1 << 8 * _BYTES) - 1)


def packed_marks(marks: np.ndarray) -> str:
    """True or false for each record of a population, as compact text."""
    import numpy as np

    return _text(zlib.compress(np.packbits(marks).tobytes()))


def marks(text: str, at: np.ndarray) -> np.ndarray:
    """What was marked at these places of a population."""
    import numpy as np

    bits = np.unpackbits(np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype=np.uint8))
    found: np.ndarray = bits[at].astype(bool)
    return found


def _read(population: str) -> np.ndarray:
    import numpy as np

    return _numbers(np.frombuffer(base64.b64decode(population), dtype=np.uint8))


def _numbers(read: np.ndarray) -> np.ndarray:
    import numpy as np

    wide = np.zeros((len(read) // _BYTES, 8), dtype=np.uint8)
    wide[:, 8 - _BYTES :] = read.reshape(-1, _BYTES)
    return wide.view(">u8").ravel().astype(np.uint64)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
