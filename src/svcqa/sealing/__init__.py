"""Sealing (封存): an audit with all that it rests on in one package, and whether it still comes out the same.

The names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svcqa.sealing.contents import Supplies, seal
    from svcqa.sealing.verifying import verify_audit, verify_package

__all__ = ["Supplies", "seal", "verify_audit", "verify_package"]
_PLACES = {"Supplies": "contents", "seal": "contents"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES.get(name, 'verifying')}"), name)
