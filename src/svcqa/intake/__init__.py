"""Intake: from files to Records, with an account of every row.

The names are loaded when they are first used: the child process that reads the files lives in this package and
needs none of what imports them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svcqa.intake.child import Reading
    from svcqa.intake.files import SUFFIXES, find_files
    from svcqa.intake.importing import Imported, IntakeOptions, import_files

__all__ = ["SUFFIXES", "Imported", "IntakeOptions", "Reading", "find_files", "import_files"]
_PLACES = {"Reading": "child", "SUFFIXES": "files", "find_files": "files"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES.get(name, 'importing')}"), name)
