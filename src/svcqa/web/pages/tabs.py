"""The pages within a project, as its tabs; each is shown to those who may open it."""

from __future__ import annotations

from svcqa.web import words
from svcqa.web.pages.visit import Visit
from svcqa.web.roles import Role

TABS = (
    ("overview", "", Role.viewer),
    ("submissions", "/submissions", Role.viewer),
    ("dashboard", "/dashboard", Role.viewer),
    ("nonconformities", "/nonconformities", Role.viewer),
    ("checklist", "/checklist", Role.viewer),
    ("waivers", "/waivers", Role.viewer),
    ("reminders", "/reminders", Role.viewer),
    ("settings", "/settings", Role.auditor),
    ("members", "/members", Role.auditor),
    ("trail", "/trail", Role.auditor),
)
"""Name, address within the project, and who may open it; the words are ``project.NAME``."""


def of(visit: Visit) -> list[tuple[str, str, str]]:
    """Name, address and text of the tabs a visitor sees; none outside of a project."""
    place = visit.place
    if place is None:
        return []
    base = f"/projects/{place.project.id}"
    seen = [(name, path) for name, path, role in TABS if place.role >= role]
    return [(name, base + path, words.say(visit.lang, f"project.{name}")) for name, path in seen]
