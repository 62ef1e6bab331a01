"""The desk in a browser: first start and login by keyboard, both languages, a phone, and what axe finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from svcqa.text import Lang
from svcqa.web.store import people
from tests.test_browser import CHROMIUM, SIZES
from tests.web.desk import PASSWORD, Office, a_desk, invited
from tests.web.served import served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the pages in")
Reached = tuple[Browser, Office, str]
PATHS = {
    "auditor": (
        "/projects", "/projects/1", "/projects/1/settings", "/projects/1/members", "/projects/1/trail", "/account",
    ),
    "admin": ("/projects", "/people", "/people/new", "/people/3", "/administration", "/trail"),
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = a_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.desk.database.close()


@pytest.fixture(scope="module")
def address(office: Office) -> Iterator[str]:
    with served(office.app) as found:
        yield found


@pytest.fixture
def reached(browser: Browser, office: Office, address: str) -> Reached:
    return browser, office, address


def _opened(browser: Browser, address: str, size: str = "desktop", **options: Any) -> tuple[Page, list[str]]:
    """A page, and what is said in its console or asked of other sites."""
    page = browser.new_context(viewport=SIZES[size], base_url=address, **options).new_page()  # type: ignore[arg-type]
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else said.append(request.url))
    return page, said


def _logged_in(page: Page, name: str) -> None:
    page.goto("/login")
    expect(page.locator("#name")).to_be_focused()  # which the browser does in its own time
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects")


def _speaks(office: Office, name: str, lang: Lang) -> None:
    with office.desk.database.writing() as connection:
        one = people.named(connection, name)
        assert one is not None
        people.describe(connection, one, one.shown, lang, office.by())


def test_a_password_is_set_and_changed_by_keyboard_alone(browser: Browser, office: Office, address: str) -> None:
    page, said = _opened(browser, address, locale="zh-CN")
    page.goto(f"/link/{invited(office, 'outsider')}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for text in ("外面的人", PASSWORD, PASSWORD):
        page.keyboard.press("Tab")
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects")
    expect(page.get_by_role("link", name="外面的人")).to_be_visible()
    assert said == []
    page.context.close()


@pytest.mark.parametrize(("size", "lang"), [("desktop", "zh"), ("phone", "en")])
@pytest.mark.parametrize("name", PATHS)
def test_pages_can_be_used_by_everybody(reached: Reached, name: str, lang: Lang, size: str) -> None:
    browser, office, address = reached
    _speaks(office, name, lang)
    page, said = _opened(browser, address, size, locale="zh-CN" if lang == "zh" else "en-GB")
    _logged_in(page, name)
    for path in PATHS[name]:
        page.goto(path)
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert said == []
    page.context.close()


def test_a_phone_has_a_menu_without_a_script(browser: Browser, office: Office, address: str) -> None:
    _speaks(office, "admin", "en")
    page, _ = _opened(browser, address, "phone", java_script_enabled=False)
    _logged_in(page, "admin")
    expect(page.get_by_role("link", name="People")).not_to_be_visible()
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.context.close()


def test_parameters_come_with_the_ruleset_that_is_ticked(browser: Browser, office: Office, address: str) -> None:
    _speaks(office, "auditor", "en")
    page, said = _opened(browser, address)
    _logged_in(page, "auditor")
    page.goto("/projects/1/settings")
    before = page.locator("#parameters input").count()
    page.get_by_label("After-sales service procedures WWSH-003").check()
    expect(page.locator("#parameters input").nth(before)).to_be_visible()
    page.locator("#period").fill("2025Q4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert said == []
    page.context.close()


def test_the_language_is_changed_by_a_click(browser: Browser, address: str, tmp_path: Path) -> None:
    page, said = _opened(browser, address, locale="zh-CN")
    page.goto("/login?back=/account")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.url.endswith("/login?back=/account")
    assert said == []
    page.context.close()
