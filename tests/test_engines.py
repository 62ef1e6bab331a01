"""Engines: whoever judges, in however many parts, says the same; and nobody who judges is lost without a word."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from benchmarks import checks, generated

import svcqa
from svcqa import EngineError, Executor, ExecutorSpec, Task, UsageError
from svcqa.cli import main
from svcqa.cli.engines import engine_wanted
from svcqa.config import Config
from svcqa.execute import Here
from svcqa.host import Host
from svcqa.registers import Records
from svcqa.rulesets import Bound
from svcqa.truths import Several
from svcqa_dask import parts
from svcqa_dask.cluster import Cluster, processes
from svcqa_dask.options import Options
from tests.mortal import Mortal, dies
from tests.office import ORDERS, ROWS, ruleset, workbook

RULES = checks.ruleset()
BOUND = checks.bound(RULES)
COUNT, PART = 600, 60
HOST = Host.discover()


@pytest.fixture(scope="module")
def registers() -> dict[str, Records]:
    """Generated records, in no order."""
    made = {name: generated.records(name, RULES.registers[name], COUNT) for name in generated.SHEETS}
    return {name: _shuffled(one) for name, one in made.items()}


def _shuffled(records: Records) -> Records:
    order = np.random.default_rng(7).permutation(len(records))
    return replace(
        records,
        frame=records.frame.iloc[order].reset_index(drop=True),
        kinds={name: kinds[order] for name, kinds in records.kinds.items()},
        date_only={name: bare[order] for name, bare in records.date_only.items()},
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two workers."""
    with processes(Options.of(ExecutorSpec("dask", {"workers": "2"}))) as made:
        yield made


def _spec(cluster: Any, rows: int = PART, **options: str) -> ExecutorSpec:
    return ExecutorSpec("dask", {"scheduler": cluster.scheduler_address, "rows": str(rows), **options})


@pytest.fixture(scope="module")
def dask(cluster: Any) -> Iterator[Executor]:
    with closing(HOST.executor(_spec(cluster))) as executor:
        yield executor


@pytest.mark.parametrize("rule", BOUND, ids=[one.rule.id for one in BOUND])
def test_every_check_says_the_same_cell_by_cell(rule: Bound, registers: dict[str, Records], dask: Executor) -> None:
    contexts = checks.context(RULES), checks.context(RULES)
    whole, parted = (checks.task(rule, registers, one) for one in contexts)
    before = dask.facts()
    pd.testing.assert_frame_equal(dask.judge(parted), Here().judge(whole))
    assert contexts[1].calendar.asked() == contexts[0].calendar.asked()
    after = dask.facts()
    assert before is not None
    assert after is not None
    assert after.split - before.split == svcqa.splits(parted)
    assert sum(after.whole.values()) - sum(before.whole.values()) == (not svcqa.splits(parted))


def _rule(name: str) -> Bound:
    return next(one for one in BOUND if one.rule.id == name)


def _task(name: str, registers: dict[str, Records]) -> Task:
    return checks.task(_rule(name), registers, checks.context(RULES))


def test_partners_are_split_by_the_key_that_joins_them(registers: dict[str, Records]) -> None:
    task = _task("valid_at", registers)
    (name,) = task.partners
    places = [place for place in task.cases if str(place).startswith("on.")]
    made = list(svcqa.split(task, 3))
    keys = [_keys(one.cases, places) for one in made]
    assert len(made) == 3
    assert sum(map(len, keys)) == len(_keys(task.cases, places))
    partners = [_keys(one.partners[name], places) for one in made]
    for number, mine in enumerate(keys):
        assert not any(mine & theirs for other, theirs in enumerate(partners) if other != number)
    assert sum(len(one.partners[name]) for one in made) == len(task.partners[name])


def _keys(frame: pd.DataFrame, places: list[Any]) -> set[tuple[Any, ...]]:
    return set(frame[places].dropna().itertuples(index=False, name=None))


