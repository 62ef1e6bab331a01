"""Headings: every office names its columns in its own way, and not on every sheet in the same."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.columns import goods, management, people, records, service

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    **service.COLUMNS,
    **goods.COLUMNS,
    **people.COLUMNS,
    **records.COLUMNS,
    **management.COLUMNS,
}
"""Register → field → the headings it has, in one sheet or another."""
KEYS: Mapping[str, tuple[str, ...]] = {**service.KEYS, **goods.KEYS, **people.KEYS, **records.KEYS, **management.KEYS}
"""Register → the fields that name its records."""
