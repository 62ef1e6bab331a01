"""Sheets as pages show them: written down once after an audit, then read by windows.

Whatever was uploaded is parsed only where an audit is prepared, in a worker process (:func:`prepare`). Pages read what
that wrote (:class:`Prepared`): the text of cells by runs of rows, and findings by cell. What stands in a cell is text,
whatever it looks like.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["Filters", "Prepared", "prepare"]
_PLACES = {"Filters": "nouns", "Prepared": "prepared", "prepare": "preparing"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
