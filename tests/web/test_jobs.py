"""Checking what was handed in: the same audit as on the command line, and a bad file harms only its own job."""

from __future__ import annotations

import os
import signal
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import svcqa
from svcqa.history import History
from svcqa.web.jobs.laying import laid_out
from svcqa.web.jobs.messages import Limits, Work
from svcqa.web.jobs.preparing import place
from svcqa.web.jobs.worker import check
from svcqa.web.store.files import Files
from svcqa.web.store.uploads import Handed
from tests.history import DATABASES, new_place
from tests.office import ROWS, ruleset, workbook
from tests.web.handing import MOMENT, Office, office, until


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    """A desk on SQLite."""
    with office(tmp_path) as made:
        yield made


def alone(folder: Path, paths: Sequence[Path]) -> str:
    """The digest of the audit of these files, without a desk."""
    judged = svcqa.run(paths, [ruleset(folder)], as_of=MOMENT.date().isoformat())
    return judged.digest


def order(desk: Office, folder: Path, files: Sequence[Handed]) -> Work:
    """What a worker is told, to be done in this process."""
    rules, at, own = {"rulesets": [ruleset(folder)]}, MOMENT.isoformat(), Path(tempfile.mkdtemp(dir=folder))
    place = str(folder / "history.sqlite")
    return Work(str(desk.folder), str(own), place, list(files), [], rules, at, "李娜", at)


def zipped(place: Path, entries: dict[str, bytes], **options: Any) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return place


def in_gbk(place: Path, name: str, data: bytes) -> Path:
    """An archive as Windows in China makes it: the name is GBK, and nothing says so."""
    zipped(place, {"x" * len(name.encode("gbk")): data})
    told = place.read_bytes().replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    place.write_bytes(told)
    return place


@pytest.mark.parametrize("kind", DATABASES)
def test_a_version_is_checked_as_on_the_command_line_and_kept(tmp_path: Path, kind: str) -> None:
    book = workbook(tmp_path / "派工.xlsx")
    with new_place(kind, tmp_path) as place, office(tmp_path, place if "://" in place else None) as desk:
        [done] = desk.checked(desk.hand_in(book))
        assert done.state == "done", done.problems
        assert done.digest == alone(tmp_path, [book])
        assert done.figures["findings"] == {"high": 1, "medium": 2, "low": 0}
        assert (done.figures["files"], done.figures["unread_files"], done.figures["others"]) == (1, 0, {})
        histories = desk.workshop.histories
        history = histories.of(desk.project)
        kept = history.find(done.digest)
        assert (kept.by, kept.at) == ("李娜 (li.na)", "2024-04-01T01:00:00Z")
        assert history.recall(kept).digest == done.digest
        assert history.faults() == []
        histories.close()
    assert not list((desk.folder / "temporary").glob("*"))


def test_a_version_handed_in_twice_is_kept_once(desk: Office, tmp_path: Path) -> None:
    files = desk.took(workbook(tmp_path / "派工.xlsx"))
    first, second = (check(order(desk, tmp_path, files), lambda _: None) for _ in range(2))
    assert first.digest == second.digest
    with History(tmp_path / "history.sqlite") as kept:
        assert len(kept.audits()) == 1


