"""Office desks, simulated: Chinese folders, old consoles, files held by Excel, a Python without POSIX modules."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from svcqa.cli.output import write_whole
from svcqa.errors import LockedError
from tests.office import ROOT

RULESET = """\
name: desk
title: {zh: 服务台, en: Service desk}
version: "1"
registers:
  work_orders:
    title: {zh: 工单, en: Work orders}
    key: order_no
    event_date: received_at
    fields:
      order_no: {title: {zh: 工单号, en: Order no}, type: code}
      received_at: {title: {zh: 受理时间, en: Received at}, type: datetime}
      contacted_at: {title: {zh: 联系时间, en: Contacted at}, type: datetime}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
rules:
  - id: D-1
    clause: "7.2"
    title: {zh: 及时联系客户, en: The customer is called in time}
    of: work_orders
    check: deadline
    params: {start: received_at, end: contacted_at, max: 30m}
"""
BEYOND_GBK = "✓😀ẅ"
NO_POSIX = """
import sys

class NoPosix:
    def find_spec(self, name, path=None, target=None):
        if name in {"resource", "fcntl", "termios", "pwd", "grp"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NoPosix())
for name in ("resource", "fcntl", "termios", "pwd", "grp"):
    sys.modules.pop(name, None)
"""
HELD_BY_EXCEL = """
import builtins, io, os

really = io.open

def opened(file, *args, **kwargs):
    if not isinstance(file, int) and os.path.basename(os.fspath(file)) == "held.xlsx":
        raise PermissionError(13, "Permission denied", file)
    return really(file, *args, **kwargs)

io.open = builtins.open = opened
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder such as people have, with a ruleset and a workbook in it."""
    folder = tmp_path / "我的 文档" / "2024年 一季度（终稿）"
    folder.mkdir(parents=True)
    (folder / "规则 集.yaml").write_text(RULESET, encoding="utf-8")
    workbook(folder / "工单 台账.xlsx")
    return folder


def workbook(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("工单")
    sheet.write_row(0, 0, ("工单号", "受理时间", "联系时间", "工程师"))
    sheet.write_row(1, 0, (f"A1{BEYOND_GBK}", dt.datetime(2024, 3, 1, 9), dt.datetime(2024, 3, 1, 12), BEYOND_GBK))
    book.close()


def svcqa(
    *argv: str | Path, cwd: Path, env: dict[str, str] | None = None, custom: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run svcqa in a process of its own, with what a ``sitecustomize`` module changes there and in its children."""
    paths = [path for path in sys.path if path]
    if custom:
        changed = cwd / "changed python"
        changed.mkdir()
        (changed / "sitecustomize.py").write_text(custom, encoding="utf-8")
        paths.insert(0, str(changed))
    whole = {**os.environ, "SVCQA_LANG": "zh", "PYTHONPATH": os.pathsep.join(paths), **(env or {})}
    words: Sequence[str | Path] = [sys.executable, "-m", "svcqa", *argv]
    return subprocess.run(words, cwd=cwd, env=whole, capture_output=True, check=False)


def audit_of(path: str, *options: str) -> list[str]:
    return ["audit", path, "--ruleset", "规则 集.yaml", "--as-of", "2024-03-31", *options]


def findings(document: bytes) -> list[str]:
    return [one["key"]["order_no"] for one in json.loads(document)["content"]["findings"]]


