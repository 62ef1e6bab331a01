"""Answers, returns, downloads and the comparison in a browser: without a mouse, on a phone, in both languages."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from svcqa.text import Lang
from svcqa.web.store import people, returns
from tests.web.answered import Answered, answered
from tests.web.checking import submission
from tests.web.desk import PASSWORD
from tests.web.served import served
from tests.web.test_reupload import CANCELLED, GOOD, LATE, OPEN, VAGUE, other

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page in")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 800}}
LOOKS = [
    ("zh", "desktop"),
    ("en", "phone"),
    pytest.param("zh", "phone", marks=pytest.mark.long),
    pytest.param("en", "desktop", marks=pytest.mark.long),
]


@dataclass(frozen=True)
class Served:
    """A desk that is served, and a browser."""

    desk: Answered
    browser: Browser
    address: str

    def page(self, name: str, lang: Lang = "en", size: str = "desktop") -> Page:
        """A page in which somebody is logged in."""
        office = self.desk.office
        with office.desk.database.writing() as connection:
            people.describe(connection, office.people[name], name, lang, office.by(name))
        page = self.browser.new_context(viewport=SIZES[size]).new_page()  # type: ignore[arg-type]
        page.goto(f"{self.address}/login")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/projects")
        return page


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = answered(tmp_path_factory.mktemp("desk"), [GOOD, LATE, CANCELLED, VAGUE, OPEN])
    office = made.office
    made.hand_in([GOOD, other(LATE, called="2024-03-05 11:05", customer="东方纺织"), CANCELLED, OPEN], to="1")
    with office.desk.database.writing() as connection:
        today = office.clock().date()
        due, by = (today + dt.timedelta(days=2)).isoformat(), office.by("reviewer")
        returns.give_back(connection, submission(office), due, "补齐客户名称", by, today)
    with sync_playwright() as playwright, served(office.app) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Served(made, browser, address)
        browser.close()
    made.close()


def test_a_finding_is_decided_on_by_keys_alone_and_the_page_stays(desk: Served) -> None:
    finding = desk.desk.findings()["O-1 W002"]
    page = desk.page("reviewer")
    page.goto(f"{desk.address}{desk.desk.address()}/findings/{finding}")
    page.evaluate("window.stays = true")
    page.locator("#said-explained").focus()
    page.keyboard.press("Space")
    page.locator("#answering button.primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answering [role=alert]")).to_contain_text("needs a reason")
    page.fill("#reason", "通话清单能对上")
    page.set_input_files("#files", {"name": "通话清单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    page.locator("#answering button.primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answering .thread li")).to_have_count(1)
    expect(page.locator("#answering .files a")).to_have_text("通话清单.pdf")
    assert page.evaluate("window.stays")
    with page.expect_download() as coming:
        page.click("#answering .files a")
    assert coming.value.suggested_filename == "通话清单.pdf"
    assert desk.desk.thread(finding).decision == "explained"


def test_a_finding_is_answered_beside_its_sheet(desk: Served) -> None:
    finding = desk.desk.findings()["O-2 W002"]
    page = desk.page("uploader")
    page.goto(f"{desk.address}{desk.desk.address()}/sheet?finding={finding}")
    expect(page.locator("#sheet-basis #answering")).to_be_visible()
    page.click("#step-on")
    expect(page.locator("#sheet-basis .message")).to_contain_text("took 40 min")
    page.click("#step-back")
    expect(page.locator("#sheet-basis .message")).to_contain_text("not filled: Customer")
    page.locator("#sheet-basis #said-accepted").check()
    page.click("#sheet-basis #answering button.primary")
    expect(page.locator("#sheet-basis .thread")).to_contain_text("Accepted")
    assert desk.desk.thread(finding).holds("auditee").said == "accepted"


@pytest.mark.long
def test_the_comparison_comes_by_itself_and_a_marked_copy_is_saved(desk: Served) -> None:
    page = desk.page("uploader")
    page.goto(f"{desk.address}{desk.desk.address(2)}/mended")
    expect(page.locator("#told .first")).to_contain_text("2024-03-05 11:40", timeout=60_000)
    page.goto(f"{desk.address}{desk.desk.address(2)}/downloads")
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("link", name="派工.xlsx").first.click()
    assert coming.value.suggested_filename == "marked copies 派工.xlsx"


@pytest.mark.parametrize(("lang", "size"), LOOKS)
def test_every_page_is_accessible_and_fits(desk: Served, lang: Lang, size: str) -> None:
    finding = desk.desk.findings()["O-2 W002"]
    one, two = desk.desk.address(), desk.desk.address(2)
    own = f"/projects/{desk.desk.office.own.id}"
    page = desk.page("reviewer", lang, size)
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    for path in (
        f"{one}/answers", f"{one}/findings/{finding}", f"{own}/submissions/1/return", f"{own}/reminders", "/reminders",
        f"{one}/downloads", f"{one}/mended", f"{two}/mended/list", f"{two}/mended/list?part=apart",
    ):  # fmt: skip
        page.goto(desk.address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        found = Axe().run(page)
        assert not found.violations_count, (path, found.generate_report())
    assert errors == []
