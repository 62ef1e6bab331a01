"""Calling the command line, for tests of commands that keep something where they are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from svcqa.cli import main

Told = tuple[int, str, str]
"""Exit code, output, and what is said beside."""
Call = Callable[..., Told]


def caller(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line in a folder, in English, whatever the environment of the tests says."""
    monkeypatch.chdir(folder)
    for name in ("SVCQA_HISTORY", "SVCQA_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SVCQA_LANG", "en")

    def call(*argv: object) -> Told:
        code = main([str(one) for one in argv])
        return code, *capsys.readouterr()

    return call
