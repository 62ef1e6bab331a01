"""Plugins of strangers: installed, found, used, and refused by name when they collide or break."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office import ROOT, workbooks


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the foreign plugin as a wheel."""
    folder = tmp_path_factory.mktemp("site")
    source = tmp_path_factory.mktemp("source") / "foreign_plugin"
    shutil.copytree(ROOT / "tests" / "foreign_plugin", source)
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    subprocess.run([*install, "--target", str(folder), str(source)], check=True, env=environment, capture_output=True)
    return folder


def _svcqa(*arguments: str | Path, site: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SVCQA_LANG": "en", "PYTHONUTF8": "1"}
    if site:
        environment["PYTHONPATH"] = str(site)
    command = [sys.executable, "-m", "svcqa", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def _plugin(site: Path, module: str, body: str, *, name: str) -> Path:
    """A plugin made by hand: a module and the metadata of its distribution."""
    site.mkdir(exist_ok=True)
    (site / f"{module}.py").write_text(body, encoding="utf-8")
    facts = site / f"{module}-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
    (facts / "entry_points.txt").write_text(f"[svcqa]\n{name} = {module}\n", encoding="utf-8")
    return site


def test_a_foreign_plugin_is_listed_with_all_it_offers(installed: Path) -> None:
    listed = json.loads(_svcqa("plugins", "list", "--format", "json", site=installed).stdout)
    (foreign,) = [plugin for plugin in listed if plugin["name"] == "foreign"]
    assert (foreign["distribution"], foreign["version"]) == ("svcqa-foreign", "3.1")
    assert "prefix" in str(foreign["offers"])
    assert "count" in str(foreign["offers"])


def test_a_foreign_plugins_check_ruleset_reader_and_report_are_used(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "编码"
    workbooks(folder / "编码.xlsx", {"编码": [["编码", "名称"], ["A1", "甲"], ["B1", "乙"]]})
    (folder / "more.csv").write_bytes(b"FOREIGN\nA2\nC2\n")
    made = _svcqa("audit", folder, "--ruleset", "foreign", "--as-of", "2024-03-31", "--format", "count", site=installed)
    assert (made.stdout, made.returncode) == ("1\n", 1), made.stderr
    seen = json.loads(_svcqa("inspect", folder, "--ruleset", "foreign", "--format", "json", site=installed).stdout)
    assert "foreign" in str(seen)


def test_without_it_its_ruleset_is_unknown(tmp_path: Path) -> None:
    workbooks(tmp_path / "a.xlsx", {"编码": [["编码", "名称"], ["A1", "甲"]]})
    made = _svcqa("audit", tmp_path, "--ruleset", "foreign", "--as-of", "2024-03-31")
    assert made.returncode == 2
    assert "there is no ruleset 'foreign'" in made.stderr


def test_two_plugins_with_one_check_name_stop_the_run_and_both_are_named(tmp_path: Path) -> None:
    body = "import svcqa\n@svcqa.hook\ndef svcqa_checks():\n    from svcqa_completeness.row import row_is_complete\n    return [row_is_complete]\n"
    site = _plugin(tmp_path / "site", "twin_plugin", body, name="twin")
    workbooks(tmp_path / "a.xlsx", {"编码": [["编码", "名称"], ["A1", "甲"]]})
    rules = tmp_path / "r.yaml"
    rules.write_text("name: r\ntitle: r\nversion: '1'\n", encoding="utf-8")
    made = _svcqa("audit", tmp_path / "a.xlsx", "--ruleset", rules, "--as-of", "2024-03-31", site=site)
    assert made.returncode == 2
    assert "completeness" in made.stderr
    assert "twin" in made.stderr
    assert "'row'" in made.stderr


def test_a_plugin_that_cannot_be_loaded_stops_the_run_and_is_listed_with_its_error(tmp_path: Path) -> None:
    site = _plugin(tmp_path / "site", "broken_plugin", "import a_module_nobody_has\n", name="broken")
    workbooks(tmp_path / "a.xlsx", {"编码": [["编码", "名称"], ["A1", "甲"]]})
    made = _svcqa("audit", tmp_path, "--ruleset", "any", "--as-of", "2024-03-31", site=site)
    assert made.returncode == 2
    assert "plugin broken" in made.stderr
    assert "a_module_nobody_has" in made.stderr
    assert "Traceback" not in made.stderr
    listed = json.loads(_svcqa("plugins", "list", "--format", "json", site=site).stdout)
    assert [plugin["name"] for plugin in listed if plugin["error"]] == ["broken"]


def test_a_plugin_with_a_hook_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    body = "import svcqa\n@svcqa.hook\ndef svcqa_chekcs():\n    return []\n"
    site = _plugin(tmp_path / "site", "mistyped_plugin", body, name="mistyped")
    made = _svcqa("plugins", "list", site=site)
    assert made.returncode == 2
    assert "svcqa_chekcs" in made.stdout + made.stderr


COMMANDS = """
import click, svcqa
from svcqa import Command, Option, Text

def run(console, twice):
    console.say(Text('在忙', 'at work'))
    console.write('hello' * (2 if twice else 1))
    return 1

@svcqa.hook
def svcqa_commands():
    about = Text('打招呼。', 'Greet.')
    more = Option('--twice', is_flag=True, about=Text('两次。', 'Twice.'))
    return [Command('NAME', about, run, [more]), click.Command('plain', callback=lambda: click.echo('plain'), help='Plain.')]
"""


def test_a_plugins_commands_stand_beside_svcqas_own(tmp_path: Path) -> None:
    site = _plugin(tmp_path / "site", "greeter", COMMANDS.replace("NAME", "greet"), name="greeter")
    listed = _svcqa("--help", site=site).stdout
    assert re.search(r"greet +Greet\.", listed)
    assert re.search(r"plain +Plain\.", listed)
    assert "commands greet, plain" in _svcqa("plugins", "list", site=site).stdout
    spoken = _svcqa("greet", "--help", "--lang", "zh", site=site).stdout
    assert "用法：svcqa greet [选项]" in spoken
    assert "--twice" in spoken
    assert "两次。" in spoken
    made = _svcqa("greet", "--twice", site=site)
    assert (made.returncode, made.stdout, made.stderr) == (1, "hellohello\n", "at work\n")
    assert _svcqa("plain", site=site).stdout == "plain\n"
    assert "Did you mean 'greet'" in _svcqa("gret", site=site).stderr


def test_a_command_that_svcqa_has_itself_is_refused_by_name(tmp_path: Path) -> None:
    site = _plugin(tmp_path / "site", "greeter", COMMANDS.replace("NAME", "audit"), name="greeter")
    made = _svcqa("--help", site=site)
    assert made.returncode == 2
    assert "a plugin offers the command 'audit', which svcqa has itself" in made.stderr


def test_two_plugins_with_one_command_are_refused_by_name(tmp_path: Path) -> None:
    site = _plugin(tmp_path / "site", "greeter", COMMANDS.replace("NAME", "demo"), name="greeter")
    made = _svcqa("demo", "--help", site=site)
    assert made.returncode == 2
    assert "plugins example and greeter both offer 'demo'" in made.stderr


def test_help_is_given_although_a_plugin_cannot_be_loaded(tmp_path: Path) -> None:
    site = _plugin(tmp_path / "site", "broken", "import nothing_of_that_name\n", name="broken")
    made = _svcqa("--help", site=site)
    assert made.returncode == 0
    assert "demo" in made.stdout
