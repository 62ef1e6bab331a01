"""A page that could not be made ready says so in a sentence, and the others stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcqa.web.jobs import preparing
from svcqa.web.jobs.preparing import place
from tests.web.answered import Answered, answered
from tests.web.checking import check
from tests.web.programs import program

PAGES = {"": "results", "/plan": "results", "/understanding": "accounts", "/sheet": "sheets", "/answers": "sheets"}
"""Page of a version → what is made ready for it."""
PARTS = ("results", "accounts", "sheets", "ahead")
SAID = "could not be made ready"


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What fails in being made ready, after it has begun to write."""
    failing: set[str] = set()

    def of(name: str, one: preparing.Preparation) -> preparing.Preparation:
        def made(*given: object) -> None:
            one(*given)  # type: ignore[arg-type]
            if name in failing:
                raise ZeroDivisionError

        made.__qualname__ = name
        return made

    wrapped = [of(name, one) for name, one in zip(PARTS, preparing.PREPARATIONS, strict=True)]
    monkeypatch.setattr(preparing, "PREPARATIONS", tuple(wrapped))
    return failing


def said(desk: Answered) -> dict[str, tuple[int, bool]]:
    """Page → its status, and whether it says that it is not ready."""
    answers = {page: desk.as_("viewer").get(f"{desk.address()}{page}") for page in PAGES}
    return {page: (answer.status_code, SAID in answer.text) for page, answer in answers.items()}


def falling(desk: Answered) -> bool:
    """Whether the dashboard says that it does not know what falls due."""
    return SAID in desk.as_("viewer").get("/projects/1/dashboard").text


@pytest.mark.parametrize("failing", PARTS)
def test_only_the_page_that_could_not_be_made_ready_says_so(tmp_path: Path, parts: set[str], failing: str) -> None:
    parts.add(failing)
    desk = answered(tmp_path)
    for page, (status, unready) in said(desk).items():
        concerned = PAGES[page] == failing
        assert (status, unready) == (422 if concerned and page else 200, concerned), page
    assert falling(desk) == (failing == "ahead")
    assert desk.version().figures["unprepared"] == "ZeroDivisionError"
    assert desk.as_("viewer").get(f"{desk.address()}/downloads").status_code == 200
    answer = program(desk.office, "viewer").get(f"{desk.address()}/findings")
    assert (answer.status_code, "could not be made ready" in answer.text) == (
        (422, True) if failing == "sheets" else (200, False)
    )
    desk.close()


def test_what_was_lacking_is_made_ready_when_it_is_checked_again_and_the_rest_stays(
    tmp_path: Path, parts: set[str]
) -> None:
    parts |= {"sheets", "ahead"}
    desk = answered(tmp_path)
    folder = place(desk.office.desk.folder, str(desk.version().digest))
    kept = (folder / "results.json").stat().st_mtime_ns
    for lacking in ({"ahead"}, set[str]()):
        parts.intersection_update(lacking)
        assert desk.as_("uploader").post(f"{desk.address()}/check").status_code == 303
        check(desk.office)
        assert ("unprepared" in desk.version().figures, falling(desk)) == (bool(lacking), bool(lacking))
        assert not any(unready for _, unready in said(desk).values())
    assert (folder / "results.json").stat().st_mtime_ns == kept
    assert not (folder / "lacking.json").exists()
    desk.close()
