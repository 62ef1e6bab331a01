"""The sheets of the workbook of actions: registers like any other, and which of their columns people fill in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from svcqa.actions.words import GRADES, RESULTS, STATES, TYPES
from svcqa.registers import Register
from svcqa.rulesets.models import RegistersFile
from svcqa.rulesets.reading import read_model
from svcqa.text import Lang, Text

NONCONFORMITIES, STEPS, EXTENSIONS = "action_nonconformities", "action_steps", "action_extensions"
FIELDS = (
    "grade", "containment", "extent", "cause_method", "cause", "cause_category", "plan_accepted_by",
    "plan_accepted_on", "criteria", "verifier", "verified_on", "verification_method", "verification_result",
    "effectiveness_due", "effectiveness_on", "effectiveness_by", "effectiveness_result", "closed_on", "closed_by",
)  # fmt: skip
"""Fields of a nonconformity that people fill in, beside its state and why that changes."""
STEP_FIELDS = ("type", "text", "owner", "due", "done_on", "evidence")
EXTENSION_FIELDS = ("old_due", "new_due", "reason", "approved_by", "on")
TO_FILL: Mapping[str, frozenset[str]] = {
    NONCONFORMITIES: frozenset({*FIELDS, "state", "reason"}),
    STEPS: frozenset(STEP_FIELDS),
    EXTENSIONS: frozenset(EXTENSION_FIELDS),
}
CODES: Mapping[str, Mapping[Any, Text]] = {
    "grade": GRADES, "state": STATES, "effectiveness_result": RESULTS, "type": TYPES,
}  # fmt: skip
"""Field → code → what the sheet says for it."""


@cache
def registers() -> Mapping[str, Register]:
    """Name → the register; in the order of the workbook's sheets."""
    return read_model(files(__package__).joinpath("registers.yaml"), RegistersFile)[0].registers


def said(field: str, value: str, lang: Lang) -> str:
    """A value as the sheet says it."""
    codes = CODES.get(field, {})
    return codes[value].say(lang) if value in codes else value


def code_of(field: str, written: str) -> str | None:
    """A value as it is kept, in whatever language it is written; ``None``: there is no such choice."""
    if field not in CODES or not written:
        return written
    plain = written.strip().casefold()
    return next((code for code, text in CODES[field].items() if plain in {code, text.zh, text.en.casefold()}), None)