def test_folders_with_chinese_names_and_spaces(desk: Path) -> None:
    done = svcqa(*audit_of(str(desk), "--output", "html=报 告.html", "--output", "json=审 核.json"), cwd=desk)
    assert done.returncode == 1, done.stderr.decode()
    assert findings((desk / "审 核.json").read_bytes()) == [f"A1{BEYOND_GBK}"]
    assert "工单 台账.xlsx" in (desk / "报 告.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["audit", "inspect"])
def test_a_gbk_console_gets_gbk_whatever_the_data_hold(desk: Path, command: str) -> None:
    argv = (
        audit_of("工单 台账.xlsx") if command == "audit" else ["inspect", "工单 台账.xlsx", "--ruleset", "规则 集.yaml"]
    )
    done = svcqa(*argv, cwd=desk, env={"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"})
    assert done.returncode in {0, 1}, done.stderr.decode("gbk")
    assert "工单 台账.xlsx" in done.stdout.decode("gbk")
    done.stderr.decode("gbk")


def test_documents_are_utf_8_on_a_gbk_console_too(desk: Path) -> None:
    env = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    done = svcqa(*audit_of("工单 台账.xlsx", "--format", "json"), cwd=desk, env=env)
    assert findings(done.stdout) == [f"A1{BEYOND_GBK}"]


def test_help_and_errors_on_a_gbk_console(desk: Path) -> None:
    env = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    assert "用法" in svcqa("--help", cwd=desk, env=env).stdout.decode("gbk")
    done = svcqa("audit", f"没有{BEYOND_GBK}.xlsx", "--ruleset", "规则 集.yaml", cwd=desk, env=env)
    assert done.returncode == 2
    assert "没有这个文件" in done.stderr.decode("gbk")


def test_the_c_locale(desk: Path) -> None:
    if not str(ROOT).isascii():
        pytest.skip(f"Python does not start from an editable install in {ROOT} under an ASCII locale")
    env = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "SVCQA_LANG": ""}
    done = svcqa(*audit_of("工单 台账.xlsx"), cwd=desk, env=env)
    assert done.returncode == 1, done.stderr
    assert done.stdout.decode("ascii").strip()
    document = svcqa(*audit_of("工单 台账.xlsx", "--format", "json"), cwd=desk, env=env)
    assert findings(document.stdout) == [f"A1{BEYOND_GBK}"]
    chinese = svcqa("audit", "没有.xlsx", "--ruleset", "规则 集.yaml", "--lang", "zh", cwd=desk, env=env)
    assert chinese.returncode == 2
    assert b"Traceback" not in chinese.stderr


def test_a_python_without_posix_modules(desk: Path) -> None:
    blocked = subprocess.run([sys.executable, "-c", NO_POSIX + "\nimport resource"], capture_output=True, check=False)
    assert b"No module named 'resource'" in blocked.stderr
    done = svcqa(*audit_of("工单 台账.xlsx", "--format", "json"), cwd=desk, custom=NO_POSIX)
    assert done.returncode == 1, done.stderr.decode()
    assert findings(done.stdout) == [f"A1{BEYOND_GBK}"]


def test_a_workbook_held_by_excel_is_named_and_the_others_are_audited(desk: Path) -> None:
    workbook(desk / "held.xlsx")
    done = svcqa(*audit_of(".", "--format", "json"), cwd=desk, custom=HELD_BY_EXCEL)
    assert done.returncode == 1, done.stderr.decode()
    assert "held.xlsx" in done.stderr.decode()
    assert "Excel" in done.stderr.decode()
    assert findings(done.stdout) == [f"A1{BEYOND_GBK}"]


def test_the_only_workbook_held_by_excel_gives_exit_code_2(desk: Path) -> None:
    workbook(desk / "held.xlsx")
    done = svcqa(*audit_of("held.xlsx"), cwd=desk, custom=HELD_BY_EXCEL)
    assert done.returncode == 2
    assert "Excel" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_report_held_by_excel_is_refused_before_the_audit(desk: Path) -> None:
    (desk / "held.xlsx").write_bytes(b"old report")
    done = svcqa(*audit_of("工单 台账.xlsx", "--output", "csv=held.xlsx"), cwd=desk, custom=HELD_BY_EXCEL)
    assert done.returncode == 2
    assert "held.xlsx：无法写入" in done.stderr.decode()
    assert "Excel" in done.stderr.decode()


def test_a_report_opened_by_excel_meanwhile_is_kept_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "报告.csv"
    target.write_bytes(b"old")

    def held(source: object, target: object) -> None:
        raise PermissionError(13, "Permission denied", target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(LockedError, match="usually Excel"):
        write_whole(str(target), b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.csv"]
