"""What a field holds of people, so that it can be hidden."""

from typing import Literal

Personal = Literal["person", "party", "contact"]
"""It names somebody; it names somebody or a firm; it leads to somebody, as a telephone number or an address does."""
