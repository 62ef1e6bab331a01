"""Reading in a child process: whatever a file does to its reader, the other files are read."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from svcqa.errors import InputError, LockedError, PluginError
from svcqa.intake import child
from svcqa.intake.child import COMMAND, Reading, ReadJob, ReadResult, prepare, read_in_child
from svcqa.requests import Limits, Tag
from tests import workbooks

# The worker as it is, with readers that misbehave on files of certain names.
STRANGE = """
import os, sys, time
from svcqa.host import Host
from svcqa.intake import worker
from svcqa.requests import Column, Sheet, Sheets

kept = Host.read

def read(self, source):
    if "dies" in source.name:
        os.abort()
    if "sleeps" in source.name:
        time.sleep(600)
    if "noisy" in source.name:
        sys.stderr.write("x" * 3_000_000)
        print("not for the pipe")
    if "mistaken" in source.name:
        raise ZeroDivisionError("three")
    if "greedy" in source.name:
        bytearray(1 << 46)
    if "uneven" in source.name:
        import numpy
        return Sheets([Sheet("a", [Column(numpy.ones(2, "u1")), Column(numpy.ones(3, "u1"))], 3)])
    return kept(self, source)

Host.read = read
worker.main()
"""


def run(paths: Sequence[Path], command: Sequence[str] = COMMAND, **limits: float) -> list[ReadResult]:
    jobs = [ReadJob(path, path.name) for path in paths]
    return list(read_in_child(jobs, Limits(**limits), command))  # type: ignore[arg-type]


def strange(code: str = STRANGE) -> tuple[str, ...]:
    return (sys.executable, "-X", "utf8", "-c", code)


def table(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("单号,数量\nA1,5\n", encoding="utf-8")
    return path


def said(result: ReadResult) -> str:
    assert result.sheets is None
    assert result.problem is not None
    return result.problem.say("en")


def is_read(result: ReadResult) -> bool:
    return result.problem is None and result.sheets is not None and result.sheets.sheets[0].rows > 0


def test_columns_cross_with_all_kinds_facts_and_digest(tmp_path: Path) -> None:
    folder = tmp_path / "三月 工单"
    folder.mkdir()
    cells = {"B2": "x", "C2": 5, "D2": ("=1/0", "#DIV/0!"), "E2": True, "F2": ("=1", 0), "B4": "y", "C4": "z"}
    path = workbooks.xlsx(folder / "台账 1.xlsx", {"表": cells, "空": {}})
    (result,) = run([path])
    assert (result.name, result.size) == ("台账 1.xlsx", path.stat().st_size)
    assert result.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert result.sheets is not None
    assert result.sheets.facts["format"] == "xlsx"
    sheet, empty = result.sheets.sheets
    assert (sheet.rows, len(sheet.columns), empty.rows) == (4, 6, 0)
    assert [column.tags[1] for column in sheet.columns] == [
        Tag.BLANK, Tag.TEXT, Tag.NUMBER, Tag.ERROR, Tag.BOOL, Tag.NEVER_CALCULATED,
    ]  # fmt: skip
    assert isinstance(sheet.columns[1].texts, pa.Array)
    assert sheet.columns[1].texts[3].as_py() == "y"
    assert sheet.columns[2].numbers is not None
    assert sheet.columns[2].numbers.dtype == np.float64


@pytest.mark.parametrize("refusal", [PermissionError(1, "all pipes taken"), AttributeError("F_SETPIPE_SZ")])
def test_a_system_that_grants_no_wider_pipe_reads_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    asked: list[int] = []

    def refused(descriptor: int, *_: int) -> None:
        asked.append(descriptor)
        raise refusal

    monkeypatch.setattr(pytest.importorskip("fcntl", reason="there are none on this system"), "fcntl", refused)
    monkeypatch.setattr(child, "_SPARE", [])
    (result,) = run([table(tmp_path, "a.csv")])
    assert is_read(result)
    assert asked


def test_what_cannot_be_opened_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    good = table(tmp_path, "a.csv")
    missing, folder, read = run([tmp_path / "没有.xlsx", tmp_path, good])
    assert "no such file" in said(missing)
    assert "this folder cannot be opened" in said(folder)
    assert is_read(read)


@pytest.mark.parametrize(
    ("raised", "kind", "words"),
    [
        ("PermissionError(13, 'in use')", LockedError, "Close it in Excel"),
        ("MemoryError", InputError, "it needs more memory than allowed"),
    ],
    ids=["held by Excel", "larger than the memory"],
)
def test_a_file_that_cannot_be_taken_in_says_why_and_the_next_one_is_read(
    tmp_path: Path, raised: str, kind: type[InputError], words: str
) -> None:
    reader = "from pathlib import Path\nfrom svcqa.intake import worker\nkept = Path.read_bytes\n"
    reader += f"def read(path):\n    if 'amiss' in path.name:\n        raise {raised}\n"
    reader += "    return kept(path)\n"
    reader += "Path.read_bytes = read\nworker.main()\n"
    refused, other = run([table(tmp_path, "amiss.csv"), table(tmp_path, "free.csv")], strange(reader))
    assert isinstance(refused.problem, kind)
    assert words in said(refused)
    assert is_read(other)


def test_unknown_content_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(256)) * 4 + bytes(4000))
    (result,) = run([path])
    assert isinstance(result.problem, InputError)
    assert "not a spreadsheet" in said(result)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dies.csv", "could not be read safely"),
        ("mistaken.csv", "ZeroDivisionError: three"),
        ("greedy.csv", "more memory than allowed"),
        ("uneven.csv", "could not be read safely"),
    ],
)
def test_a_file_that_ruins_its_reader_does_not_stop_the_others(tmp_path: Path, name: str, words: str) -> None:
    names = ["first.csv", name, "second.csv", name, "last.csv"]
    results = run([table(tmp_path, one) for one in names], strange())
    assert [result.name for result in results] == names
    assert [is_read(result) for result in results] == [True, False, True, False, True]
    assert words in said(results[1])
    assert results[1].sha256 == results[0].sha256


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_file_that_ends_its_reader_is_named_by_its_digest_whatever_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    first, died = run([table(tmp_path, name) for name in ("first.csv", "dies.csv")], strange())
    assert died.sheets is None
    assert died.sha256 == first.sha256


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    slow, good = run([table(tmp_path, "sleeps.csv"), table(tmp_path, "b.csv")], strange(), seconds=2.0)
    assert "more than 2 s" in said(slow)
    assert is_read(good)


def test_much_output_blocks_nobody(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_text("a,b\n" + "1,2\n" * 400_000, encoding="utf-8")
    noisy, second = run([table(tmp_path, "noisy.csv"), large], strange())
    assert is_read(noisy)
    assert is_read(second)


def test_leaving_early_ends_the_child(tmp_path: Path) -> None:
    with Reading(
        [ReadJob(table(tmp_path, name), name) for name in ("a.csv", "sleeps.csv")], Limits(), strange()
    ) as reading:
        assert is_read(next(iter(reading)))
        child = reading._child
        assert child is not None
    assert child._process.poll() is not None


def test_a_child_prepared_beforehand_reads_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_SPARE", [])
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"表": {"A1": 1}})
    prepare()
    prepare()
    (prepared,) = child._SPARE
    with Reading([ReadJob(path, path.name)]) as reading:
        assert (reading._child, child._SPARE) == (prepared, [])
        assert [result.problem for result in reading] == [None]
    (spare,) = child._SPARE
    assert spare is prepared
    prepared.kill()


def test_no_files_need_no_child() -> None:
    assert run([], ("nothing", "to", "start")) == []


def test_a_system_without_the_module_resource_reads(tmp_path: Path) -> None:
    without = "import sys\nsys.modules['resource'] = None\nfrom svcqa.intake import worker\nworker.main()\n"
    (result,) = run([table(tmp_path, "a.csv")], strange(without))
    assert is_read(result)


def test_a_declared_encoding_reaches_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("單號,客戶名稱\nA1,張三\n", encoding="big5")
    (result,) = read_in_child([ReadJob(path, "a.csv", "big5")], Limits())
    assert result.sheets is not None
    assert result.sheets.sheets[0].columns[1].texts.to_pylist() == ["客戶名稱", "張三"]  # type: ignore[union-attr]


def test_a_broken_plugin_is_told_and_not_blamed_on_a_file(tmp_path: Path) -> None:
    broken = "from svcqa.errors import PluginError\nfrom svcqa.host import Host\nfrom svcqa.intake import worker\n"
    broken += "def discover(**_):\n    raise PluginError.of('坏', 'plugin x cannot be loaded.')\n"
    broken += "Host.discover = discover\nworker.main()\n"
    with pytest.raises(PluginError, match="plugin x"):
        run([table(tmp_path, "a.csv")], strange(broken))


def test_the_child_loads_nothing_that_only_judges(tmp_path: Path) -> None:
    code = "import json, sys\nfrom svcqa.intake import worker\nworker.main()\n"
    code += "print(json.dumps(list(sys.modules)), file=sys.stderr)"
    job: dict[str, object] = {"path": str(table(tmp_path, "a.csv")), "name": "a.csv", "encoding": None, "limits": {}}
    done = subprocess.run(strange(code), input=json.dumps(job).encode(), capture_output=True, check=True)
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert "pyarrow" in loaded
    assert not loaded & {"pandas", "openpyxl", "svcqa.audit", "svcqa.judging"}
