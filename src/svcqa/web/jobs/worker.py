"""The worker: checks one version and keeps its audit. Run as ``python -m svcqa.web.jobs.worker``."""

from __future__ import annotations

import datetime as dt
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from svcqa.web.jobs.limited import Say, carry_out
from svcqa.web.jobs.messages import Checked, Doing, Work

if TYPE_CHECKING:
    from svcqa.findings import Audit
    from svcqa.history import KeptAudit
    from svcqa.web.jobs.laying import Laid


def check(order: Work, say: Say) -> Checked:
    """Lay out the files, audit them, keep the audit, and prepare pages: an audit counts, whatever a page lacks.

    Raises:
        SvcqaError: the settings do not hold, or nothing can be read.
    """
    from svcqa.intake.child import prepare as begin_reading

    begin_reading()
    from svcqa import audit
    from svcqa.web.jobs.dates import day_of
    from svcqa.web.jobs.laying import laid_out
    from svcqa.web.jobs.preparing import prepare
    from svcqa.web.store.files import Files
    from svcqa.web.store.settings import Settings

    desk, folder = Path(order.desk), Path(order.folder)
    laid = laid_out(order.files, order.stayed, Files(desk), folder)
    settings = Settings.model_validate(order.settings).order(day_of(order.handed_in_at))
    judged = audit.run(laid.paths, **settings, progress=lambda what: say(Doing(what)))
    kept = _keep(judged, order)
    figures = _figures(judged, kept, laid)
    try:
        prepare(judged, laid.places, desk, folder)
    except Exception as error:
        traceback.print_exc()
        figures["unprepared"] = type(error).__name__
    return Checked(judged.digest, figures, list(laid.files))


def _keep(judged: Audit, order: Work) -> KeptAudit:
    from svcqa.history import History, Stamp

    with History(order.history, create=True) as history:
        return history.keep(judged, Stamp(order.by, dt.datetime.fromisoformat(order.at)))


def _figures(judged: Audit, kept: KeptAudit, laid: Laid) -> dict[str, Any]:
    """What lists show: the figures of the history, and what could not be read."""
    inputs = judged.content.inputs
    return {
        **msgspec.to_builtins(kept.facts),
        "files": len(inputs),
        "unread_files": sum(one.problem is not None for one in inputs),
        "unread_sheets": sum(sheet.problem is not None for one in inputs for sheet in one.sheets),
        "others": laid.others,
    }


if __name__ == "__main__":
    carry_out(Work, check)
