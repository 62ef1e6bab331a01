"""The draw: every record has a ticket made of the seed and its own name, and the smallest tickets are drawn.

The ticket is ``SHA-256(UTF-8(NAME ␟ seed ␟ register ␟ name of the record))`` with ``␟`` = U+001F and NAME =
:data:`GENERATOR`; tickets are compared as bytes. So a draw hangs on nothing but the seed and the records: not on the
order of rows or files, not on the machine, not on any library's generator. Whoever knows the records can draw again.
Records of one name (one file given twice) have one ticket; the one that is listed first comes first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from heapq import nsmallest

GENERATOR = "svcqa-sha256-1"
_JOINT = "\x1f"


def drawn(seed: str, register: str, names: Sequence[str], among: Iterable[int], size: int) -> list[int]:
    """The records to look at, in the order in which they are listed.

    Args:
        seed: what the draw hangs on.
        register: name of the register.
        names: a name for every record, that hangs on no order.
        among: numbers of the records to draw from.
        size: how many.
    """
    start = hashlib.sha256(_JOINT.join([GENERATOR, seed, register, ""]).encode())

    def ticket(number: int) -> tuple[bytes, int]:
        made = start.copy()
        made.update(names[number].encode("utf-8", "surrogatepass"))
        return made.digest(), number

    return sorted(number for _, number in nsmallest(size, map(ticket, among)))
