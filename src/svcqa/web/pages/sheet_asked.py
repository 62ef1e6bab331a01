"""What an address of the page of sheets asks for: the filters, a place, and addresses that keep the filters."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from svcqa.annotating.xml import place
from svcqa.web.sheets.asking import STATES
from svcqa.web.sheets.nouns import Filters
from svcqa.weights import WEIGHTS

FAR = 1 << 30
_KEPT = ("kind", "rule", "weight", "unit", "state", "text", "here")


def _number(written: Any) -> int | None:
    text = str(written)
    return min(int(text), FAR) if text.isascii() and text.isdigit() and len(text) < 12 else None


Number = Annotated[int | None, BeforeValidator(_number)]
"""A number as it stands in an address; ``None`` for what is none."""
Cut = Annotated[str, BeforeValidator(lambda written: str(written)[:200])]


class Asked(BaseModel):
    """The query of an address; what cannot be meant asks nothing."""

    model_config = ConfigDict(frozen=True)

    kind: Cut = ""
    rule: Number = None
    weight: Cut = ""
    unit: Number = None
    state: Cut = ""
    text: Cut = ""
    here: Cut = ""
    """Only findings of the sheet that is shown."""
    sheet: Number = None
    cell: Cut = ""
    entry: Number = None
    finding: Cut = ""
    """The fingerprint of the finding that is chosen, in place of ``entry``."""
    start: Number = None
    """Entries of the list before those that are shown."""
    first: Number = None
    """The first row."""
    count: Number = None
    left: Number = None
    """The first column, from 0."""
    columns: Number = None
    back: Cut = Field("")

    @property
    def at(self) -> tuple[int, int] | None:
        """Row and column of the cell."""
        return place(self.cell) if len(self.cell) < 12 else None

    @property
    def is_narrow(self) -> bool:
        """Something is chosen beside the text and the sheet."""
        return any(getattr(self, name) not in {None, ""} for name in ("kind", "rule", "weight", "unit", "state"))

    def filters(self, sheet: int | None) -> Filters:
        """The filters, with the sheet that is shown where only its findings are wanted."""
        return Filters(
            kind={"finding": "finding", "unjudged": "unjudged"}.get(self.kind),  # type: ignore[arg-type]
            sheet=sheet if self.here else None,
            rule=self.rule,
            weight=next((one for one in WEIGHTS if one == self.weight), None),
            unit=self.unit,
            state=self.state if self.state in STATES else "",
            text=self.text.strip(),
        )

    def address(self, **more: Any) -> str:
        """The filters and more as the query of an address."""
        told = {name: getattr(self, name) for name in _KEPT} | more
        return f"?{urlencode({name: value for name, value in told.items() if value not in {None, ''}})}"
