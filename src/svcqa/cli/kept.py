"""Kept audits as commands take them: read back, and joined with what an audit workbook says by now."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from svcqa.cli.output import STREAM
from svcqa.cli.reviews import warn_of_reviews
from svcqa.errors import AuditFileError, LockedError, UsageError
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.findings import Audit


def kept(name: str, console: Console) -> Audit:
    """The audit in a file, or on standard input (``-``).

    Raises:
        AuditFileError: there is no such file, or it is no audit as it was written.
        LockedError: another program holds it.
    """
    from svcqa import auditfile

    if name == STREAM:
        return auditfile.read(io.BytesIO(console.read_bytes()), "stdin")
    with opened(name) as stream:
        return auditfile.read(stream, name)


def document_of(name: str) -> bytes:
    """What stands in the file of a kept audit."""
    with opened(name) as stream:
        return stream.read()


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """The file of a kept audit or of a package, opened.

    Raises:
        AuditFileError: there is no such file.
        LockedError: another program holds it.
    """
    try:
        with Path(name).open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        mend = Text(zh="请检查路径。", en="Check the path.")
        raise AuditFileError.of("没有这个文件。", "there is no such file.", where=name, mend=mend) from error
    except PermissionError as error:
        mend = Text(zh="请关闭后重试。", en="Close it and try again.")
        raise LockedError.of(
            "无法打开：没有权限，或正被另一个程序打开。",
            "cannot be opened: no permission, or another program has it open.",
            where=name,
            mend=mend,
        ) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise AuditFileError.of(f"无法打开（{said}）。", f"cannot be opened ({said}).", where=name) from error


def reviewed_by(workbook: str | None, audit: Audit, console: Console) -> Audit:
    """The audit with what an audit workbook, if one is given, assigns and decides; doubtful reviews are said."""
    if workbook:
        from svcqa.assignment.attaching import reviewed

        audit = reviewed(audit, workbook)
    warn_of_reviews(audit, console)
    return audit


def template_of(path: str | None) -> bytes | None:
    """The template in a file, if one is given.

    Raises:
        UsageError: it cannot be read.
    """
    if path is None:
        return None
    try:
        return Path(path).read_bytes()
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError.of(f"无法打开（{said}）。", f"cannot be opened ({said}).", where=path) from error


def told(audit: Audit, *, mask: bool) -> Audit:
    """The audit as reports are to tell it."""
    if not mask:
        return audit
    from svcqa.masking import masked

    return masked(audit)
