"""What the server and its workers say to each other: one line of JSON each."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from svcqa.errors import Problem
from svcqa.web.store.uploads import Handed
from svcqa.web.store.workbooks import Book


class Limits(Struct, frozen=True):
    """How far a process may go before it is ended."""

    memory: int = 4_000_000_000
    """Bytes."""
    cpu: int = 3600
    """Seconds of one processor."""
    seconds: float = 3600.0
    """Seconds on the wall."""
    disk: int = 10_000_000_000
    """Bytes in its temporary folder."""


class Work(Struct, frozen=True):
    """A version to be checked."""

    desk: str
    """The desk's folder."""
    folder: str
    """A folder of its own, which goes when it ends."""
    history: str
    """The history of the project: a file, or a URL."""
    files: list[Handed]
    stayed: list[str]
    """Files that are as they were in the version before: what an archive holds may take their places."""
    settings: dict[str, Any]
    handed_in_at: str
    by: str
    at: str
    workbook: Book = Book()
    """The audit workbook: what the pages of the project say of rules and waivers."""


class Making(Struct, frozen=True):
    """Bytes to be made by a function, such as a marked copy."""

    desk: str
    folder: str
    function: str
    """``module:function``; it is given the desk's folder, its own folder, and the arguments by name."""
    arguments: dict[str, Any]


class Doing(Struct, frozen=True, tag=True):
    """What is being done."""

    what: str


class Checked(Struct, frozen=True, tag=True):
    """The audit is kept."""

    digest: str
    figures: dict[str, Any]
    files: list[Handed]
    """With archives unpacked."""


class Made(Struct, frozen=True, tag=True):
    """The bytes lie in a file of the folder."""

    name: str


class Refused(Struct, frozen=True, tag=True):
    """It cannot be done, for reasons that people are told."""

    problems: list[Problem]


Message = Doing | Checked | Made | Refused
RESULT = "result"
"""What the file with made bytes is called."""
OVER_MEMORY = 77
"""How a process ends that has taken more memory than it may."""
