"""How the files of a project are checked: by which manuals, for when, and how they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import Field as Slot

from svcqa.config import Config
from svcqa.registers import Names, Written

UPLOAD = "upload"
"""The audit date is the day on which files were handed in."""


class Settings(Written):
    """What a team agrees on once for all uploads of a project."""

    rulesets: Names = ()
    """Names of installed rulesets."""
    period: str | None = None
    """``FROM..TO`` or such as ``2024Q1``; everything up to the audit date if left out."""
    as_of: str = UPLOAD
    """A fixed audit date, or ``upload``: the day on which files were handed in."""
    parameters: Mapping[str, str] = Slot(default_factory=dict)
    """Parameter → value, over what the rulesets say."""
    skip_hidden: bool = False
    """Hidden rows, columns and sheets are left out of the records; they are accounted for either way."""
    config: Config = Slot(default_factory=Config)
    """How sheets are read: columns, formats, sheets, dates, encoding."""

    def audited(self, uploaded: dt.date) -> str:
        """The audit date for what was handed in on a day."""
        return uploaded.isoformat() if self.as_of == UPLOAD else self.as_of

    def order(self, uploaded: dt.date) -> dict[str, Any]:
        """What :func:`svcqa.audit.run` is told, beside the files."""
        return {
            "rulesets": self.rulesets,
            "as_of": self.audited(uploaded),
            "period": self.period,
            "parameters": dict(self.parameters),
            "skip_hidden": self.skip_hidden,
            "config": self.config,
        }

    @property
    def plain(self) -> dict[str, Any]:
        """The settings as plain data; what is left out there is left out here."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
