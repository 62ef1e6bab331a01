"""What the engine may be told."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svcqa import Text, UsageError

if TYPE_CHECKING:
    from svcqa import ExecutorSpec

_NUMBERS = {"workers": 0, "rows": 20_000, "patience": 30}
_KNOWN = ("scheduler", *_NUMBERS)


@dataclass(frozen=True)
class Options:
    """How cases are split, and among whom."""

    scheduler: str
    """Address of a scheduler that is running already; empty: processes of this machine."""
    workers: int
    """How many processes are started on this machine: as many as it has cores if not told."""
    rows: int
    """Records that a part has at least. What has fewer than two parts is judged where it is."""
    patience: int
    """Seconds to wait for a scheduler, or for a worker where there is none left."""
    memory: str
    """Memory of all processes of this machine together; empty: no limit."""

    @classmethod
    def of(cls, spec: ExecutorSpec) -> Options:
        """What the command line and the settings say.

        Raises:
            UsageError: an option that is not known, or that is no whole number from 1 on.
        """
        unknown = [name for name in spec.options if name not in _KNOWN]
        if unknown:
            raise UsageError.of(
                f"引擎dask没有设置“{unknown[0]}”。",
                f"the engine dask has no option '{unknown[0]}'.",
                where="engine",
                mend=Text(f"可用的有：{'、'.join(_KNOWN)}。", f"Available: {', '.join(_KNOWN)}."),
            )
        numbers = {name: _number(name, spec.options.get(name), usual) for name, usual in _NUMBERS.items()}
        workers = numbers.pop("workers") or os.cpu_count() or 1
        return cls(spec.options.get("scheduler", ""), workers, memory=spec.memory, **numbers)


def _number(name: str, said: str | None, usual: int) -> int:
    if said is None:
        return usual
    if said.isascii() and said.isdigit() and int(said):
        return int(said)
    raise UsageError.of(
        f"引擎dask的{name}不能是“{said}”。",
        f"{name} of the engine dask cannot be '{said}'.",
        where="engine",
        mend=Text("请写1以上的整数。", "Write a whole number from 1 on."),
    )
