"""Measurements with a target of their own: what is said of them, the audit file, and the start of the command line."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import table

HERE = Path(__file__).resolve().parent
START = 0.15
_HALF = re.compile(
    r"^(write|read) +([\d,]+) findings: ([\d.]+) s, peak ([\d.]+) GB(?: \(after ([\d.]+) s for the digest\))?",
    re.MULTILINE,
)
_TARGET = re.compile(r"^target: at most ([\d.]+) s and ([\d.]+) GB", re.MULTILINE)
_HELP = re.compile(r"^(svcqa .*--help) +\+(-?[\d.]+) s$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A section of the results, and the targets that were missed."""

    text: str
    missed: list[str]


def measured(script: str, env: Mapping[str, str]) -> str:
    """What a script beside this one prints."""
    command = [sys.executable, str(HERE / script)]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def audit_file(said: str) -> Section:
    """Writing an audit, its digest included, and reading it back."""
    target = _TARGET.search(said)
    halves = [
        (f"{half} {n} findings", float(s) + float(d or 0), float(gb)) for half, n, s, gb, d in _HALF.findall(said)
    ]
    if target is None or len(halves) != 2:
        raise ValueError(f"auditfile.py says something else: {said}")
    seconds, gigabytes = map(float, target.groups())
    missed = [
        f"to {half} took {took:.2f} s and {held} GB, more than {seconds:g} s or {gigabytes:g} GB"
        for half, took, held in halves
        if took > seconds or held > gigabytes
    ]
    text = table(["", "seconds", "peak GB"], [[half, f"{took:.2f}", f"{held:.2f}"] for half, took, held in halves])
    limit = f"Target: at most {seconds:g} s and {gigabytes:g} GB each, the digest included. {verdict(missed)}"
    return Section(f"## An audit of many findings, written and read back\n\n{limit}\n\n{text}", missed)


def start(said: str) -> Section:
    """The help of every command."""
    helps = [(command, float(took)) for command, took in _HELP.findall(said)]
    if not helps:
        raise ValueError(f"startup.py says something else: {said}")
    missed = [f"{command} costs {took} s of CPU, more than {START} s" for command, took in helps if took > START]
    text = table(["", "s of CPU"], [[f"`{command}`", f"{took:.3f}"] for command, took in helps])
    limit = f"Over `python -c pass`, median. Target: at most {START} s. {verdict(missed)}"
    return Section(f"## Start of the command line\n\n{limit}\n\n{text}", missed)


def beyond(what: str, ours: Sequence[float], theirs: Sequence[float], most: float, of: str) -> list[str]:
    """What is to be said if one median is more than so many times another; nothing where one was not measured."""
    times = statistics.median(ours) / statistics.median(theirs) if ours and theirs else 0.0
    return [f"{what} {times:.2f} times {of}, more than {most:g}"] if times > most else []


def verdict(missed: Sequence[str], unmeasured: Sequence[str] = ()) -> str:
    """Whether a target was met, for the results, and what of it nobody could judge."""
    said = "**Missed.**" if missed else "Met."
    return f"{said} Not measured, so not judged: {'; '.join(unmeasured)}." if unmeasured else said
