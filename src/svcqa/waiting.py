"""Settings as they are written: where ``{param: NAME}`` stands, they wait for the parameter's value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_slot(value: Any) -> bool:
    """``{param: NAME}``."""
    return isinstance(value, Mapping) and set(value) == {"param"}


def named_in(written: Any) -> list[str]:
    """Names of the parameters that settings wait for, in order of appearance."""
    if is_slot(written):
        return [written["param"]]
    parts = written.values() if isinstance(written, Mapping) else written if isinstance(written, (list, tuple)) else ()
    return list(dict.fromkeys(name for part in parts for name in named_in(part)))


def filled(written: Any, values: Mapping[str, Any]) -> Any:
    """The settings with every ``{param: NAME}`` replaced by its value."""
    if is_slot(written):
        return values[written["param"]]
    if isinstance(written, Mapping):
        return {key: filled(value, values) for key, value in written.items()}
    return [filled(item, values) for item in written] if isinstance(written, (list, tuple)) else written
