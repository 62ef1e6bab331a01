"""The engine ``dask``: cases are judged in parts, by several processes or machines; the extra ``svcqa[dask]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    from svcqa import Executor, ExecutorSpec

NAME = "dask"


@svcqa.hook
def svcqa_engines() -> list[str]:
    """The engine ``dask``."""
    return [NAME]


@svcqa.hook
def svcqa_executor(spec: ExecutorSpec) -> Executor | None:
    """An executor that splits cases among workers: those of a scheduler, or processes of this machine."""
    if spec.engine != NAME:
        return None
    from svcqa_dask.engine import Dask
    from svcqa_dask.options import Options

    return Dask(Options.of(spec))
