"""Headings: every office names its columns in its own way, and not on every sheet in the same."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.columns import (
    appraisals,
    customer_service,
    customers,
    department,
    emergencies,
    evaluation,
    filing,
    goods,
    governing,
    handling,
    information,
    management,
    materials,
    money,
    office,
    organisation,
    outlets,
    people,
    quality,
    records,
    security,
    service,
    shipping,
    systems,
    teaching,
    workshop,
)

_LISTS = (
    service,
    goods,
    people,
    records,
    outlets,
    shipping,
    workshop,
    management,
    teaching,
    governing,
    customer_service,
    department,
    handling,
    information,
    money,
    office,
    organisation,
    quality,
    security,
    systems,
    customers,
    evaluation,
    filing,
    emergencies,
    appraisals,
    materials,
)


def _joined() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The columns of every register, wherever they are named."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in _LISTS:
        for register, columns in one.COLUMNS.items():
            found.setdefault(register, {}).update(columns)
    return found


COLUMNS = _joined()
"""Register → field → the headings it has, in one sheet or another."""
KEYS: Mapping[str, tuple[str, ...]] = {register: key for one in _LISTS for register, key in one.KEYS.items()}
"""Register → the fields that name its records."""
