"""What an address of the page of sheets asks for: the filters, and addresses that keep them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import Query

from svcqa.web.sheets.nouns import Filters
from svcqa.weights import WEIGHTS

_KINDS = ("finding", "unjudged")
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """The filters of an address.

    Attributes:
        filters: what is asked of findings.
        here: only those of the sheet that is shown.
    """

    filters: Filters
    here: bool

    @property
    def given(self) -> dict[str, Any]:
        """The filters as an address has them."""
        told = asdict(replace(self.filters, sheet=None))
        return {name: value for name, value in {**told, "here": "1" if self.here else ""}.items() if value not in {None, ""}}

    def of(self, sheet: int | None) -> Filters:
        """The filters, with the sheet that is shown where only its findings are wanted."""
        return replace(self.filters, sheet=sheet) if self.here else self.filters

    def address(self, **more: Any) -> str:
        """The filters and more as the query of an address."""
        told = {**self.given, **{name: value for name, value in more.items() if value is not None}}
        return f"?{urlencode(told)}"


def asked(  # noqa: PLR0913, PLR0917 - the fields of a form
    kind: str = "", rule: str = "", weight: str = "", unit: str = "", state: str = "",
    text: str = Query("", max_length=_LONGEST), here: str = "",
) -> Asked:  # fmt: skip
    """The filters; what cannot be meant asks nothing."""
    filters = Filters(
        kind=kind if kind in _KINDS else None,  # type: ignore[arg-type]
        rule=number(rule),
        weight=next((one for one in WEIGHTS if one == weight), None),
        unit=number(unit),
        state=state,
        text=text.strip(),
    )
    return Asked(filters, here=bool(here))


def number(written: str) -> int | None:
    """A number as it stands in an address; ``None`` for what is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
