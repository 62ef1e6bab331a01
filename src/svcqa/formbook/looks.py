"""How cells of a form book look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from svcqa.registers import FieldType

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "about": {"font_color": "#555555"},
    "lead": {"font_color": "#555555", "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "bg_color": "#E8EEF3", "border": 1, "valign": "vcenter"},
    "asked": {"bold": True, "text_wrap": True, "bg_color": "#FCE4D6", "border": 1, "valign": "vcenter"},
    "cell": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#1F4E79", "underline": 1, "valign": "top"},
    "text": {"num_format": "@"},
    "wrapped": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "boxed": {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFC8D0"},
    "boxed_date": {"num_format": "yyyy-mm-dd", "valign": "top", "border": 1, "border_color": "#BFC8D0"},
    "fixed": {
        "num_format": "@",
        "text_wrap": True,
        "valign": "top",
        "bg_color": "#ECECEC",
        "border": 1,
        "border_color": "#BFC8D0",
    },
    "fixed_date": {
        "num_format": "yyyy-mm-dd",
        "valign": "top",
        "bg_color": "#ECECEC",
        "border": 1,
        "border_color": "#BFC8D0",
    },
    "date": {"num_format": "yyyy-mm-dd"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm"},
    "money": {"num_format": "#,##0.00"},
    "free": {},
}
_OF_TYPE: Mapping[FieldType, str] = {
    "code": "text", "phone": "text", "person": "text", "text": "text", "choice": "text", "yes_no": "text",
    "date": "date", "datetime": "datetime", "money": "money", "number": "free", "duration": "free",
}  # fmt: skip
"""Codes are text, so that no digit is lost; numbers and lengths of time are left as they are typed."""


class Looks:
    """The formats of one workbook, by name."""

    def __init__(self, book: Workbook) -> None:
        font = {"font_name": "Microsoft YaHei", "font_size": 10}
        self._made = {name: book.add_format({**font, **look}) for name, look in _LOOKS.items()}

    def __getitem__(self, name: str) -> Format:
        return self._made[name]

    def of_type(self, type_: FieldType) -> Format:
        """The format of the cells of a field."""
        return self._made[_OF_TYPE[type_]]
