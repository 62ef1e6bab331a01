"""The documentation pages of the checks are what the checks say; ``make docs`` makes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcqa.checks import spec_of
from svcqa.host import Host
from svcqa.pages import listing, page
from svcqa.pages.__main__ import write
from tests.office import ROOT

CHECKS = Host.discover().checks
DOCS = ROOT / "docs" / "checks"


@pytest.mark.parametrize("name", CHECKS)
def test_the_page_of_a_check_is_what_the_check_says(name: str) -> None:
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8") == page(CHECKS[name]), "run `make docs`"


def test_the_list_of_checks_is_complete() -> None:
    assert (DOCS / "README.md").read_text(encoding="utf-8") == listing(CHECKS), "run `make docs`"
    assert {one.stem for one in DOCS.glob("*.md")} == {"README", *CHECKS}


@pytest.mark.parametrize("name", CHECKS)
def test_every_setting_is_explained(name: str) -> None:
    settings = [line for line in page(CHECKS[name]).splitlines() if line.startswith("| `")]
    unexplained = [line for line in settings if line.endswith("|  |")]
    assert unexplained == []


@pytest.mark.parametrize("name", CHECKS)
def test_every_reason_stands_on_the_page_in_both_languages(name: str) -> None:
    text = page(CHECKS[name])
    for code, said in spec_of(CHECKS[name]).reasons.items():
        assert f"| `{code}` | " in text
        assert said.zh in text
        assert said.en in text


@pytest.mark.parametrize("name", CHECKS)
def test_every_piece_of_evidence_stands_on_the_page_in_both_languages(name: str) -> None:
    text, spec = page(CHECKS[name]), spec_of(CHECKS[name])
    for piece, told in spec.evidence.items():
        assert f"| `{piece}` | {told.title.zh} | {told.title.en} |" in text
        assert all(f"`{code}` {said.zh} {said.en}" in text for code, said in told.codes.items())
    assert all(f"`{piece}`" in text for piece in spec.unshown)


def test_pages_of_checks_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("x", encoding="utf-8")
    write(tmp_path)
    assert {one.stem for one in tmp_path.glob("*.md")} == {"README", *CHECKS}
