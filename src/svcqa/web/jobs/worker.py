"""The worker: checks one version and keeps its audit. Run as ``python -m svcqa.web.jobs.worker``."""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from svcqa.web.jobs.limited import Say, carry_out
from svcqa.web.jobs.messages import Checked, Doing, Work

if TYPE_CHECKING:
    from svcqa.findings import Audit
    from svcqa.history import KeptAudit
    from svcqa.web.jobs.laying import Laid
    from svcqa.web.store.uploads import Handed


def check(order: Work, say: Say) -> Checked:
    """Lay out the files, audit them, keep the audit, and prepare pages: an audit counts, whatever a page lacks.

    Raises:
        SvcqaError: the settings do not hold, or nothing can be read.
    """
    from svcqa.intake.child import prepare as begin_reading

    begin_reading()
    from svcqa import audit
    from svcqa.web.jobs import workbook
    from svcqa.web.jobs.dates import day_of
    from svcqa.web.jobs.laying import laid_out
    from svcqa.web.store.files import Files
    from svcqa.web.store.settings import Settings

    desk, folder = Path(order.desk), Path(order.folder)
    store = Files(desk)
    laid = laid_out(order.files, order.stayed, store, folder)
    settings = Settings.model_validate(order.settings).order(day_of(order.handed_in_at))
    book = workbook.laid(order.workbook, settings["rulesets"], [one.name for one in laid.files], store, folder)
    judged = audit.run(laid.paths, **settings, workbook=book, progress=lambda what: say(Doing(what)))
    asked = workbook.kept(book, store) if book else None
    kept = _keep(judged, order)
    figures = _figures(judged, kept, laid, asked)
    failed = _prepared(judged, {**laid.places, **({book.name: book} if book else {})}, desk, folder)
    if failed:
        figures["unprepared"] = ", ".join(sorted(set(failed)))
    return Checked(judged.digest, figures, list(laid.files))


def _prepared(judged: Audit, files: Mapping[str, Path], desk: Path, folder: Path) -> list[str]:
    """What went wrong where pages are made ready."""
    from svcqa.web.jobs.preparing import prepare

    try:
        return prepare(judged, files, desk, folder)
    except Exception as error:
        traceback.print_exc()
        return [type(error).__name__]


def _keep(judged: Audit, order: Work) -> KeptAudit:
    from svcqa.history import History, Stamp

    with History(order.history, create=True) as history:
        return history.keep(judged, Stamp(order.by, dt.datetime.fromisoformat(order.at)))


def _figures(judged: Audit, kept: KeptAudit, laid: Laid, asked: Handed | None) -> dict[str, Any]:
    """What lists show: the figures of the history, what could not be read, and the audit workbook if there was one."""
    inputs = judged.content.inputs[1:] if asked else judged.content.inputs
    return {
        **msgspec.to_builtins(kept.facts),
        "files": len(inputs),
        "unread_files": sum(one.problem is not None for one in inputs),
        "unread_sheets": sum(sheet.problem is not None for one in inputs for sheet in one.sheets),
        "others": laid.others,
        "workbook": msgspec.to_builtins(asked),
    }


if __name__ == "__main__":
    carry_out(Work, check)