def test_partners_are_handed_whole_to_every_part_of_what_is_split_by_row(registers: dict[str, Records]) -> None:
    task = _task("match", registers)
    made = list(svcqa.split(task, 3))
    assert len(made) == 3
    assert all(one.partners[name] is frame for one in made for name, frame in task.partners.items())


def test_what_has_a_key_that_is_not_set_is_not_split(registers: dict[str, Records]) -> None:
    task = _task("valid_at", registers)
    without = [name for name in task.cases if not str(name).startswith("on.")]
    assert len(list(svcqa.split(replace(task, cases=task.cases[without]), 3))) == 1


def test_what_joins_find_beside_a_case_goes_with_it(tmp_path: Path) -> None:
    columns = pd.DataFrame({"visits.no": ["V0", "V1", "V2", "V3"]})
    doubt, unread = np.array([False, True, False, True]), np.array([True, False, False, False])
    found = Several(np.array([0, 0, 1, 3]), columns, doubt, {"visits.no": unread})
    task = _mortal(tmp_path, times=0, cases=4)
    task = replace(task, context=replace(task.context, several={"visits": found, "visits.unit": found}))
    first, second = (one.context.several for one in svcqa.split(task, 2))
    assert first["visits"] is first["visits.unit"]
    for made, at, numbers, doubted in ((first, [0, 0], ["V0", "V1"], 1), (second, [1, 3], ["V2", "V3"], 1)):
        mine = made["visits"]
        assert (mine.at.tolist(), mine.columns["visits.no"].tolist()) == (at, numbers)
        assert mine.doubt.sum() == doubted
    assert [one["visits"].unread["visits.no"].tolist() for one in (first, second)] == [[True, False], [False, False]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [(f"{row[0]}-{number}", *row[1:]) for number in range(20) for row in ROWS]
    workbook(tmp_path / "台账" / "派工.xlsx", rows)
    return tmp_path


def _audit(folder: Path, **how: Any) -> svcqa.Audit:
    return svcqa.run([folder / "台账"], [ruleset(folder, ORDERS)], as_of="2024-03-31", **how)


def test_an_audit_has_the_same_digest_whoever_judges_and_says_who_did(folder: Path, cluster: Any) -> None:
    alone, parted = _audit(folder), _audit(folder, engine=_spec(cluster, rows=5))
    assert parted.digest == alone.digest
    assert list(parted.findings) == list(alone.findings)
    assert alone.run.engine is None
    assert parted.run.engine is not None
    assert (parted.run.engine.split, parted.run.engine.few, parted.run.engine.whole) == (2, 0, {})


def test_a_worker_that_dies_in_the_middle_changes_nothing(folder: Path, cluster: Any) -> None:
    def kill(rule: str) -> None:
        if rule == "O-2":
            worker = next(iter(cluster.workers.values()))
            os.kill(worker.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    assert _audit(folder, engine=_spec(cluster, rows=5), progress=kill).digest == _audit(folder).digest


def _mortal(folder: Path, times: int, cases: int = 40) -> Task:
    frame = pd.DataFrame({"number": range(cases)})
    return Task(dies, frame, Mortal(folder=str(folder), times=times), checks.context(RULES))


def test_a_part_whose_worker_dies_over_it_is_judged_by_another(tmp_path: Path, cluster: Any) -> None:
    with closing(HOST.executor(_spec(cluster, rows=10))) as executor:
        judged = executor.judge(_mortal(tmp_path, times=1))
    assert [one.name for one in tmp_path.iterdir()] == ["0"]
    pd.testing.assert_frame_equal(judged, Here().judge(_mortal(tmp_path, times=0)))


def test_a_part_that_ends_every_worker_is_said(tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    with (
        closing(HOST.executor(_spec(cluster, rows=20))) as executor,
        pytest.raises(EngineError, match="ended its worker several times"),
    ):
        executor.judge(_mortal(tmp_path, times=1))


@pytest.fixture(scope="module")
def deserted() -> Iterator[str]:
    """The address of a scheduler without workers."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as made:
        yield made.scheduler_address


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "there has been no worker for 4 s."), ("zh", "已有4秒没有任何工作进程")]
)
def test_without_any_worker_the_command_ends_with_a_sentence(
    lang: str, said: str, folder: Path, deserted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = folder / "svcqa.yaml"
    settings.write_text("engine: {name: dask, options: {rows: 5, patience: 4}}\n", encoding="utf-8")
    given = [str(folder / "台账"), "--ruleset", ruleset(folder), "--config", str(settings), "--lang", lang, "--quiet"]
    assert main(["audit", *given, "--scheduler", deserted]) == 2
    told = capsys.readouterr().err
    assert f"{deserted}{'：' if lang == 'zh' else ': '}{said}" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "neither here nor there"])
def test_a_scheduler_that_cannot_be_reached_is_said_before_any_file_is_read(address: str, folder: Path) -> None:
    spec = ExecutorSpec("dask", {"scheduler": address, "patience": "1"})
    with pytest.raises(EngineError, match=rf"{address}: the scheduler cannot be reached") as raised:
        svcqa.run([folder / "台账"], [ruleset(folder)], engine=spec, progress=pytest.fail)
    assert "连不上调度器" in raised.value.say("zh")


def test_processes_of_this_machine_start_when_the_first_part_is_there_and_end_with_the_audit(
    registers: dict[str, Records],
) -> None:
    import multiprocessing

    task = _task("row", registers)
    before = set(multiprocessing.active_children())
    with closing(HOST.executor(ExecutorSpec("dask", {"workers": "1", "rows": str(PART)}, memory="4GB"))) as executor:
        few = replace(task, cases=task.cases.head(PART))
        pd.testing.assert_frame_equal(executor.judge(few), Here().judge(few))
        assert set(multiprocessing.active_children()) == before
        pd.testing.assert_frame_equal(executor.judge(task), Here().judge(task))
    assert set(multiprocessing.active_children()) <= before
    facts = executor.facts()
    assert facts is not None
    assert (facts.workers, facts.split, facts.few) == (1, 1, 1)


def test_a_worker_with_other_versions_refuses_to_judge(
    registers: dict[str, Records], monkeypatch: pytest.MonkeyPatch
) -> None:
    task = _task("row", registers)
    shared, packed = parts.packed(task, list(svcqa.split(task, 2)))
    there = {**parts.installed(), "pandas": "2.0", "further": "svcqa-further 1.0"}
    del there["timeliness"]
    here = parts.installed()
    monkeypatch.setattr(parts, "installed", lambda: there)
    answer = parts.answered(parts.judged(packed[0], shared))
    assert answer.judged is None
    assert answer.unlike == {
        "further": ("svcqa-further 1.0", ""),
        "pandas": ("2.0", here["pandas"]),
        "timeliness": ("", here["timeliness"]),
    }
    monkeypatch.setattr(Cluster, "ask", lambda *_: [answer])
    with pytest.raises(EngineError, match=r"other versions .* pandas: 2\.0 there"):
        HOST.executor(ExecutorSpec("dask", {"rows": "5"})).judge(task)


def test_a_worker_that_lacks_svcqa_is_named_before_any_file_is_read(
    folder: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(_: object, packages: list[str]) -> dict[str, Any]:
        here = {"packages": dict.fromkeys(packages, "1.0")}
        bare = {"packages": {**here["packages"], "svcqa": None}}
        return {"client": here, "scheduler": here, "workers": {"tcp://a:1": here, "tcp://b:2": bare}}

    monkeypatch.setattr("distributed.Client.get_versions", told)
    with pytest.raises(EngineError, match=r"tcp://b:2: .*svcqa: none there, 1\.0 here"):
        _audit(folder, engine=_spec(cluster), progress=pytest.fail)


def test_an_unknown_engine_is_refused_with_those_there_are_and_how_to_get_more(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["audit", str(folder / "台账"), "--ruleset", ruleset(folder), "--engine", "dsk"]
    for lang, said in (
        ("en", "there is no engine 'dsk'. Available: here, dask, duckdb."),
        ("zh", "没有引擎“dsk”。可用的有：here、dask、duckdb。"),
    ):
        assert main([*given, "--lang", lang]) == 2
        told = capsys.readouterr().err
        assert "--engine" in told
        assert said in told
        assert "svcqa[" in told


def test_an_engine_that_is_not_installed_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r'pip install "svcqa\[dask\]"'):
        HOST.executor(ExecutorSpec("dask"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"wokers": "2"}, "no option 'wokers'. Available: scheduler, workers, rows, patience"),
        ({"rows": "many"}, "rows of the engine dask cannot be 'many'"),
        ({"workers": "0"}, "workers of the engine dask cannot be '0'"),
    ],
    ids=["unknown", "no number", "nought"],
)
def test_an_option_that_cannot_be_is_refused(options: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        HOST.executor(ExecutorSpec("dask", options))


@pytest.mark.parametrize("spec", [ExecutorSpec("here", {"scheduler": "tcp://a:1"}), ExecutorSpec("here", memory="1GB")])
def test_this_process_takes_no_options_and_none_is_passed_over(spec: ExecutorSpec) -> None:
    with pytest.raises(UsageError, match=rf"has no option '{'memory' if spec.memory else 'scheduler'}'"):
        HOST.executor(spec)


def test_a_size_of_memory_that_is_none_is_refused(registers: dict[str, Records]) -> None:
    executor = HOST.executor(ExecutorSpec("dask", {"rows": "5"}, memory="plenty"))
    with pytest.raises(UsageError, match="'plenty' as a size of memory"), closing(executor):
        executor.judge(_task("row", registers))


SETTINGS = Config.model_validate(
    {"engine": {"name": "dask", "scheduler": "tcp://a:1", "memory": "2GB", "options": {"rows": 9}}}
)
TOLD = ExecutorSpec("dask", {"rows": "9", "scheduler": "tcp://a:1"}, "2GB")


@pytest.mark.parametrize(
    ("engine", "scheduler", "config", "wanted"),
    [
        (None, None, Config(), None),
        ("dask", None, Config(), ExecutorSpec("dask")),
        (None, None, Config.model_validate({"engine": "dask"}), ExecutorSpec("dask")),
        (None, None, SETTINGS, TOLD),
        ("dask", None, SETTINGS, TOLD),
        ("here", None, SETTINGS, ExecutorSpec("here")),
        (None, "tcp://b:2", SETTINGS, replace(TOLD, options={"rows": "9", "scheduler": "tcp://b:2"})),
        ("dask", "tcp://b:2", Config(), ExecutorSpec("dask", {"scheduler": "tcp://b:2"})),
    ],
    ids=["nothing", "option", "settings by name", "settings", "both", "another engine", "another scheduler", "options"],
)
def test_the_command_line_wins_and_the_settings_of_the_same_engine_go_on_to_hold(
    engine: str | None, scheduler: str | None, config: Config, wanted: ExecutorSpec | None
) -> None:
    assert engine_wanted(engine, scheduler, config) == wanted


def test_a_scheduler_without_an_engine_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no engine is named\. Give --engine too"):
        engine_wanted(None, "tcp://a:1", Config())


def test_the_engine_is_no_setting_on_which_the_result_hangs() -> None:
    assert SETTINGS.bearing == {}


def test_the_command_says_who_judged_what(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    series = (
        ORDERS
        + "  - {id: O-3, clause: '1', title: 号, of: work_orders, check: unique, params: {key: [order_no], gaps: only}}\n"
    )
    given = ["audit", str(folder / "台账"), "--ruleset", ruleset(folder, series), "--exit-zero", "--engine", "dask"]
    assert main([*given, "--lang", "en"]) == 0
    said = "engine dask (0 processes): 0 rules were judged in parts; 2 with few records in this process; rules of checks that"
    assert f"{said} must see all records at once in this process: unique (1)." in capsys.readouterr().err
    assert main([*given, "--lang", "zh", "--quiet"]) == 0
    assert "引擎" not in capsys.readouterr().err


def test_this_process_needs_nothing_of_what_other_engines_need() -> None:
    import subprocess

    code = "import sys, svcqa.host as h; h.Host.discover().executor(None); sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, env=_env()).returncode == 0


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
