"""Handing in and confirming in a browser: by keyboard, by dropping files, on a desktop and on a phone."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from svcqa.text import Lang
from svcqa.web.store import people
from tests.office import HEADINGS, ROWS, workbook
from tests.web.checking import check, hand_in, sent, with_manual
from tests.web.desk import PASSWORD, Office, a_desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page in")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
LOOKS = [
    ("zh", "desktop"),
    ("en", "phone"),
    pytest.param("zh", "phone", marks=pytest.mark.long),
    pytest.param("en", "desktop", marks=pytest.mark.long),
]
NEAR = (*HEADINGS[:4], "联系时间点", *HEADINGS[5:])
DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true}));
}"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    made = a_desk(folder)
    with_manual(made, folder)
    yield made
    made.desk.database.close()


@pytest.fixture(scope="module")
def address(office: Office) -> Iterator[str]:
    """The desk, served."""
    server = uvicorn.Server(uvicorn.Config(office.app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


def entered(
    browser: Browser, office: Office, address: str, name: str, *, size: str = "desktop", lang: Lang = "en"
) -> Page:
    """A page on which somebody is logged in; what its console says is an error."""
    with office.desk.database.writing() as connection:
        people.describe(connection, office.people[name], office.people[name].shown, lang, office.by())
    page = browser.new_context(viewport=SIZES[size]).new_page()  # type: ignore[arg-type]
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    page.goto(f"{address}/login")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/projects")
    return page


def test_handing_in_by_keyboard_shows_progress_and_then_results_by_itself_and_a_heading_is_confirmed(
    browser: Browser, office: Office, address: str, tmp_path: Path
) -> None:
    page = entered(browser, office, address, "reviewer")
    page.goto(f"{address}/projects/1/submissions/new")
    page.focus("#files")
    page.set_input_files("#files", workbook(tmp_path / "派工.xlsx", headings=NEAR))
    expect(page.locator("#chosen")).to_contain_text("派工.xlsx")
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_contain_text("Waiting")
    with office.desk.workshop:
        expect(page.locator(".figures")).to_contain_text("1 of 2", timeout=60_000)
        page.get_by_role("link", name="How it was read").press("Enter")
        page.get_by_role("button", name="Confirm: Column '联系时间点'").press("Enter")
        expect(page.locator(".figures")).to_contain_text("2 of 2", timeout=60_000)
    page.context.close()


def test_files_are_dropped_beside_those_chosen_before(
    browser: Browser, office: Office, address: str, tmp_path: Path
) -> None:
    page = entered(browser, office, address, "uploader")
    page.goto(f"{address}/projects/1/submissions/new")
    page.evaluate(DROP, ["甲.csv", "派工单号,网点\nW1,东城\n"])
    page.evaluate(DROP, ["乙.csv", "派工单号,网点\nW2,东城\n"])
    expect(page.locator("#chosen li")).to_have_count(2)
    page.get_by_role("button", name="Hand in and check").click()
    page.wait_for_url("**/versions/1")
    page.locator("summary").filter(has_text="Files (2)").click()
    expect(page.locator("details.card")).to_contain_text("乙.csv")
    page.context.close()


@pytest.mark.parametrize(("lang", "size"), LOOKS)
def test_pages_fit_the_screen_and_are_accessible(  # noqa: PLR0917 - fixtures
    browser: Browser, office: Office, address: str, tmp_path: Path, size: str, lang: Lang
) -> None:
    uploader = office.as_("uploader")
    rows = [*ROWS, (*ROWS[0][:3], "03/04/2024 10:00", *ROWS[0][4:]), ("合计",)]
    answer = hand_in(uploader, office, workbook(tmp_path / "派工.xlsx", rows, headings=NEAR, titles=["三月"]))
    check(office)
    bad = sent(uploader, "/projects/1/submissions", [("坏.xlsx", b"PK\x03\x04"), ("~$坏.xlsx", b"x")])
    check(office)
    waiting = hand_in(uploader, office, workbook(tmp_path / "还没查.xlsx"))
    first = answer.headers["location"]
    page = entered(browser, office, address, "auditor", size=size, lang=lang)
    paths = [
        "/projects/1/submissions", "/projects/1/submissions/new", first, f"{first}/understanding", f"{first}/plan",
        bad.headers["location"], waiting.headers["location"], f"{first.partition('/versions')[0]}/again",
    ]  # fmt: skip
    for path in paths:
        page.goto(address + path)
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
        found = Axe().run(page)
        assert not found.response["violations"], (path, found.generate_report())
    page.context.close()
    check(office)
