"""What follows an audit, step by step, for the command line and for Python alike.

Findings go out to be reviewed and come back; what auditors confirmed is raised as nonconformities; their workbook goes
out to be worked in and comes back (ISO 19011:2018, 6.7; ISO 9001:2015, 10.2).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from svcqa.actions import KeptNonconformity
from svcqa.findings import Audit
from svcqa.history import actions
from svcqa.history.actions import Applied, Raised
from svcqa.history.actions.reading import read
from svcqa.history.dossiers import complete
from svcqa.history.events import Stamp
from svcqa.history.importing import Imported, take_in
from svcqa.history.rows import KeptAudit
from svcqa.history.store import History
from svcqa.reviewing.reading import book_of
from svcqa.reviewing.rows import refuse_masked
from svcqa.reviewing.words import WORDS
from svcqa.reviewing.workbook import Cells, workbook
from svcqa.text import Lang


def review_workbook(audit: Audit, rows: Sequence[Cells], lang: Lang) -> bytes:
    """A workbook (xlsx) to decide in; filled in, :func:`take_reviews` reads it back.

    Args:
        audit: the audit.
        rows: those of its findings, from :func:`~svcqa.reviewing.rows.rows_of_findings`.
        lang: language of headings and drop-downs.
    """
    about = WORDS["about"].fill(count=len(rows), digest=audit.digest.removeprefix("sha256:")[:12])
    return workbook(rows, lang, about)


def take_reviews(history: History, kept: KeptAudit, files: Iterable[str | Path], stamp: Stamp) -> Imported:
    """Take workbooks with reviews of a kept audit into the history, merged; nothing in them is lost.

    Args:
        history: where the audit is kept.
        kept: the audit.
        files: audit workbooks, or workbooks of reviews, as people have filled them in.
        stamp: who does this, and when.

    Raises:
        InputError: a workbook cannot be read.
        UsageError: it is no audit workbook, or personal data are hidden in the audit.
    """
    books = [book_of(one) for one in files]
    audit = history.recall(kept)
    refuse_masked(audit)
    with history.writing(stamp) as desk:
        return take_in(desk, audit, books)


def raise_nonconformities(history: History, kept: KeptAudit, stamp: Stamp) -> Raised:
    """Raise the nonconformities of a kept audit from what auditors confirmed by now; doing it twice adds nothing."""
    audit = complete(history, kept)
    with history.writing(stamp) as desk:
        return actions.raised(desk, audit)


def nonconformities_kept(history: History) -> list[KeptNonconformity]:
    """All nonconformities as they stand by now, in the order in which they were raised."""
    return list(actions.replayed(history.events(*actions.KINDS)).values())


def action_workbook(chosen: Sequence[KeptNonconformity], lang: Lang) -> bytes:
    """A workbook (xlsx) to work in on nonconformities; filled in, :func:`take_actions` reads it back."""
    stream = io.BytesIO()
    actions.write(chosen, lang, stream)
    return stream.getvalue()


def take_actions(history: History, files: Iterable[str | Path], stamp: Stamp) -> list[Applied]:
    """Take workbooks of actions into the history, one after the other, as far as the gates allow.

    Raises:
        InputError: a workbook cannot be read.
        UsageError: it is no workbook of actions.
    """
    books = [read(one) for one in files]
    made = []
    for book in books:
        with history.writing(stamp) as desk:
            made.append(actions.imported(desk, book))
    return made
