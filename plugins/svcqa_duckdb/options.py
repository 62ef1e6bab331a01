"""What the engine may be told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svcqa import Text, UsageError

if TYPE_CHECKING:
    from svcqa import ExecutorSpec

_KNOWN = ("rows", "folder")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
USUAL = 1_000_000_000
"""Bytes that DuckDB may take if nobody says how many."""
_LEAST, _MOST = 1_000, 98_304
"""Records in memory at a time: more make no faster."""
_EACH = 4_000
"""Bytes of memory for each of them, however they are looked at."""


@dataclass(frozen=True)
class Options:
    """How much memory is taken, and where the rest is put."""

    memory: int = USUAL
    """Bytes that DuckDB may take."""
    rows: int = _MOST
    """Records that are in memory at a time."""
    folder: str | None = None
    """Where temporary files are put; none: where the system puts them."""

    @classmethod
    def of(cls, spec: ExecutorSpec) -> Options:
        """What the command line and the settings say.

        Raises:
            UsageError: an option that is not known, or that is no size and no number.
        """
        unknown = [name for name in spec.options if name not in _KNOWN]
        if unknown:
            raise UsageError.of(
                f"引擎duckdb没有设置“{unknown[0]}”。",
                f"the engine duckdb has no option '{unknown[0]}'.",
                where="engine",
                mend=Text(f"可用的有：{'、'.join(_KNOWN)}。", f"Available: {', '.join(_KNOWN)}."),
            )
        memory = _bytes(spec.memory) if spec.memory else USUAL
        rows = _rows(spec.options) or max(_LEAST, min(_MOST, memory // _EACH))
        return cls(memory, rows, spec.options.get("folder") or None)


def _bytes(said: str) -> int:
    found = _SIZE.fullmatch(said.strip())
    if found is None or not float(found[1]):
        raise UsageError.of(
            f"看不懂内存大小“{said}”。",
            f"cannot understand '{said}' as a size of memory.",
            where="--memory",
            mend=Text("请写成1GB这样。", "Write it as 1GB."),
        )
    return int(float(found[1]) * _UNITS[found[2].upper()])


def _rows(options: Mapping[str, str]) -> int | None:
    said = options.get("rows")
    if said is None:
        return None
    if said.isascii() and said.isdigit() and int(said):
        return int(said)
    raise UsageError.of(
        f"引擎duckdb的rows不能是“{said}”。",
        f"rows of the engine duckdb cannot be '{said}'.",
        where="engine",
        mend=Text("请写1以上的整数。", "Write a whole number from 1 on."),
    )
