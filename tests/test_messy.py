"""Files with one peculiarity each, as they circulate: read whole, or refused in one sentence of the right kind."""

from __future__ import annotations

import csv
import json
import os
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from svcqa.cli import main
from svcqa.intake.child import Reading, ReadJob, ReadResult
from svcqa.readers.refusals import RefusalKind
from svcqa.requests import Limits, Sheet, Tag
from tests.office import ROOT

FOLDER = Path(os.environ.get("SVCQA_SHARED_DATA") or ROOT.parent / "shared" / "data") / "messy"
ABSENT = pytest.mark.skip(reason=f"{FOLDER} is not here")
MOST_SECONDS, MOST_BYTES = 10.0, 500_000_000
KINDS = frozenset(RefusalKind.__args__)  # type: ignore[attr-defined]

# the worker as it is, which leaves behind how much memory it took at most
MEASURED = """
import pathlib
from svcqa.intake import worker
worker.main()
try:
    said = pathlib.Path("/proc/self/status").read_text(encoding="utf-8")
    most = next(int(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith("VmHWM"))
except (OSError, StopIteration):
    most = 0
pathlib.Path({place!r}).write_text(str(most), encoding="utf-8")
"""

# where both outcomes conform, what the note asks of an import
SAID_OF_IMPORTS: dict[str, dict[str, str]] = {
    "nul_bytes": {"nul_bytes": "2 removed"},
    "encoding_ambiguous": {"encoding": "utf-16-le"},
}


def _manifest() -> list[dict[str, str]]:
    if not FOLDER.exists():
        return []
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


MANIFEST = _manifest()
FILES: list[Any] = [pytest.param(one, id=one["file"]) for one in MANIFEST] or [pytest.param({}, marks=ABSENT)]


