"""What is handed in: bytes are whole or not there, names are data, and versions follow each other."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pytest

from svcqa.errors import DeskError, InputError
from svcqa.web.store import names, queue, trail, uploads
from svcqa.web.store.files import Files
from tests.history import DATABASES, new_place
from tests.web.handing import Office, office


@pytest.fixture(params=DATABASES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """A desk on either database."""
    with new_place(request.param, tmp_path) as place, office(tmp_path, place if "://" in place else None) as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Office]:
    """A desk on SQLite."""
    with office(tmp_path) as made:
        yield made


def written(folder: Path, **files: str) -> list[Path]:
    """Small files."""
    made = []
    for name, said in files.items():
        made.append(folder / f"{name}.csv")
        made[-1].write_text(said, encoding="utf-8")
    return made


class Endless(io.RawIOBase):
    """A stream of zeros that counts what was read of it."""

    def __init__(self, size: int) -> None:
        self.left, self.given = size, 0

    def read(self, size: int = -1) -> bytes:
        piece = min(size, self.left)
        self.left -= piece
        self.given += piece
        return bytes(piece)


def on_disk(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def test_bytes_lie_once_under_their_digest(tmp_path: Path) -> None:
    store = Files(tmp_path)
    first, again = (store.take(io.BytesIO(b"a"), 10) for _ in range(2))
    assert first == again
    assert store.path(first.digest).read_bytes() == b"a"
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == [first.digest]


def test_a_stream_of_3_gb_is_refused_as_soon_as_it_is_too_much_and_leaves_nothing(tmp_path: Path) -> None:
    stream = Endless(3_000_000_000)
    with pytest.raises(InputError, match=r"大\.xlsx.*50 MB at most"):
        Files(tmp_path).take(cast("IO[bytes]", stream), 50_000_000, "大.xlsx")
    assert stream.given < 60_000_000
    assert on_disk(tmp_path) == 0


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def breaking() -> None:
        with Files(tmp_path).receiving(100) as coming:
            coming.write(b"half")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        breaking()
    assert on_disk(tmp_path) == 0


def test_what_a_killed_server_left_half_done_goes_after_a_day(tmp_path: Path) -> None:
    left = tmp_path / "temporary"
    for name in ("upload-old", "upload-new", "job-old"):
        (left / name).parent.mkdir(exist_ok=True)
        (left / name).mkdir() if name.startswith("job") else (left / name).write_bytes(b"half")
        os.utime(left / name, (1000, 1000) if name.endswith("old") else (3000, 3000))
    Files(tmp_path).sweep(dt.datetime.fromtimestamp(2000, dt.UTC))
    assert [one.name for one in left.iterdir()] == ["upload-new"]


def test_a_full_disk_is_said_before_anything_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svcqa.web.store.files._SPARE", 1 << 60)
    with pytest.raises(InputError, match="disk is full"):
        Files(tmp_path).take(io.BytesIO(b"a"), 10)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_nothing_but_a_digest_leads_to_a_file(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Files(tmp_path).path(digest)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("派工 3月.xlsx", "派工 3月.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\派工.xlsx", "派工.xlsx"),
        ("a\x00b\r\n.xlsx", "ab.xlsx"),
        ("\u202exslx.exe", "xslx.exe"),
        ("..", "_"),
        ("", "_"),
        (".hidden.xlsx", "hidden.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ('a"<b>|?*:.xlsx', "a__b_____.xlsx"),
        ("尾. ", "尾"),
    ],
)  # fmt: skip
def test_a_name_is_kept_without_folders_and_what_nobody_sees(given: str, shown: str) -> None:
    assert names.cleaned(given) == shown


def test_a_long_name_keeps_its_ending() -> None:
    shown = names.cleaned("派" * 300 + ".xlsx")
    assert shown.endswith("派.xlsx")
    assert len(shown.encode()) <= 180


def test_the_mark_of_an_open_workbook_is_no_workbook(own: Office, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="holds nothing"):
        own.took(*written(tmp_path, a="1"), names=["~$派工.xlsx"])


def test_a_submission_is_listed_with_its_newest_version(desk: Office, tmp_path: Path) -> None:
    first = desk.hand_in(*written(tmp_path, a="1", b="2"), title="三月")
    desk.hand_in(*written(tmp_path, a="1"), title="四月")
    desk.mend(first.submission, *written(tmp_path, a="3"))
    with desk.database.reading() as connection:
        told = uploads.submissions(connection, desk.project)
        assert uploads.submissions(connection, desk.project + 1) == []
        assert uploads.submission(connection, desk.project + 1, first.submission) is None
    assert [(one.title, one.newest.number, one.newest.state) for one in told] == [
        ("四月", 1, "waiting"),
        ("三月", 2, "waiting"),
    ]


def test_a_mended_file_takes_the_place_of_its_name_and_the_others_stay(desk: Office, tmp_path: Path) -> None:
    first = desk.hand_in(*written(tmp_path, a="1", b="2", c="3"))
    second = desk.mend(first.submission, *written(tmp_path, A="new", d="4"), without=["c.csv"])
    with desk.database.reading() as connection:
        before, after = (uploads.files_of(connection, one.id) for one in (first, second))
    assert [one.name for one in before] == ["a.csv", "b.csv", "c.csv"]
    assert [one.name for one in after] == ["a.csv", "b.csv", "d.csv"]
    assert after[1] == before[1]
    assert after[0].digest != before[0].digest
    assert second.number == 2


def test_a_submission_without_files_is_refused_and_so_are_twins(desk: Office, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="there is no file"):
        desk.hand_in()
    with pytest.raises(DeskError, match=r"a\.csv.*one name"):
        desk.hand_in(*written(tmp_path, a="1", b="2"), names=["a.csv", "A.csv"])
    first = desk.hand_in(*written(tmp_path, a="1"))
    with pytest.raises(DeskError, match="there is no file"):
        desk.mend(first.submission, without=["a.csv"])


def test_the_trail_tells_who_handed_in_what_and_by_when_it_is_asked_for_again(desk: Office, tmp_path: Path) -> None:
    first = desk.hand_in(*written(tmp_path, a="1"))
    desk.mend(first.submission, *written(tmp_path, b="1"), without=["a.csv"])
    with desk.database.writing() as connection:
        uploads.set_due(connection, desk.submission(first.submission), "2024-04-10", desk.by)
    with desk.database.reading() as connection:
        _, deeds = trail.of_project(connection, desk.project, 0, 3)
    assert [(one.person, one.action, one.subject) for one in deeds] == [
        ("li.na", "submission.due", "三月派工"),
        ("li.na", "submission.mended", "三月派工"),
        ("li.na", "submission.handed_in", "三月派工"),
    ]
    assert deeds[1].data["without"] == ["a.csv"]
    assert desk.submission(first.submission).due_on == "2024-04-10"


def test_the_longest_waiting_version_is_taken_once(desk: Office, tmp_path: Path) -> None:
    first, second = (desk.hand_in(*written(tmp_path, a=said)) for said in "12")
    with desk.database.writing() as connection:
        jobs = [queue.claim(connection, server, "2024-04-01T02:00:00+00:00") for server in ("east", "west", "east")]
    assert [job and job.version.id for job in jobs] == [first.id, second.id, None]
    assert jobs[0]
    assert jobs[0].by == "李娜 (li.na)"
    assert jobs[0].version.settings["rulesets"]
    assert desk.version(first.id).state == "checking"


def test_what_a_server_says_of_a_version_that_is_no_longer_its_own_has_no_effect(desk: Office, tmp_path: Path) -> None:
    first = desk.hand_in(*written(tmp_path, a="1"))
    with desk.database.writing() as connection:
        queue.claim(connection, "east", "t1")
        [lost] = queue.beats(connection)
        assert queue.put_back(connection, lost, queue.STARTS, "t2")
        queue.claim(connection, "west", "t3")
        assert not queue.note(connection, first.id, "east", "late")
        assert not queue.finish(connection, first.id, "east", "sha256:0", {}, [], "t4")
        assert not queue.fail(connection, first.id, "east", [queue.GIVEN_UP], "t4")
        assert not queue.put_back(connection, lost, queue.STARTS, "t4")
        assert queue.note(connection, first.id, "west", "派工.xlsx")
    assert desk.version(first.id).doing == "派工.xlsx"


def test_a_beat_that_went_up_meanwhile_keeps_a_version(desk: Office, tmp_path: Path) -> None:
    first = desk.hand_in(*written(tmp_path, a="1"))
    with desk.database.writing() as connection:
        queue.claim(connection, "east", "t1")
        [seen] = queue.beats(connection)
        queue.beat(connection, [first.id], "east")
        assert not queue.put_back(connection, seen, queue.STARTS, "t2")
    assert desk.version(first.id).state == "checking"


def test_a_version_that_takes_its_worker_with_it_is_given_up_and_can_be_tried_anew(
    desk: Office, tmp_path: Path
) -> None:
    first = desk.hand_in(*written(tmp_path, a="1"))
    for again in (True, False):
        with desk.database.writing() as connection:
            queue.claim(connection, "east", "t1")
            [lost] = queue.beats(connection)
            assert queue.put_back(connection, lost, queue.ATTEMPTS, "t2") == again
    failed = desk.version(first.id)
    assert failed.state == "failed"
    assert "请用Excel打开各文件另存后再交一次" in failed.problems[0].zh
    with desk.database.writing() as connection:
        assert queue.check_again(connection, desk.submission(first.submission), failed, desk.by)
        assert not queue.check_again(connection, desk.submission(first.submission), failed, desk.by)
        _, [deed] = trail.of_project(connection, desk.project, 0, 1)
        assert (queue.place(connection, first.id), queue.place(connection, first.id + 1)) == (0, 1)
    assert deed.action == "submission.checked_again"
    assert (desk.version(first.id).state, desk.version(first.id).attempts) == ("waiting", 0)
