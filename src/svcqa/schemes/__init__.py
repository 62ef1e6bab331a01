"""Schemes by which certification bodies score an office, as data: items, points, levels, rules that bear on them."""

from svcqa.schemes.library import Mapped, Pattern, Scheme, Schemes
from svcqa.schemes.models import MappingFile, SchemeFile

__all__ = ["Mapped", "MappingFile", "Pattern", "Scheme", "SchemeFile", "Schemes"]
