"""The dashboard of a project: its trend, what is open, what is overdue, and what falls due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Response

from svcqa.actions import figures
from svcqa.actions.words import STATES
from svcqa.duekinds import DUE_KINDS
from svcqa.history.follow_up import nonconformities_kept
from svcqa.history.reviews import KINDS as REVIEWED
from svcqa.reports.baseline.page import series_chart
from svcqa.reports.charts import FOOT
from svcqa.reports.words import Words
from svcqa.web import checklistform, glance
from svcqa.web.pages import following
from svcqa.web.pages.access import Viewing
from svcqa.web.pages.templated import page
from svcqa.web.pages.visit import Visit
from svcqa.web.store import answers, uploads, waivers
from svcqa.web.store.answers import Answer
from svcqa.web.store.uploads import Submission, Version
from svcqa.weights import WEIGHTS

router = APIRouter()
MOST = 50
"""Lines of a list."""


@router.get("/projects/{project}/dashboard")
def show(visit: Viewing, submission: str = "") -> Response:
    """The project at a glance."""
    history, today = following.history(visit), following.today(visit)
    with visit.desk.database.reading() as connection:
        handed_in = uploads.submissions(connection, visit.project.id)
        known_waivers = waivers.listed(connection, visit.project.id)
        given = answers.listed(connection, visit.project.id)
        checked = {
            version.digest: (one, version)
            for one in handed_in
            for version in uploads.versions(connection, one.id)
            if version.digest
        }
    only = _chosen(submission, checked)
    steps, known = glance.trend(history.audits(), checked, only), nonconformities_kept(history)
    base, words = f"/projects/{visit.project.id}", Words(visit.lang)
    falling, others, unknown = glance.falling(handed_in, visit.desk.folder, today, history.events(*REVIEWED))
    return page(
        visit, "dashboard.html", steps=steps[-MOST:], earlier=max(len(steps) - MOST, 0), only=only,
        submissions=handed_in, weights=WEIGHTS, by_weight=glance.standing_by_weight(handed_in),
        coverage=glance.coverage(handed_in), chart=series_chart([one.point for one in steps], words), words=words,
        foot=FOOT, figures=figures(known, today), states=STATES,
        reminders=glance.reminders(handed_in, known, known_waivers, today, base), falling=falling[:MOST],
        others=others + max(len(falling) - MOST, 0), unknown=unknown, days=glance.DAYS, kinds=DUE_KINDS, base=base,
        waiting=[one for one in known_waivers if one.state == "requested"], unanswered=_unanswered(visit, given),
    )  # fmt: skip


def _chosen(written: str, checked: Mapping[str, tuple[Submission, Version]]) -> int | None:
    """The submission that a link names, if its project has it."""
    return next((one.id for one, _ in checked.values() if str(one.id) == written), None)


def _unanswered(visit: Visit, given: Sequence[Answer]) -> int:
    """How many questions of the checklist have no answer."""
    held = {one.rule for one in given if not one.withdrawn}
    return len(checklistform.asked(visit.desk.manuals.bound(visit.project.settings)).keys() - held)
