"""A department that the manual names and the company calls otherwise."""

from __future__ import annotations

from svcqa_example.making.orders import Desk

_NAMED, _CALLED = "商务部", "市场部"


def department_renamed(desk: Desk) -> None:
    """The commercial department goes by another name, on every paper: the one that the manual names is not there."""
    for records in desk.company.registers.values():
        for record in records:
            for name, value in record.values.items():
                if value == _NAMED:
                    record[name] = _CALLED
    for person in desk.staff.people:
        if person.dept == _NAMED:
            person.dept = _CALLED
    desk.company.truth.missing("S002-PXX-3/8", _NAMED)


PLANTS = (department_renamed,)
