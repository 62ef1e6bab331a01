"""CPU of each check on a million records, on one core, as the runner calls it. Run it alone with::

    python -m benchmarks.checks [PART OF A RULE'S ID]...

What is measured is the call of the check and nothing else. Its frames are there, made by the core as for any rule, of
`checks.yaml` and the records of `generated.py`; what the runner does with the verdicts comes afterwards. Whatever a
check reckons of its keys it reckons itself, each time.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.measure import run
from benchmarks.planted import HERE
from benchmarks.report import spread, table
from benchmarks.targets import Section, verdict

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.registers import Records
    from svcqa.requests import Task
    from svcqa.rulesets import Bound, Ruleset

RULES = HERE / "checks.yaml"
RUNS = 3
AS_OF, PERIOD = "2025-12-31", "2023-01-01..2025-12-31"
TARGET, OF_WORKING_HOURS = 2.0, 1.0
"""Seconds of CPU that a check may take in its usual setting, and that a deadline over China's working hours may."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Cost:
    """What a rule cost."""

    rule: str
    seconds: list[float]
    """Of CPU, of every run after the first."""
    records: int
    subjects: int
    fails: int

    @property
    def median(self) -> float:
        """The seconds that count."""
        return statistics.median(self.seconds)

    @property
    def target(self) -> float | None:
        """The seconds it may take; none for the hardest settings."""
        if "." in self.rule:
            return None
        return OF_WORKING_HOURS if self.rule == "deadline" else TARGET

    def __str__(self) -> str:
        taken = " ".join(f"{one:.3f}" for one in self.seconds)
        return f"{self.rule} {self.records} {self.subjects} {self.fails} {taken}"

    @classmethod
    def read(cls, line: str) -> Cost:
        """The cost that was printed on a line.

        Raises:
            ValueError: the line says something else.
        """
        rule, *counts = line.split()
        records, subjects, fails = map(int, counts[:3])
        return cls(rule, [float(one) for one in counts[3:]], records, subjects, fails)


def ruleset() -> Ruleset:
    """The rules that are measured."""
    from svcqa.rulesets import Library, load

    return load(str(RULES), Library([]))


def bound(rules: Ruleset) -> list[Bound]:
    """The rules with their checks, as the runner binds them."""
    from svcqa.host import Host
    from svcqa.rulesets import bind

    return bind(rules, Host.discover().checks)


def context(rules: Ruleset) -> Context:
    """The audit moment, the period and the calendars."""
    import pandas as pd

    from svcqa.calendars import Calendars
    from svcqa.checks import Context
    from svcqa.periods import AsOf, Period
    from svcqa.rulesets.reach import calendars_of

    moment = AsOf.of(AS_OF)
    return Context(pd.Timestamp(moment.moment), Period.of(PERIOD, moment), Calendars(calendars_of([rules])))


def read_by(rule: Bound) -> list[str]:
    """The registers a rule reads, the judged one first."""
    others = (partner.register for partner in rule.partners().values())
    return list(dict.fromkeys([rule.rule.of, *others]))


def task(rule: Bound, registers: Mapping[str, Records], given: Context) -> Task:
    """A rule with its frames, as the core hands it to the runner."""
    from svcqa.judging.judge import prepared
    from svcqa.judging.ordering import in_order
    from svcqa.judging.subjects import subjects_of

    return prepared(rule, subjects_of(in_order({name: registers[name] for name in read_by(rule)})), given).task


def cost(rule: Bound, registers: Mapping[str, Records], given: Context, runs: int = RUNS) -> Cost:
    """Judge some times; the first time, in which calendars are laid out and modules compiled, does not count."""
    from svcqa.checks import Verdict
    from svcqa.execute import Here

    made, seconds = task(rule, registers, given), []
    for _ in range(runs + 1):
        started = time.process_time()
        judged = Here().judge(made)
        seconds.append(time.process_time() - started)
    fails = int((judged["verdict"] == Verdict.FAILS).sum())
    return Cost(rule.rule.id, seconds[1:], len(registers[rule.rule.of]), len(judged), fails)


def costs(wanted: Sequence[str]) -> Iterator[Cost]:
    """What each rule costs whose id has one of the parts; all if none are given."""
    from benchmarks.generated import records

    rules = ruleset()
    given = context(rules)
    made: dict[str, Records] = {}
    for rule in bound(rules):
        if wanted and not any(part in rule.rule.id for part in wanted):
            continue
        names = read_by(rule)
        made = {name: made[name] if name in made else records(name, rules.registers[name]) for name in names}
        yield cost(rule, made, given)


def measured(env: Mapping[str, str]) -> list[Cost]:
    """What every rule costs, in a process of its own that has one thread.

    Raises:
        RunError: it ended badly.
    """
    command = [sys.executable, "-m", "benchmarks.checks", "--lines"]
    made = run(command, folder=HERE.parent, env={**env, **dict.fromkeys(THREADS, "1")})
    return [Cost.read(line) for line in made.said.splitlines()]


def section(found: Iterable[Cost], titles: Mapping[str, str]) -> Section:
    """The section of the results.

    Args:
        found: what each rule cost.
        titles: rule → what it asks.
    """
    found = list(found)
    missed = [
        f"{one.rule} took {one.median:.2f} s of CPU, more than {one.target:g} s"
        for one in found
        if one.target is not None and one.median > one.target
    ]
    body = [
        [f"{one.rule}: {titles[one.rule]}", f"{one.subjects:,}", f"{one.fails:,}", spread(one.seconds), _limit(one)]
        for one in found
    ]
    about = (
        f"Target: at most {TARGET:g} s of CPU for a check in its usual setting, and {OF_WORKING_HOURS:g} s for a "
        f"deadline over China's working hours. {verdict(missed)} A rule with a dot is among the hardest settings of "
        "its check that an office may come to write, and has no target. One thread; the call alone, with "
        f"all it reckons of its keys within it; {RUNS} runs after a first one. The rules: `benchmarks/checks.yaml`."
    )
    head = ["rule", "subjects", "fail", "CPU, s", "at most"]
    return Section(f"## Checks on 1,000,000 records\n\n{about}\n\n{table(head, body)}", missed)


def _limit(one: Cost) -> str:
    return "–" if one.target is None else f"{one.target:g}"


def titles() -> dict[str, str]:
    """What each rule asks."""
    return {one.rule.id: one.rule.title.en for one in ruleset().rules}


def main() -> int:
    """The exit code: 1 if a target is missed."""
    import pyarrow as pa

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    wanted = [part for part in sys.argv[1:] if part != "--lines"]
    found = []
    for one in costs(wanted):
        found.append(one)
        print(one, flush=True, file=sys.stdout if "--lines" in sys.argv else sys.stderr)
    if "--lines" in sys.argv:
        return 0
    made = section(found, titles())
    print("\n".join([made.text, *made.missed]))
    return 1 if made.missed else 0


if __name__ == "__main__":
    sys.exit(main())
