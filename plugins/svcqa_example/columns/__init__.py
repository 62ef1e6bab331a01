"""Headings: every office names its columns in its own way, and not on every sheet in the same."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.columns import (
    department,
    goods,
    governing,
    management,
    office,
    outlets,
    people,
    records,
    service,
    shipping,
    teaching,
    workshop,
)

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    **service.COLUMNS,
    **goods.COLUMNS,
    **people.COLUMNS,
    **records.COLUMNS,
    **outlets.COLUMNS,
    **shipping.COLUMNS,
    **workshop.COLUMNS,
    **management.COLUMNS,
    **teaching.COLUMNS,
    **governing.COLUMNS,
    **department.COLUMNS,
    **office.COLUMNS,
}
"""Register → field → the headings it has, in one sheet or another."""
KEYS: Mapping[str, tuple[str, ...]] = {
    **service.KEYS,
    **goods.KEYS,
    **people.KEYS,
    **records.KEYS,
    **outlets.KEYS,
    **shipping.KEYS,
    **workshop.KEYS,
    **management.KEYS,
    **teaching.KEYS,
    **governing.KEYS,
    **department.KEYS,
    **office.KEYS,
}
"""Register → the fields that name its records."""
