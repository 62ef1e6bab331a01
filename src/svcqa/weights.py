"""Weights: how important a clause is. No grade of a nonconformity; that is the auditor's."""

from typing import Literal

Weight = Literal["high", "medium", "low"]
WEIGHTS: tuple[Weight, ...] = ("high", "medium", "low")
