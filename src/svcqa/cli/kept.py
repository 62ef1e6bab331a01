"""Kept audits as commands take them: read back, and joined with what an audit workbook says by now."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from svcqa.cli.doubtful import warn_of_reviews
from svcqa.cli.output import STREAM
from svcqa.errors import AuditFileError, HistoryError, UsageError

if TYPE_CHECKING:
    from svcqa.cli.console import Console
    from svcqa.findings import Audit
    from svcqa.history import History, KeptAudit


def kept(name: str, console: Console, where: Mapping[str, str | None] | None = None) -> Audit:
    """The audit in a file, on standard input (``-``), or of the history, then with what is decided by now.

    A file that is there wins.

    Args:
        name: the file, or the number, name, beginning of the digest of an audit of the history, or ``latest``.
        console: standard input and the environment.
        where: the options ``history`` and ``config``, of a command that has them.

    Raises:
        AuditFileError: there is neither such a file nor such an audit, or it is no audit as it was written.
        HistoryError: the history cannot be opened, or the audit is not what was kept.
        LockedError: another program holds it.
    """
    from svcqa import auditfile

    if name == STREAM:
        return auditfile.read(io.BytesIO(console.read_bytes()), "stdin")
    if not os.path.lexists(name):
        found = _recalled(name, console, where or {"history": None, "config": None})
        if found is not None:
            return found
    return auditfile.load_audit(name)


def document_of(name: str, console: Console, where: Mapping[str, str | None] | None = None) -> bytes:
    """What stands in the file of a kept audit; of one in the history, what it would be with all decided by now."""
    from svcqa import auditfile

    if os.path.lexists(name):
        with auditfile.opened(name) as opened:
            return opened.read()
    stream = io.BytesIO()
    auditfile.write(kept(name, console, where), stream)
    return stream.getvalue()


def _recalled(name: str, console: Console, where: Mapping[str, str | None]) -> Audit | None:
    """The audit of the history; ``None`` where nobody has named a history and there is none."""
    from svcqa.cli import keeping

    if not keeping.placed(console, where):
        return None
    with keeping.opened(console, where) as (history, _):
        from svcqa.history.dossiers import complete

        return complete(history, _found(history, name))


def _found(history: History, name: str) -> KeptAudit:
    try:
        return history.find(name)
    except HistoryError as error:
        raise AuditFileError.of(
            f"没有这个文件，审核历史（{history.place}）里也没有这次审核。",
            f"there is no such file, and the history ({history.place}) holds no such audit.",
            where=name,
            mend=error.problems[0].mend,
        ) from error


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