def test_an_archive_gives_way_to_the_files_in_it(desk: Office, tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx")
    archive = zipped(tmp_path / "三月.zip", {"东城/派工.xlsx": book.read_bytes(), "东城/说明.pdf": b"%PDF"})
    [done] = desk.checked(desk.hand_in(archive))
    assert done.state == "done", done.problems
    assert desk.names(done.id) == ["东城/派工.xlsx"]
    assert done.figures["others"] == {".pdf": 1}
    mended = workbook(tmp_path / "mended" / "派工.xlsx", ROWS[:1])
    [again] = desk.checked(desk.mend(done.submission, mended))
    assert desk.names(again.id) == ["东城/派工.xlsx"]
    assert again.figures["findings"] == {"high": 0, "medium": 0, "low": 0}


@pytest.mark.parametrize(
    ("stays", "comes", "named"),
    [
        ([], {"三月.zip": ["东/a.csv", "西/a.csv"]}, ["东/a.csv", "西/a.csv"]),
        (["a.csv", "b.csv"], {"补交.zip": ["A.csv"]}, ["a.csv", "b.csv"]),
        (["东/a.csv"], {"补交.zip": ["a.csv"]}, ["东/a.csv"]),
        (["东/a.csv", "西/a.csv"], {"补交.zip": ["a.csv"]}, ["a.csv", "东/a.csv", "西/a.csv"]),
        ([], {"东.zip": ["a.csv"], "西.zip": ["a.csv"]}, ["a.csv", "西/a.csv"]),
        ([], {"东.zip": ["a.csv", "A.csv"]}, ["A (2).csv", "a.csv"]),
        ([], {"东.zip": ["a?.csv", ".x.csv", "~$b.csv", "c/"]}, ["a_.csv"]),
        ([], {"东.zip": ["说明.pdf"]}, ["东.zip"]),
    ],
)  # fmt: skip
def test_what_stands_in_an_archive_takes_its_place_beside_the_others(
    desk: Office, tmp_path: Path, stays: list[str], comes: dict[str, list[str]], named: list[str]
) -> None:
    (tmp_path / "old.csv").write_bytes(b"old")
    [old] = desk.took(tmp_path / "old.csv")
    kept = [Handed(name, old.digest, old.size) for name in stays]
    fresh = desk.took(*(zipped(tmp_path / name, dict.fromkeys(inner, b"new")) for name, inner in comes.items()))
    laid = laid_out([*kept, *fresh], stays, desk.store, tmp_path / "own")
    assert [one.name for one in laid.files] == named
    assert set(laid.places) == set(named)
    for one in laid.files:
        assert laid.places[one.name].read_bytes() == desk.store.path(one.digest).read_bytes()


def test_a_name_in_gbk_is_read_as_its_owner_reads_it(desk: Office, tmp_path: Path) -> None:
    given = desk.took(in_gbk(tmp_path / "三月.zip", "派工单.csv", b"a"))
    assert [one.name for one in laid_out(given, (), desk.store, tmp_path / "own").files] == ["派工单.csv"]


def test_a_hostile_archive_stays_whole_and_is_told_of_and_harms_no_other(desk: Office, tmp_path: Path) -> None:
    book, line = workbook(tmp_path / "派工.xlsx"), b"a,b\n1,2\n"
    inner = zipped(tmp_path / "inner.zip", {"a.csv": line}).read_bytes()
    hostile = [
        zipped(tmp_path / "bomb.zip", {"a.csv": bytes(60_000_000)}),
        zipped(tmp_path / "outside.zip", {"../../../outside.csv": line}),
        zipped(tmp_path / "nested.zip", {"inner.zip": inner, "a.csv": line}),
        zipped(tmp_path / "broken.zip", {"a.csv": line}),
        zipped(tmp_path / "locked.zip", {"a.csv": line}),
    ]
    hostile[3].write_bytes(hostile[3].read_bytes()[:-40])
    locked = bytearray(hostile[4].read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    hostile[4].write_bytes(bytes(locked))
    done = desk.checked(desk.hand_in(*hostile), desk.hand_in(book), workers=2)
    assert [(one.state, one.figures["unread_files"]) for one in done] == [("done", 5), ("done", 0)]
    assert desk.names(done[0].id) == sorted(one.name for one in hostile)
    assert done[1].digest == alone(tmp_path, [book])
    assert not list(tmp_path.rglob("outside.csv"))
    assert sum(one.stat().st_size for one in desk.folder.rglob("*") if one.is_file()) < 5_000_000


def test_an_archive_that_would_fill_the_disk_is_read_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook(tmp_path / "派工.xlsx").read_bytes()
    archive, store = zipped(tmp_path / "三月.zip", {"a.xlsx": book}), Files(tmp_path / "desk")
    with archive.open("rb") as stream:
        kept = store.take(stream, 1 << 20)
    given = Handed("三月.zip", kept.digest, kept.size)
    assert [one.name for one in laid_out([given], (), store, tmp_path / "one").files] == ["a.xlsx"]
    monkeypatch.setattr("svcqa.web.jobs.laying._MOST", 1000)
    assert laid_out([given], (), store, tmp_path / "two").files == [given]


def test_a_page_that_cannot_be_prepared_does_not_cost_the_audit(
    desk: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("svcqa.web.jobs.preparing.PREPARATIONS", (fails,))
    done = check(order(desk, tmp_path, desk.took(workbook(tmp_path / "派工.xlsx"))), lambda _: None)
    assert done.figures["unprepared"] == "ZeroDivisionError"
    with History(tmp_path / "history.sqlite") as kept:
        assert kept.find(done.digest)
    assert not place(desk.folder, done.digest).exists()


def test_settings_that_do_not_hold_are_said_in_both_languages(tmp_path: Path) -> None:
    with office(tmp_path, settings={"rulesets": ["no-such-manual"]}) as desk:
        [failed] = desk.checked(desk.hand_in(workbook(tmp_path / "派工.xlsx")))
    assert failed.state == "failed"
    assert "no-such-manual" in failed.problems[0].en
    assert "没有" in failed.problems[0].zh
    assert str(tmp_path) not in failed.problems[0].en


def test_a_file_that_is_no_spreadsheet_is_told_of_beside_the_others(desk: Office, tmp_path: Path) -> None:
    letter = tmp_path / "说明.pdf"
    letter.write_bytes(b"%PDF-1.7\x00\xff\xfe\x00")
    [done] = desk.checked(desk.hand_in(workbook(tmp_path / "派工.xlsx"), letter))
    assert (done.state, done.figures["files"], done.figures["unread_files"]) == ("done", 2, 1)


def test_too_little_memory_is_said_and_the_next_version_is_checked(desk: Office, tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx")
    [failed] = desk.checked(desk.hand_in(book), limits=Limits(memory=260_000_000))
    assert failed.state == "failed"
    assert failed.problems
    [done] = desk.checked(desk.hand_in(book))
    assert done.state == "done"


@pytest.mark.parametrize(
    ("limits", "said"), [(Limits(seconds=0.3), "more than 0.3 s"), (Limits(cpu=1), "more than 1 s"), (Limits(disk=1000), "disk space")]
)  # fmt: skip
def test_a_limit_that_is_met_is_said_at_once(desk: Office, tmp_path: Path, limits: Limits, said: str) -> None:
    rows = [(f"W{n}", *ROWS[0][1:]) for n in range(8000)]
    [failed] = desk.checked(desk.hand_in(workbook(tmp_path / "派工.xlsx", rows)), limits=limits)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert said in failed.problems[0].en


def test_a_worker_that_is_killed_begins_once_more(desk: Office, tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx")
    version = desk.hand_in(book)
    with desk.supervisor() as supervisor:
        until(lambda: bool(supervisor.pids()))
        os.kill(supervisor.pids()[0], signal.SIGKILL)
        [done] = desk.settle(version)
    assert (done.state, done.attempts) == ("done", 2)
    assert done.digest == alone(tmp_path, [book])


def test_a_file_that_kills_its_worker_each_time_is_given_up_and_harms_no_other(desk: Office, tmp_path: Path) -> None:
    version, other = desk.hand_in(workbook(tmp_path / "派工.xlsx")), desk.hand_in(workbook(tmp_path / "b.xlsx"))
    with desk.supervisor() as supervisor:
        for _ in range(2):
            until(lambda: bool(supervisor.pids()) and desk.version(version.id).state == "checking")
            [pid] = supervisor.pids()
            os.kill(pid, signal.SIGKILL)
            until(lambda before=pid: before not in supervisor.pids())  # type: ignore[misc]
        failed, done = desk.settle(version, other)
    assert (failed.state, failed.attempts, done.state) == ("failed", 2, "done")
    assert "ended unexpectedly" in failed.problems[0].en


def test_progress_is_told_while_it_goes_on(desk: Office, tmp_path: Path) -> None:
    version, seen = desk.hand_in(workbook(tmp_path / "派工.xlsx")), set()

    def ended() -> bool:
        now = desk.version(version.id)
        seen.add(now.doing)
        return bool(now.ended_at)

    with desk.supervisor():
        until(ended)
    assert seen & {"派工.xlsx", "O-1", "O-2"}
    assert desk.version(version.id).doing == ""
    assert "unprepared" not in desk.version(version.id).figures


def test_a_server_that_ends_puts_back_what_it_was_checking_unharmed(desk: Office, tmp_path: Path) -> None:
    version = desk.hand_in(workbook(tmp_path / "派工.xlsx"))
    with desk.supervisor() as supervisor:
        until(lambda: bool(supervisor.pids()))
    left = desk.version(version.id)
    assert (left.state, left.attempts) in {("waiting", 0), ("done", 1)}
    [done] = desk.checked(version)
    assert (done.state, done.attempts) == ("done", 1)


def test_many_versions_at_once_are_all_checked_as_each_alone(desk: Office, tmp_path: Path) -> None:
    books = [workbook(tmp_path / f"{n}.xlsx", ROWS[: n + 1]) for n in range(4)]
    done = desk.checked(*(desk.hand_in(book) for book in books), workers=2)
    assert [one.digest for one in done] == [alone(tmp_path, [book]) for book in books]
