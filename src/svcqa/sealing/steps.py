"""What a verification says: step by step, and in the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from svcqa.accounts import Said
from svcqa.errors import Problem
from svcqa.text import Text

FORMAT = "svcqa-verification/1"
Outcome = Literal["same", "differs", "unchecked", "noted"]
Name = Literal["package", "audit", "inputs", "program", "again"]
TITLES: dict[Name, Text] = {
    "package": Text("证据包清单", "manifest of the package"),
    "audit": Text("审核结果的摘要", "digest of the audit"),
    "inputs": Text("审核输入", "inputs"),
    "program": Text("程序和插件", "program and plugins"),
    "again": Text("重新审核", "audited again"),
}


class Step(Struct, frozen=True):
    """One step: what came out, in a sentence and in detail."""

    name: Name
    outcome: Outcome
    said: Said
    details: list[Said] = []


class Verification(Struct, frozen=True):
    """All steps, and the verdict: ``identical`` only if every step could be taken and nothing differs."""

    audit: str
    verdict: Literal["identical", "differs", "unchecked"]
    steps: list[Step]
    format: str = FORMAT


def step(name: Name, outcome: Outcome, said: Text, details: list[Text] | None = None) -> Step:
    """A step in both languages."""
    return Step(name, outcome, Said(said.zh, said.en), [Said(one.zh, one.en) for one in details or []])


def problem_texts(problems: Iterable[Problem]) -> list[Text]:
    """Problems as details."""
    return [Text(one.say("zh"), one.say("en")) for one in problems]


def concluded(audit: str, steps: list[Step]) -> Verification:
    """The verdict on all steps; an audit that was not made again is never identical."""
    outcomes = {one.outcome for one in steps}
    again = any(one.name == "again" and one.outcome == "same" for one in steps)
    if "differs" in outcomes:
        return Verification(audit, "differs", steps)
    return Verification(audit, "identical" if again and "unchecked" not in outcomes else "unchecked", steps)
