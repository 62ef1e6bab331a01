"""``svcqa serve``: it starts, invites, answers and stops; and says what keeps it from starting."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.calling import Call


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
