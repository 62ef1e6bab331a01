"""Proofs for people: those of one rule in short, and whether those beside a ruleset hold."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from svcqa import testing
from svcqa.host import Host
from svcqa.rulesets import Library, Rule, Ruleset, load
from svcqa.text import Lang, Text

_VERDICTS = {
    "conforms": Text("符合", "conforms"),
    "fails": Text("不符合", "fails"),
    "pending": Text("未到期", "pending"),
    "undetermined": Text("无法判断", "undetermined"),
    "excepted": Text("例外", "excepted"),
    "out": Text("不在范围", "out of scope"),
    "not_assessed": Text("未评定", "not assessed"),
}


def of_rule(rule: Rule, ruleset: Ruleset) -> list[dict[str, Any]]:
    """The proofs of a rule: where each stands, what it shows, and how often it expects which verdict."""
    placed = next(one for one in ruleset.rules if (one.rule.id, one.rule.edition) == (rule.id, rule.edition))
    return [
        {"where": where, "name": one.name, "records": len(one.records), "expected": dict(_counted(one))}
        for one, where in testing.proofs_of(placed)
    ]


def _counted(written: testing.ProofFile) -> Counter[str]:
    """Verdict → how many records and slots are expected to get it, in the order of the verdicts."""
    said = [word for one in (*written.expected(), *written.slots) for word in one.split() if word in _VERDICTS]
    found = Counter(said)
    return Counter({verdict: found[verdict] for verdict in _VERDICTS if found[verdict]})


def shown(proof: Mapping[str, Any], lang: Lang) -> str:
    """One proof of a rule in a line."""
    comma = "、" if lang == "zh" else ", "
    counts = comma.join(f"{_VERDICTS[name].say(lang)} {count}" for name, count in proof["expected"].items())
    place = "/".join(PurePath(proof["where"]).parts[-2:])
    return "  ".join(part for part in (place, counts, proof["name"]) if part)


@dataclass(frozen=True)
class Run:
    """The proofs beside some rulesets, judged."""

    proofs: int
    wrong: Sequence[Text]
    """Those that do not hold, each with its line and what differs."""
    unproven: Sequence[str]
    """Rules that no proof names."""


def run(names: Sequence[str], host: Host) -> Run:
    """Judge the proofs beside rulesets.

    Raises:
        UsageError: there is no such ruleset.
        ConfigError: a ruleset or proof is wrong; each problem with file and line.
    """
    wrong: list[Text] = []
    unproven: list[str] = []
    count = 0
    for name in dict.fromkeys(names):
        found = testing.proofs(name, host)
        wrong += [text for proof in found for text in _wrong(proof)]
        count += len(found)
        named = {proof.rule for proof in found}
        unproven += [rule for rule in _own_rules(name, host) if rule not in named]
    return Run(count, wrong, unproven)


def _wrong(proof: testing.Proof) -> Iterator[Text]:
    differences = testing.disproven(proof)
    if differences:
        named = f" {proof.written.name}" if proof.written.name else ""
        head = f"{os.path.relpath(proof.where)}: {proof.rule}{named}"
        yield Text(
            f"{head}：{'；'.join(one.zh for one in differences)}", f"{head}: {'; '.join(one.en for one in differences)}"
        )


def _own_rules(name: str, host: Host) -> list[str]:
    """The rules that stand in the ruleset itself; those it inherits are proven beside the one they come from."""
    library = Library(host.ruleset_folders)
    place, ruleset = library.find(name), load(name, library)
    model = library.read(place)[0]
    files = {place.name, *model.include}
    folder = getattr(place, "parent", None)
    own = [one.rule.id for one in ruleset.rules if _beside(one.file.name, folder, files)]
    return list(dict.fromkeys(own))


def _beside(file: str, folder: object, names: set[str]) -> bool:
    return PurePath(file).name in names and PurePath(file).parent == PurePath(str(folder))
