"""Asking for help loads nothing heavy: no data library, no model, no check."""

import json
import os
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

COMMANDS = [
    [],
    ["audit"],
    ["due"],
    ["inspect"],
    ["compare"],
    ["diff"],
    ["rules"],
    ["rules", "list"],
    ["rules", "explain"],
    ["rules", "lint"],
    ["rules", "prove"],
    ["rules", "health"],
    ["init"],
    ["forms"],
    ["plugins"],
    ["plugins", "list"],
    ["report"],
    ["nonconformities"],
    ["reviews"],
    ["reviews", "export"],
    ["reviews", "import"],
    ["reviews", "merge"],
    ["reviews", "list"],
    ["reviews", "misread"],
    ["history"],
    ["history", "keep"],
    ["history", "list"],
    ["history", "show"],
    ["history", "export"],
    ["history", "verify"],
    ["seal"],
    ["verify"],
    ["actions"],
    ["actions", "raise"],
    ["actions", "export"],
    ["actions", "import"],
    ["actions", "list"],
    ["actions", "show"],
    ["scheme"],
    ["scheme", "list"],
    ["scheme", "show"],
    ["scheme", "points"],
    ["readiness"],
    ["annotate"],
    ["template"],
    ["schema"],
    ["completion"],
    ["demo"],
    ["serve"],
    ["sample"],
    ["sample", "draw"],
    ["sample", "plan"],
    ["sample", "repeat"],
]
FURTHER: list[list[str]] = [
    [],
    ["demo"],
    ["serve"],
    ["sample"],
    ["sample", "draw"],
    ["sample", "plan"],
    ["sample", "repeat"],
]
"""Help that lists commands of plugins, or is one's own: plugins are loaded for it, and nothing behind them."""
HEAVY = {
    "pandas", "numpy", "pyarrow", "pydantic", "pydantic_core", "msgspec", "openpyxl", "python_calamine", "jinja2",
    "yaml", "sqlalchemy", "alembic",
}  # fmt: skip
OWN = {
    "svcqa.audit", "svcqa.checks", "svcqa.config", "svcqa.findings", "svcqa.history", "svcqa.host", "svcqa.intake", "svcqa.readers",
    "svcqa.registers", "svcqa.reports", "svcqa.rulesets", "svcqa.sealing",
}  # fmt: skip
LIST_MODULES = """
import json, sys
from svcqa.cli import main
code = main(json.loads(sys.argv[1]))
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def modules_after(*argv: str) -> set[str]:
    env = {**os.environ, "SVCQA_LANG": "en", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, json.dumps(argv)],
        capture_output=True,
        encoding="utf-8",
        env=env,
        check=True,
    )
    assert done.stdout.startswith("Usage: svcqa")
    return set(json.loads(done.stderr))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_loads_neither_data_libraries_nor_models_nor_checks(command: list[str]) -> None:
    loaded = modules_after(*command, "--help")
    plugins = {name for name in loaded if name.startswith("svcqa_")}
    assert not loaded & HEAVY
    if command in FURTHER:
        entries = {point.value for point in entry_points(group="svcqa")}
        assert not loaded & OWN - entries - {"svcqa.host"}
        assert plugins <= entries | {"svcqa_example.command", "svcqa_sampling.command", "svcqa.web.command"}
    else:
        assert not loaded & OWN
        assert not plugins


def test_every_command_is_measured() -> None:
    from svcqa.cli import root

    found: list[list[str]] = [[]]
    for name, entry in root("en").entries.items():
        found.append([name])
        found += [[name, inner] for inner in getattr(entry.make("en"), "entries", {})]
    assert sorted(found) == sorted(COMMANDS)
