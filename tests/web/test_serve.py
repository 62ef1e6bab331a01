"""``svcqa serve``: it starts, invites, answers and stops; and says what keeps it from starting."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from svcqa.web.store import links, people, trail
from svcqa.web.store.by import By
from svcqa.web.store.database import Database
from tests.calling import Call
from tests.history import DATABASES, new_place


def test_it_starts_invites_the_administrator_answers_and_stops(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "svcqa", "serve", "--port", "0", "--folder", str(tmp_path / "质检 台")]
    environ = {**os.environ, "SVCQA_LANG": "en", "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ, text=True) as server:
        assert server.stdout is not None
        link = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/link/[\w-]{43}", link), server.stderr
        page = httpx2.get(link, headers={"Accept-Language": "en"})
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=20)
    assert page.status_code == 200
    assert "Set your password" in page.text
    assert "First start" in said
    assert "Traceback" not in said
    assert server.returncode == 0
    assert (tmp_path / "质检 台" / "desk.sqlite").is_file()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "--unsafe-plain-http"),  # noqa: S104
        (["--tls-certificate", "nothing.pem"], "certificate and key belong together"),
        (["--tls-certificate", "nothing.pem", "--tls-key", "nothing.pem"], "there is no such file"),
        (["--database", "nonsense://x"], "--database"),
        (["--folder", "file.txt/desk"], "the folder cannot be made"),
        (["--host", "192.0.2.1", "--unsafe-plain-http"], "cannot listen there"),
    ],
    ids=str,
)
def test_what_keeps_it_from_starting_is_said(svcqa: Call, tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / "file.txt").touch()
    code, out, err = svcqa("serve", *options)
    assert (code, out) == (2, "")
    assert said in err


def test_a_port_that_is_taken_is_said(svcqa: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = svcqa("serve", "--port", taken.getsockname()[1])
    assert code == 2
    assert "Choose another --port" in err


def test_without_its_optional_part_the_way_to_it_is_said(svcqa: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("svcqa.web.serving", "uvicorn"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, _, err = svcqa("serve")
    assert code == 2
    assert 'pip install "svcqa[web]"' in err


def test_the_command_is_listed_without_loading_what_it_needs() -> None:
    seen = "import sys; from svcqa.host import Host; assert 'serve' in Host.discover().commands; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout.split()
    assert not {"fastapi", "uvicorn", "sqlalchemy", "jinja2", "pwdlib"} & set(loaded)


NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tables of a desk whose administrator is admin, and at which gone may not enter any more."""
    (tmp_path / "desk").mkdir()
    with closing(Database(tmp_path / "desk" / "desk.sqlite")) as made:
        _peopled(made)
        yield made


def _peopled(database: Database) -> None:
    with database.writing() as connection:
        people.add(connection, "admin", "管理员", By(None, NOW), administrator=True)
        gone = people.add(connection, "gone", "离职", By(None, NOW))
        people.admit(connection, gone, By(None, NOW), active=False, administrator=False)


@pytest.mark.parametrize("kind", DATABASES)
def test_a_link_for_an_account_is_printed_leads_to_it_and_stands_in_the_trail(
    svcqa: Call, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "desk").mkdir()
    with new_place(kind, tmp_path / "desk") as place:
        url = place if "://" in str(place) else None
        with closing(Database(url or tmp_path / "desk" / "desk.sqlite")) as database:
            _peopled(database)
            code, out, err = svcqa(
                "serve", "--folder", "desk", "--link", "Admin", "--port", 9, *(["--database", url] if url else [])
            )
            address, _, shown = out.strip().rpartition("/link/")
            assert (code, address) == (0, "http://127.0.0.1:9")
            assert "set a new password for 管理员 (admin)" in err
            with database.reading() as connection:
                person = links.whose(connection, shown, NOW)
                _, deeds = trail.of_desk(connection, 0, 1)
    assert person
    assert person.name == "admin"
    assert [(deed.action, deed.subject) for deed in deeds] == [("link.given", "admin")]


@pytest.mark.parametrize(
    ("folder", "name", "said"),
    [
        ("desk", "nobody", "there is no such account"),
        ("desk", "gone", "this account may not enter"),
        ("elsewhere", "admin", "there is no desk here"),
    ],
)
@pytest.mark.usefixtures("database")
def test_without_somebody_who_may_enter_no_link_is_made(
    svcqa: Call, tmp_path: Path, folder: str, name: str, said: str
) -> None:
    code, out, err = svcqa("serve", "--folder", folder, "--link", name)
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "elsewhere").exists()
