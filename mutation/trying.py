"""Try faults in the staged tree; run by ``mutation.run`` as a program of its own, in that tree.

The tests are collected once. A fault is tried in a child of that process, which has everything imported and need only
run the tests that pass through the faulty function: first those that noticed its other faults, then the quickest.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

from mutation.reading import read_here

NOTICED, SURVIVED, TIMEOUT, UNTESTED = "noticed", "survived", "timeout", "no tests"
_QUICKLY = (
    "-q", "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:xdist",
    "--hypothesis-profile", "mutants", "--tb=native",
)  # fmt: skip
"""Thousands of runs: nothing is kept, no garbage is looked through, a failure need not be made small."""
_PATIENCE = 10.0
"""Seconds of work that a fault may take beside four times what its tests take without it."""
_CLOCKS = {signal.ITIMER_PROF: (signal.SIGPROF, 1), signal.ITIMER_REAL: (signal.SIGALRM, 20)}
"""What ends a fault that works for too long, and one that only waits, which a busy machine must not look like."""
_SLOW = {end for end, _ in _CLOCKS.values()}


@dataclass
class Learned:
    """What is known of the tests once they have passed."""

    seconds: dict[str, float] = field(default_factory=dict)
    through: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The tests that pass through a function, in the order in which they are worth trying."""

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Keep the time a test takes and what it passes through; a hook of pytest."""
        self.seconds[item.nodeid] = self.seconds.get(item.nodeid, 0.0) + call.duration
        if call.when == "teardown":
            for function in state()._stats:
                self.through[function].append(item.nodeid)
            state()._stats.clear()

    def sort(self) -> None:
        """Quick tests first."""
        for tests in self.through.values():
            tests.sort(key=self.seconds.__getitem__)

    def noticed(self, function: str, test: str) -> None:
        """A test noticed a fault: it will be tried first of all with the next fault of that function."""
        tests = self.through[function]
        tests.remove(test)
        tests.insert(0, test)


@dataclass
class Child:
    """A process in which one fault is tried."""

    fault: str
    tests: list[str]
    told: int
    """Where it writes the number of the test that noticed."""


class Trying:
    """Run the tests that were collected once for every fault; a plugin of pytest."""

    def __init__(self, faults: Sequence[str], learned: Learned, place: Path) -> None:
        self.found: dict[str, str] = {}
        self._place = place
        self._faults = faults
        self._learned = learned
        self._temporary = place.parent / "temporary"
        self._items: dict[str, pytest.Item] = {}
        self._running: dict[int, Child] = {}
        self._began = time.monotonic()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once; a hook of pytest."""
        self._items = {item.nodeid: item for item in session.items}
        gc.collect()
        gc.freeze()
        workers = os.cpu_count() or 1
        for fault in self._faults:
            tests = list(self._learned.through.get(fault.partition("__mutmut_")[0], ()))
            if not tests:
                self.found[fault] = UNTESTED
                continue
            if len(self._running) >= workers:
                self._wait()
            self._start(session, fault, tests)
        while self._running:
            self._wait()
        self._say()
        return True

    def _start(self, session: pytest.Session, fault: str, tests: list[str]) -> None:
        reading, writing = os.pipe()
        sys.stdout.flush()
        pid = os.fork()
        if not pid:
            os.close(reading)
            self._try(session, fault, tests, writing)
        os.close(writing)
        self._running[pid] = Child(fault, tests, reading)

    def _try(self, session: pytest.Session, fault: str, tests: list[str], writing: int) -> None:
        """In the child: end with 1 as soon as a test fails."""
        os.setpgid(0, 0)
        patience = _PATIENCE + 4 * sum(map(self._learned.seconds.__getitem__, tests))
        for clock, (end, longer) in _CLOCKS.items():
            signal.signal(end, signal.SIG_DFL)
            signal.setitimer(clock, longer * patience)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        own = self._temporary / str(os.getpid())
        own.mkdir(parents=True)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(own)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        set_mutant_under_test(fault)
        try:
            for test, following in zip(tests, [*tests[1:], None], strict=True):
                item = self._items[test]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following and self._items[following])
                if session.testsfailed:
                    os.write(writing, test.encode())
                    os._exit(1)
        except BaseException:  # whatever a fault does to pytest itself is noticed
            os._exit(1)
        os._exit(0)

    def _wait(self) -> None:
        pid, status = os.waitpid(-1, 0)
        child = self._running.pop(pid)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # what it started and left behind
        shutil.rmtree(self._temporary / str(pid), ignore_errors=True)
        with os.fdopen(child.told, "rb") as told:
            test = told.read().decode()
        code = os.waitstatus_to_exitcode(status)
        self.found[child.fault] = SURVIVED if code == 0 else TIMEOUT if -code in _SLOW else NOTICED
        if test:
            self._learned.noticed(child.fault.partition("__mutmut_")[0], test)
        if len(self.found) % 100 == 0:
            self._say()

    def _say(self) -> None:
        self._place.write_text(json.dumps({"found": self.found}), encoding="utf-8")
        took = time.monotonic() - self._began
        left = sum(one in {SURVIVED, UNTESTED} for one in self.found.values())
        rate = len(self.found) / took
        print(f"{len(self.found)} of {len(self._faults)}: {left} not noticed, {rate:.1f} a second", flush=True)


def main(written: str) -> int:
    """Read what to try from a file and write what was found into it; the exit code."""
    place = Path(written)
    asked: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    learned = Learned()
    read_here()
    set_mutant_under_test("stats")
    if pytest.main([*_QUICKLY, "-x", *asked["tests"]], plugins=[learned]):
        return 1
    set_mutant_under_test("")
    learned.sort()
    return int(
        pytest.main([*_QUICKLY, "-qq", "-s", *asked["tests"]], plugins=[Trying(asked["faults"], learned, place)])
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
