"""A stranger's plugin: a check, a reader for its own kind of file, a report format and a ruleset."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import pandas as pd

_MARK = b"FOREIGN\n"


@svcqa.hook
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """The checks of this plugin."""
    from svcqa_foreign.prefix import begins_with

    return [begins_with]


@svcqa.hook
def svcqa_rulesets() -> list[Traversable]:
    """The rulesets of this plugin."""
    return [files(__name__).joinpath("rulesets")]


@svcqa.hook
def svcqa_read(source: svcqa.Source) -> svcqa.Sheets | None:
    """Read files that begin with a mark of their own: one value a line."""
    import numpy as np
    import pyarrow as pa

    with source.open() as stream:
        if stream.read(len(_MARK)) != _MARK:
            return None
        words = stream.read().decode("utf-8").splitlines()
    column = svcqa.Column(np.full(len(words), svcqa.Tag.TEXT, dtype=np.uint8), texts=pa.array(words))
    return svcqa.Sheets([svcqa.Sheet("values", [column, column], len(words))], {"format": "foreign"})


@svcqa.hook
def svcqa_formats() -> list[str]:
    """The report formats of this plugin."""
    return ["count"]


@svcqa.hook
def svcqa_render(audit: svcqa.Audit, request: svcqa.RenderRequest) -> bytes | None:
    """Render the number of findings."""
    return f"{len(audit.findings)}\n".encode() if request.format == "count" else None
