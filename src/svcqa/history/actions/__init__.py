"""Nonconformities and corrective actions between audits: raised from reviews, worked in a workbook, kept as events."""

from svcqa.history.actions.applying import Applied, imported
from svcqa.history.actions.raising import Raised, raised
from svcqa.history.actions.replaying import KINDS, day_of, kept_nonconformities, replayed
from svcqa.history.actions.writing import write

__all__ = [
    "KINDS", "Applied", "Raised", "day_of", "imported", "kept_nonconformities", "raised", "replayed", "write",
]  # fmt: skip
