"""What can go wrong, for the people who must mend it.

::

    SvcqaError
    ├── UsageError            the command line or a call asks for something impossible
    ├── ConfigError           svcqa.yaml, a register file or a ruleset is wrong (file and line)
    ├── InputError            a file or sheet cannot be read
    │   └── LockedError       another program (usually Excel) holds it
    ├── PluginError           a plugin cannot be loaded, or two plugins offer the same thing
    ├── EngineError           those who were to judge elsewhere cannot be reached, are lost, or are not alike
    ├── AuditFileError        a kept audit cannot be read back, or was changed after it was written
    ├── HistoryError          the history of audits cannot be opened, written to, or does not hold together
    └── DeskError             the QA desk cannot keep or find something

Every error carries one or more :class:`Problem`; each says what is wrong, where, and how to mend it,
in Chinese and in English. Bad *rows* never raise: they become findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from svcqa.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where (file, sheet, cell, line), and how to mend it."""

    what: Text
    where: str = ""
    mend: Text | None = None
    kind: str = ""
    """What a program may go by: ``encrypted``, ``damaged`` … for a file that is refused; else empty."""

    def say(self, lang: Lang) -> str:
        """The problem as one line for a user."""
        place = f"{self.where}{'：' if lang == 'zh' else ': '}" if self.where else ""
        mend = f"{'' if lang == 'zh' else ' '}{self.mend.say(lang)}" if self.mend else ""
        return f"{place}{self.what.say(lang)}{mend}"


class WrongValueError(ValueError):
    """A value people wrote that does not fit; whoever knows its file and line makes a problem of it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def said_by(error: ValueError) -> Text:
    """What a wrong value says of itself, in both languages as far as it knows them."""
    return error.text if isinstance(error, WrongValueError) else Text(str(error), str(error))


class SvcqaError(Exception):
    """Anything a user can mend. Exit code 2 on the command line."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.say("en") for problem in problems))
        self.problems = problems

    @classmethod
    def of(cls, zh: str, en: str, *, where: object = "", mend: Text | None = None, kind: str = "") -> Self:
        """The error for a single problem."""
        return cls(Problem(Text(zh=zh, en=en), str(where), mend, kind))

    @classmethod
    def all_of(cls, problems: Iterable[Problem]) -> Self:
        """One error for several problems, so that a user sees them all at once."""
        return cls(*problems)

    def say(self, lang: Lang) -> str:
        """All problems, one line each."""
        return "\n".join(problem.say(lang) for problem in self.problems)


class UsageError(SvcqaError):
    """The command line, or a call of the Python API, asks for something impossible."""


class ConfigError(SvcqaError):
    """Something people wrote in YAML (configuration, registers, ruleset) does not hold."""


class InputError(SvcqaError):
    """A file or a sheet cannot be read."""


class LockedError(InputError):
    """Another program, usually Excel, keeps the file from being opened."""


class PluginError(SvcqaError):
    """A plugin cannot be loaded, or two plugins offer the same name."""


class EngineError(SvcqaError):
    """Those who were to judge elsewhere cannot be reached, are lost, or run with something else than this process."""


class AuditFileError(SvcqaError):
    """A kept audit cannot be read back, or was changed after it was written."""


class HistoryError(SvcqaError):
    """The history of audits cannot be opened or written to, lacks what is asked for, or does not hold together."""


class DeskError(SvcqaError):
    """The QA desk cannot keep or find something, or refuses what is asked of it."""
