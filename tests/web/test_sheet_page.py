"""The page of sheets in a browser: large sheets scroll, keys go from finding to finding, and everything is said."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

import svcqa
from svcqa.intake.files import find_files
from svcqa.text import LANGS, Lang
from tests import audits
from tests.office import HEADINGS, ROWS, ruleset, workbooks
from tests.web.desk import PASSWORD, Office, a_desk
from tests.web.sheet_desk import checked, served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page in")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
HOSTILE = ("<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "{{ 7 * 7 }}", '"><script>alert(1)</script>')
MOST_ROWS = 202
"""A window, and the space above and below it."""
Opened = Callable[..., Page]


def _small(folder: Path) -> Path:
    """Two sheets of records, one of them with hostile text, and one that is none."""
    rows = [*ROWS, (), ("合计", "", "", "", "", "", "", 260)]
    hostile = [
        (f"X{n}", text, "", "2024-03-05 10:00", "2024-03-05 12:00", "张三", "已完成", 1)
        for n, text in enumerate(HOSTILE)
    ]
    notes = [["填写说明"], ["每天下班前填写，不得补改时间。"]]
    return workbooks(folder / "派工.xlsx", {
        "派工一": [["派工记录"], list(HEADINGS), *rows], "派工二": [list(HEADINGS), *hostile], "说明": notes,
    })  # fmt: skip


def _large(folder: Path) -> Path:
    """20,000 records of 60 columns, every fiftieth without a customer."""
    more = [f"附加{number}" for number in range(1, 53)]
    with (folder / "大表.csv").open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([*HEADINGS, *more])
        for number in range(2, 20_002):
            customer = "" if number % 50 == 0 else f"客户{number}"
            record = [
                f"W{number:05}",
                f"网点{number % 7}",
                customer,
                "2024-03-05 10:00",
                "2024-03-05 10:05",
                "张三",
                "已完成",
                9,
            ]
            lines.writerow([*record, *(f"{number}/{column}" for column in range(8, 60))])
    return folder / "大表.csv"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("desk")
    return a_desk(folder)


@pytest.fixture(scope="module")
def places(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What was checked → where its sheets are."""
    folder = tmp_path_factory.mktemp("files")
    found = {}
    for name, path in {"small": _small(folder), "large": _large(folder)}.items():
        audit = svcqa.run([path], [ruleset(folder)], as_of="2024-12-31")
        found[name] = checked(office, audit, {one.name: one.path for one in find_files([path])}, name)
    return {**found, "unread": checked(office, audits.audit(), {}, "unread")}


@pytest.fixture(scope="module")
def desk(office: Office) -> Iterator[str]:
    with served(office) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


@pytest.fixture(scope="module")
def cookies(browser: Browser, desk: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{desk}/login")
    page.fill("input[name=name]", "viewer")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{desk}/**")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def opened(browser: Browser, desk: str, places: dict[str, str], office: Office, cookies: Any) -> Iterator[Opened]:
    """Opens sheets; at the end nothing may have been said in the console, and nothing asked of others."""
    said: list[str] = []
    pages: list[Page] = []

    def opening(what: str, query: str = "", lang: Lang = "en", *, size: str = "desktop", **options: Any) -> Page:
        from svcqa.web.store import people

        with office.desk.database.writing() as connection:
            people.describe(connection, office.people["viewer"], "查看者", lang, office.by("viewer"))
        context = browser.new_context(storage_state=cookies, viewport=SIZES[size], **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda asked: None if asked.url.startswith(desk) else said.append(asked.url))
        page.goto(f"{desk}{places[what]}{query}")
        pages.append(page)
        return page

    yield opening
    for page in pages:
        page.context.close()
    assert said == []


def focused(page: Page) -> str:
    """The cell that has the focus."""
    return page.evaluate("document.activeElement.id")  # type: ignore[no-any-return]


def rows(page: Page) -> list[int]:
    """The rows that are in the page."""
    return [int(one) for one in page.locator("#grid tbody th").all_text_contents()]


def test_shot(opened: Opened, tmp_path: Path) -> None:
    for lang in LANGS:
        for size in SIZES:
            page = opened("small", "?entry=2", lang, size=size)
            page.wait_for_timeout(500)
            page.screenshot(path=f"/tmp/shots/small-{lang}-{size}.png", full_page=size == "phone")
            page = opened("large", "?cell=C9950", lang, size=size)
            page.wait_for_timeout(500)
            page.screenshot(path=f"/tmp/shots/large-{lang}-{size}.png")
