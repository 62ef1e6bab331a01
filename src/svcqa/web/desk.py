"""The desk: the folder, the database and the rules that its pages work with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from svcqa.errors import UsageError
from svcqa.text import Text
from svcqa.web.histories import Histories
from svcqa.web.jobs.workshop import Workshop
from svcqa.web.manuals import Manuals
from svcqa.web.passwords import Passwords
from svcqa.web.store.database import Database


@dataclass(frozen=True)
class Desk:
    """What every page is given.

    Attributes:
        folder: uploaded files, histories and, without another database, the desk's own.
        database: the desk's tables.
        now: the clock.
        secure: browsers reach it by HTTPS only.
        passwords: how they are kept.
        manuals: the rulesets that are installed.
        workers: how many versions are checked at a time.
    """

    folder: Path
    database: Database
    now: Callable[[], dt.datetime]
    secure: bool = False
    passwords: Passwords = field(default_factory=Passwords)
    manuals: Manuals = field(default_factory=Manuals)
    workers: int = 2

    @cached_property
    def workshop(self) -> Workshop:
        """Where files are kept, versions checked and downloads made; whoever serves the desk opens it."""
        return Workshop(self.folder, self.database, self.now, workers=self.workers)

    @property
    def histories(self) -> Histories:
        """The histories of its projects."""
        return self.workshop.histories

    def close(self) -> None:
        """Let go of the histories and the database."""
        if "workshop" in self.__dict__:
            self.workshop.close()
        self.database.close()


def made(folder: Path) -> Path:
    """The desk's folder, made if there is none; on systems that know of it, others on the machine cannot look in.

    Raises:
        UsageError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError.of(
            f"不能建立文件夹（{said}）。", f"the folder cannot be made ({said}).",
            where="--folder", mend=Text("请换一个位置。", "Choose another place."),
        ) from error  # fmt: skip
    return folder


def database(folder: Path, url: str | None) -> Database:
    """The desk's database: that of the URL, or a file in the folder."""
    return Database(url or folder / "desk.sqlite")
