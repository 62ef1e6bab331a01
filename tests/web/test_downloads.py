"""What people download is made in a process of its own, once, and kept."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest

from svcqa.errors import DeskError
from svcqa.web.desk import Desk
from svcqa.web.jobs.downloads import Downloads
from svcqa.web.jobs.messages import Limits
from svcqa.web.jobs.tasks import Tasks
from svcqa.web.store import uploads
from svcqa.web.store.uploads import Handed, Version
from tests.office import ROWS, workbook
from tests.web.handing import MOMENT, Office, office

MAKERS = "tests.web.makers"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    """A desk on SQLite."""
    with office(tmp_path) as made:
        yield made


def files(desk: Office, version: Version) -> list[Handed]:
    with desk.database.reading() as connection:
        return uploads.files_of(connection, version.id)


@pytest.mark.long
def test_reports_copies_error_sheet_and_comparison_of_two_versions(desk: Office, tmp_path: Path) -> None:
    later = (*ROWS[:1], (*ROWS[1][:2], "东方纺织", ROWS[1][3], "2024-03-05 11:05", *ROWS[1][5:]), *ROWS[2:])
    version = desk.hand_in(workbook(tmp_path / "派工.xlsx"))
    [old] = desk.checked(version)
    [new] = desk.checked(desk.mend(version.submission, workbook(tmp_path / "later" / "派工.xlsx", later)))
    histories = desk.histories
    made = Downloads(Tasks(desk.folder), histories)

    page = made.report(desk.project, old, "html", "zh").decode()
    assert "派工后15分钟内联系客户" in page
    assert "张三" not in made.report(desk.project, old, "text", "en", mask=True).decode()

    with zipfile.ZipFile(io.BytesIO(made.annotated(desk.project, old, files(desk, old), "zh"))) as archive:
        assert sorted(archive.namelist()) == ["标注索引.xlsx", "派工.xlsx"]
        book = openpyxl.load_workbook(io.BytesIO(archive.read("派工.xlsx")))
    assert book["派工单"]["E3"].comment

    sheet = openpyxl.load_workbook(io.BytesIO(made.receipt(old, files(desk, old), "zh")))
    said = " ".join(str(cell) for one in sheet for row in one.values for cell in row if cell)
    assert "约10点" in said

    compared = made.comparison((old, new), (files(desk, old), files(desk, new)), "text", "zh").decode()
    assert "2024-03-05 11:05" in compared
    with pytest.raises(DeskError, match="no-such-format"):
        made.report(desk.project, old, "no-such-format", "zh")
    histories.close()
    assert not list((desk.folder / "temporary").glob("*"))


def test_a_thing_is_made_once_however_many_ask_at_once(tmp_path: Path) -> None:
    tasks = Tasks(tmp_path / "desk")
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: tasks.make(f"{MAKERS}:counted", place=str(tmp_path)), range(4)))
    assert made == {b"1"}
    assert tasks.make(f"{MAKERS}:counted", place=str(tmp_path), more=1) == b"2"


def test_how_something_is_reached_does_not_make_it_another_thing(tmp_path: Path) -> None:
    tasks = Tasks(tmp_path / "desk")
    made = {tasks.make(f"{MAKERS}:counted", {"more": way}, place=str(tmp_path)) for way in "ab"}
    assert made == {b"1"}


def test_what_nobody_asks_for_any_more_goes_first(tmp_path: Path) -> None:
    tasks, made = Tasks(tmp_path / "desk", room=2500), tmp_path / "desk" / "made"
    for size in (1000, 1001):
        tasks.make(f"{MAKERS}:sized", size=size)
    for one in made.iterdir():  # both were asked for last long ago
        os.utime(one, (1, 1))
    for size in (1000, 1002):
        assert len(tasks.make(f"{MAKERS}:sized", size=size)) == size
    assert sorted(one.stat().st_size for one in made.iterdir()) == [1000, 1002]


@pytest.mark.parametrize(
    ("function", "limits", "said"),
    [
        ("hungry", Limits(memory=300_000_000), "more memory than allowed"),
        ("endless", Limits(seconds=0.5), "more than 0.5 s"),
        ("busy", Limits(cpu=1), "more than 1 s"),
        ("writing", Limits(disk=1_000_000), "disk space"),
        ("dying", Limits(), "ended unexpectedly"),
        ("wrong", Limits(), "ZeroDivisionError"),
    ],
)
def test_what_goes_too_far_is_ended_and_people_are_told(
    tmp_path: Path, function: str, limits: Limits, said: str
) -> None:
    tasks = Tasks(tmp_path / "desk", limits=limits)
    with pytest.raises(DeskError, match=said):
        tasks.make(f"{MAKERS}:{function}")
    assert [one for one in (tmp_path / "desk").rglob("*") if one.is_file()] == []


@pytest.mark.long
def test_a_desk_checks_what_waits_while_it_is_served(tmp_path: Path) -> None:
    with office(tmp_path) as own:
        version = own.hand_in(workbook(tmp_path / "派工.xlsx"))
        desk = Desk(own.folder, own.database, lambda: MOMENT, workers=1)
        with desk.workshop as workshop:
            workshop.supervisor.wake()
            [done] = own.settle(version)
            assert workshop.downloads.report(own.project, done, "text", "zh")
    assert done.state == "done"
