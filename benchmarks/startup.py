"""CPU that `--help` of every command costs over `python -c pass`: medians of user plus system time.

python benchmarks/startup.py [RUNS]
"""

import os
import statistics
import subprocess
import sys

COMMANDS = [
    "", "audit", "inspect", "rules", "rules list", "rules explain", "rules lint", "rules prove",
    "rules health", "init", "forms", "plugins", "plugins list", "report", "annotate", "schema", "completion", "demo",
]  # fmt: skip


def cpu_seconds(argv: list[str]) -> float:
    before = os.times()
    subprocess.run([sys.executable, *argv], stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main(runs: int) -> None:
    if sys.platform == "win32":
        sys.exit("os.times() does not count the CPU of child processes on Windows")
    argvs = {command: ["-m", "svcqa", *command.split(), "--help"] for command in COMMANDS}
    taken: dict[str, list[float]] = {command: [] for command in COMMANDS}
    bare: list[float] = []
    for _ in range(runs):  # alternating, so that a busy moment touches all alike
        bare.append(cpu_seconds(["-c", "pass"]))
        for command, argv in argvs.items():
            taken[command].append(cpu_seconds(argv))
    base = statistics.median(bare)
    print(f"python -c pass                 {base:.3f} s of CPU, median of {runs}")
    for command, seconds in taken.items():
        print(f"svcqa {command} --help".replace("  ", " ").ljust(30), f"+{statistics.median(seconds) - base:.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
