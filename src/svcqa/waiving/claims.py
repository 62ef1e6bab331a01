"""Claims: waivers with the rules that they lead to, and how people write what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svcqa.findings import Location
from svcqa.waivers import Waiver

Rule = tuple[str, str]
"""Ruleset, and id of a rule in it."""
_BLANKS = ("（空）", "(blank)", "")
_BETWEEN = re.compile(r"[\s、，,；;]+")


@dataclass(frozen=True)
class Claim:
    """A waiver, and the rules of this audit that it is an exception from."""

    waiver: Waiver
    rules: frozenset[Rule]
    end: Location | None = None
    """Where its last valid day is written."""


def listed(written: str) -> list[str]:
    """The ids of rules in a cell, each once."""
    return list(dict.fromkeys(filter(None, _BETWEEN.split(written))))


def key_names(parts: Sequence[str | None]) -> set[str]:
    """A key as reports show it; a part that is blank in either language, or left out."""
    blanks = _BLANKS if any(not part for part in parts) else _BLANKS[:1]
    return {" / ".join(part or blank for part in parts) for blank in blanks}


def rules_named(word: str, ruleset: str, known: Iterable[Rule]) -> set[Rule]:
    """The rules that an id leads to; before it may stand the ruleset, where several have a rule of that id."""
    return {one for one in known if ruleset in {"", one[0]} and word in {one[1], f"{one[0]}/{one[1]}"}}