@dataclass(frozen=True)
class Taken:
    """What the child made of all files, and the most memory it had."""

    results: dict[str, ReadResult]
    memory: int


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    if not MANIFEST:
        pytest.skip(f"{FOLDER} is not here")
    place = tmp_path_factory.mktemp("messy") / "memory"
    command = (sys.executable, "-X", "utf8", "-c", MEASURED.format(place=str(place)))
    jobs = [ReadJob(FOLDER / one["file"], one["file"]) for one in MANIFEST]
    # with one more to come, since a child that has read much is ended after its last file
    with Reading([*jobs, jobs[0]], Limits(seconds=MOST_SECONDS), command) as reading:
        results = {result.name: result for result in islice(reading, len(jobs))}
        assert reading._child is not None
        process = reading._child._process
        assert process.stdin is not None
        process.stdin.close()  # it ends where there is nothing more to read
        process.wait(timeout=60)
    return Taken(results, int(place.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def accounts() -> dict[str, dict[str, Any]]:
    """File → its account, as ``svcqa inspect`` gives it."""
    import msgspec

    from svcqa.host import Host
    from svcqa.intake import import_files
    from svcqa.rulesets import Library
    from svcqa.rulesets.reach import recognisable

    registers = recognisable((), Library(Host.discover().ruleset_folders))
    with Reading([ReadJob(FOLDER / one["file"], one["file"]) for one in MANIFEST]) as reading:
        return {one.name: msgspec.to_builtins(one) for one in import_files(reading, registers).inputs}


def shape(sheet: Sheet) -> dict[str, Any]:
    """The places that are filled, in the words of the manifest."""
    tags = [np.asarray(column.tags) for column in sheet.columns]
    found = {
        "error_cells": sum(int((one == Tag.ERROR).sum()) for one in tags),
        "formulas_without_value": sum(int((one == Tag.NEVER_CALCULATED).sum()) for one in tags),
        "merged": len(sheet.merged),
        "hidden_rows": len(sheet.hidden_rows),
    }
    state = "veryHidden" if sheet.state == "very_hidden" else sheet.state
    return {"name": sheet.name, "state": state, **{name: count for name, count in found.items() if count}}


def _without(shape: dict[str, Any], uncounted: set[str]) -> dict[str, Any]:
    return {name: value for name, value in shape.items() if name in _SHAPE - uncounted}


_SHAPE = frozenset({"name", "state", "error_cells", "formulas_without_value", "merged", "hidden_rows"})


@pytest.mark.parametrize("entry", FILES)
def test_each_file_is_read_whole_or_refused_as_it_must_be(entry: dict[str, str], taken: Taken) -> None:
    result = taken.results[entry["file"]]
    if result.problem:
        assert entry["expect"] in {"refuse", "either"}, result.problem.say("en")
        (problem,) = result.problem.problems
        assert problem.kind == entry["refuse_reason"]
        assert problem.kind in KINDS
        assert problem.mend is not None
        assert all(problem.say(lang).count("\n") == 0 for lang in ("zh", "en"))
        return
    assert entry["expect"] in {"import", "either"}
    assert result.sheets is not None
    details = json.loads(entry["detail"])
    if not entry["encoding"]:
        readers = entry["verified_by"].partition("cannot read")  # only some of them count merged ranges
        uncounted = {"merged"} if "own XML count" in readers[2] or "odfpy" in readers[0] else set()
        shapes = [shape(sheet) for sheet in result.sheets.sheets]
        assert [_without(one, uncounted) for one in shapes] == [_without(one, uncounted) for one in details]
    assert not any(sheet.problem for sheet in result.sheets.sheets)
    for fact, value in SAID_OF_IMPORTS.get(entry["refuse_reason"], {}).items():
        assert result.sheets.facts[fact] == value


# the manifest counts the covered cells of an ods workbook as absent, and a cell of nothing but spaces as a cell where
# the workbook says that its spaces are meant; its notes allow the other way
OTHERWISE: dict[str, tuple[int, int]] = {"covered.ods": (3, 3), "whitespace_trim.xlsx": (6, 13)}


@pytest.mark.parametrize("entry", FILES)
def test_every_row_and_cell_is_accounted_for(entry: dict[str, str], accounts: dict[str, dict[str, Any]]) -> None:
    account = accounts[entry["file"]]
    if account["problem"]:
        assert account["refusal"] == entry["refuse_reason"]
        return
    for sheet in account["sheets"]:
        aside = sum(one["to_row"] - one["row"] + 1 for one in sheet["set_aside"])
        assert sheet["rows_read"] == sheet["imported"] + aside
        assert sheet["filled_rows"] <= sheet["rows_read"]
    above = int(account["facts"].get("lines_above", 0))
    rows, cells = (sum(sheet[name] for sheet in account["sheets"]) - above for name in ("filled_rows", "cells"))
    wanted = OTHERWISE.get(Path(entry["file"]).name, (int(entry["rows"]), int(entry["cells"])))
    assert (len(account["sheets"]), rows, cells) == (int(entry["worksheets"]), *wanted)


ENCODINGS = {"gbk": "gb18030"}


@pytest.mark.parametrize("entry", [one for one in FILES if not one.values[0] or one.values[0]["encoding"]])
def test_encoding_and_delimiter_of_text_are_told(entry: dict[str, str], taken: Taken) -> None:
    result = taken.results[entry["file"]]
    if result.sheets is None:
        assert entry["expect"] != "import"
        return
    facts = result.sheets.facts
    said = "utf-8" if entry["refuse_reason"] == "nul_bytes" else entry["encoding"]  # with the NULs gone it is ASCII
    assert (facts["encoding"], facts["delimiter"]) == (ENCODINGS.get(said, said), entry["delimiter"])


def test_no_file_takes_much_memory(taken: Taken) -> None:
    if not taken.memory:
        pytest.skip("this system does not tell a process's memory")
    assert taken.memory < MOST_BYTES


def _only(taken: Taken, name: str) -> Sheet:
    sheets = taken.results[name].sheets
    assert sheets is not None
    return sheets.sheets[0]


@pytest.mark.parametrize("system", ["1900", "1904"])
def test_dates_of_both_date_systems_are_those_the_workbook_spells_out(system: str, taken: Taken) -> None:
    """Beside each date stands what the program that wrote the file showed of it, as text."""
    _, dates, spelled, _ = _only(taken, f"sheetjs/1904__{system}.xlsx").columns
    assert dates.moments is not None
    assert spelled.texts is not None
    assert np.datetime_as_string(dates.moments, unit="D").tolist() == spelled.texts.to_pylist()


def test_dates_in_the_1904_system_are_told_of_all_formats(taken: Taken) -> None:
    systems = {one: taken.results[f"calamine/{one}"].sheets for one in ("date_1904.xlsx", "date_1904.xls", "date_1904.xlsb")}  # fmt: skip
    assert {one: sheets.facts["date_system"] for one, sheets in systems.items() if sheets} == dict.fromkeys(systems, "1904")  # fmt: skip


def test_text_that_matters_comes_out_as_it_stands(taken: Taken) -> None:
    def texts(name: str, column: int = 0) -> list[Any]:
        found = _only(taken, name).columns[column].texts
        return [] if found is None else found.to_pylist()

    assert any(
        "а" <= letter <= "я" for text in texts("sheetjs/biff5__numfmt_1_russian.xls", 1) for letter in text or ""
    )
    assert texts("frictionless/leading-zeros.csv")[1:] == ["01", "002", "00003"]
    assert texts("frictionless/bom.csv")[0] == "id"


def test_ragged_rows_are_named(taken: Taken) -> None:
    sheets = taken.results["frictionless/defective-rows.csv"].sheets
    assert sheets is not None
    assert sheets.facts["ragged_row_numbers"] == "2, 3"


@pytest.mark.parametrize("name", ["made/xlsx_named.xls", "made/xls_named.xlsx", "made/csv_named.xlsx"])
def test_a_name_that_says_another_format_is_told(name: str, accounts: dict[str, dict[str, Any]]) -> None:
    if not MANIFEST:
        pytest.skip(f"{FOLDER} is not here")
    note = accounts[name]["notes"][0]
    assert note["en"].startswith(f"its name ends in {Path(name).suffix}, but its content is")


# ---------------------------------------------------------------------------------------------- the command


@pytest.fixture
def _plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SVCQA_CONFIG", "SVCQA_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def _one_of_each_kind() -> list[Any]:
    kinds = {one["refuse_reason"] or one["expect"]: one for one in reversed(MANIFEST)}
    return [pytest.param(one, id=kind) for kind, one in kinds.items()] or [pytest.param({}, marks=ABSENT)]


@pytest.mark.usefixtures("_plainly")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_inspect_goes_through_all_files_at_once(capsys: pytest.CaptureFixture[str], lang: str, taken: Taken) -> None:
    assert main(["inspect", *(str(FOLDER / one["file"]) for one in MANIFEST), "--lang", lang]) == 0
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    refused = [name for name, result in taken.results.items() if result.problem]
    told = [line for line in err.splitlines() if any(Path(name).name in line for name in refused)]
    assert len(told) == len(refused)


def _inspects_alone(entry: dict[str, str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["inspect", str(FOLDER / entry["file"]), "--lang", lang])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    allowed = {"import": {0}, "refuse": {2}, "either": {0, 2}}[entry["expect"]]
    assert code in allowed
    assert len([line for line in err.splitlines() if Path(entry["file"]).name in line]) == (1 if code else 0)


@pytest.mark.usefixtures("_plainly")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("entry", _one_of_each_kind())
def test_inspect_of_one_file_says_one_sentence(
    entry: dict[str, str], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _inspects_alone(entry, lang, capsys)


@pytest.mark.long
@pytest.mark.usefixtures("_plainly")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("entry", FILES)
def test_inspect_of_every_file_alone(entry: dict[str, str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    _inspects_alone(entry, lang, capsys)
