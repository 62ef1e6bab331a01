"""A server that is killed loses nothing: what it was checking is checked by the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import svcqa
from svcqa.web.store import queue
from tests.history import DATABASES, new_place
from tests.office import ROOT, ROWS, ruleset, workbook
from tests.web.handing import MOMENT, Office, office, until

DAY = MOMENT.date().isoformat()
MANY = [(f"W{n}", *ROWS[n % 4][1:]) for n in range(5000)]


@contextmanager
def server(desk: Office) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that checks."""
    command = [sys.executable, "-m", "tests.web.server", str(desk.folder), *([desk.url] if desk.url else [])]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def alone(folder: Path, *paths: Path) -> str:
    return svcqa.run(paths, [ruleset(folder)], as_of=DAY).digest


@pytest.mark.parametrize("kind", [DATABASES[0], pytest.param(DATABASES[1], marks=pytest.mark.long)])
def test_a_server_killed_while_it_checks_loses_nothing_and_the_next_one_finishes(tmp_path: Path, kind: str) -> None:
    books = [workbook(tmp_path / f"{n}.xlsx", MANY[: 1500 + n]) for n in range(2)]
    with new_place(kind, tmp_path) as place, office(tmp_path, place if "://" in place else None) as desk:
        versions = [desk.hand_in(book) for book in books]
        with server(desk) as first:
            until(lambda: any(desk.version(one.id).doing for one in versions))
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert {desk.version(one.id).state for one in versions} <= {"checking", "waiting", "done"}
        late = desk.hand_in(workbook(tmp_path / "late.xlsx"))
        done = desk.checked(*versions, late, workers=2)
        assert [one.state for one in done] == ["done"] * 3, [one.problems for one in done]
        assert [one.digest for one in done[:2]] == [alone(tmp_path, book) for book in books]
        histories = desk.histories
        history = histories.of(desk.project)
        assert history.faults() == []
        assert {one.digest for one in history.audits()} == {one.digest for one in done}
        histories.close()
    assert not list((desk.folder / "temporary").glob("job-*"))


def test_a_worker_ends_with_the_server_that_is_killed(tmp_path: Path) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("what processes there are is told in /proc only")
    with office(tmp_path) as desk:
        version = desk.hand_in(workbook(tmp_path / "a.xlsx", MANY))
        with server(desk) as first:
            until(lambda: desk.version(version.id).state == "checking")
            until(lambda: bool(workers(desk)))
            first.send_signal(signal.SIGKILL)
        until(lambda: not workers(desk), 10)


def workers(desk: Office) -> list[str]:
    """Processes that work in the folder of this desk: their errors go there."""
    found = []
    for one in Path("/proc").glob("[0-9]*/fd/2"):
        try:
            found += [str(one)] if str(one.readlink()).startswith(str(desk.folder)) else []
        except OSError:
            continue
    return found


def test_two_servers_share_the_queue_and_check_everything_once(tmp_path: Path) -> None:
    books = [workbook(tmp_path / f"{n}.xlsx", MANY[: n + 1]) for n in range(4)]
    with office(tmp_path) as desk:
        versions = [desk.hand_in(book) for book in books]
        with desk.supervisor(), desk.supervisor():
            done = desk.settle(*versions)
    assert [(one.state, one.attempts) for one in done] == [("done", 1)] * 4


def test_a_version_whose_servers_end_time_and_again_is_given_up(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        version = desk.hand_in(workbook(tmp_path / "a.xlsx"))
        for n in range(queue.STARTS):
            with desk.database.writing() as connection:
                assert queue.claim(connection, f"server {n}", "t")
                [lost] = queue.beats(connection)
                queue.put_back(connection, lost, queue.STARTS, "t")
        assert desk.version(version.id).state == "failed"
        assert desk.names(version.id) == ["a.xlsx"]


def test_bytes_are_on_disk_before_a_version_is_written_down(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        version = desk.hand_in(workbook(tmp_path / "a.xlsx"))
        with desk.database.reading() as connection:
            from svcqa.web.store import uploads

            [file] = uploads.files_of(connection, version.id)
        assert desk.store.path(file.digest).stat().st_size == file.size


@pytest.mark.long
def test_twenty_workbooks_of_5000_rows_at_once_on_two_workers_are_judged_as_each_alone(tmp_path: Path) -> None:
    books = [workbook(tmp_path / f"{n}.xlsx", MANY[: 4981 + n]) for n in range(20)]
    with office(tmp_path) as desk:
        with desk.supervisor(workers=2):
            versions = [desk.hand_in(book) for book in books]
            done = desk.settle(*versions, seconds=600)
        assert [one.state for one in done] == ["done"] * 20, [one.problems for one in done]
        assert [one.digest for one in done] == [alone(tmp_path, book) for book in books]
