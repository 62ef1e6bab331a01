"""Tables on their side: headings down the first column, and a record in each of the others.

Read as a form, such a sheet would give its first record and pass over all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from svcqa.accounts import Said
from svcqa.intake.forms.boxes import Box, Boxes
from svcqa.intake.forms.pairs import Pair
from svcqa.text import Text

_FEWEST = 2
_DIGITS = re.compile(r"\d+")


def is_sideways(boxes: Boxes, pairs: Sequence[Pair]) -> bool:
    """Beyond most of the values stands one more of the same make: PG0002 after PG0001, a date after a date."""
    values = [pair.value for pair in pairs if pair.value and pair.value.text and pair.value.column > pair.label.right]
    alike = sum(_alike(value, boxes.beside(value)) for value in values)
    return alike >= _FEWEST and 2 * alike > len(values)


def _alike(value: Box, further: Box | None) -> bool:
    return further is not None and _DIGITS.sub("0", value.text) == _DIGITS.sub("0", further.text)


def said(title: Text) -> Said:
    """Why the sheet is not read, and how to mend it."""
    return Said(
        f"像横过来的“{title.zh}”：标题在一列里，每列一条记录，没有读；请在Excel中复制，用“选择性粘贴→转置”另存后再试",
        f"it looks like {title.en} on its side, a record in each column, and was not read; "
        "copy it in Excel, paste it with 'Paste Special, Transpose', save and try again",
    )
