"""The desk as a story: a real server, a browser, and people who work there in one way or another; for tests."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from svcqa.text import Lang
from tests.web.hands import Keys, Mouse

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PASSWORD = "一句记得住的长密码2026"  # noqa: S105 - of nobody but this test
CHECKED = 90_000
"""Milliseconds within which a small workbook is checked, on whatever machine."""
LOCALES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}
LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
"""What pages say they are written in."""


@dataclass(frozen=True)
class Way:
    """How people work with the desk."""

    lang: Lang
    width: int = 1280
    hands: Mouse = field(default_factory=Mouse)
    scripts: bool = True


WAYS = {
    "a mouse": Way("zh"),
    "the keyboard": Way("zh", hands=Keys()),
    "a phone": Way("en", 390),
    "no scripts": Way("en", scripts=False),
}


@dataclass
class Story:
    """A desk that is served, a browser, and whoever is logged in there."""

    address: str
    browser: Browser
    way: Way
    pages: dict[str, Page] = field(default_factory=dict)

    @property
    def hands(self) -> Mouse:
        """Those of everybody."""
        return self.way.hands

    def enter(self, name: str, link: str) -> Page:
        """Follow a one-time link and set a password; whatever the console says is an error."""
        made = self.browser.new_context(
            viewport={"width": self.way.width, "height": 850}, locale=LOCALES[self.way.lang],
            java_script_enabled=self.way.scripts,
        )  # fmt: skip
        page = self.pages[name] = made.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.on("console", _heard)
        page.goto(link)
        self.hands.write(page.locator("#password"), PASSWORD)
        self.hands.write(page.locator("#again"), PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/projects")
        return page

    def go(self, name: str, path: str) -> Page:
        """Have somebody open a page; it fits the screen, and speaks their language."""
        page = self.pages[name]
        self.hands.open(page, self.address, path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        assert page.locator("html").get_attribute("lang") == LANGUAGES[self.way.lang]
        return page

    def send(self, page: Page, scope: str = "main") -> None:
        """Send the form of a page."""
        with page.expect_navigation():
            self.hands.press(page.locator(f"{scope} form button.primary").first)

    def invite(self, *names: str) -> None:
        """Have people added, who follow their links."""
        for name in names:
            page = self.go("admin", "/people/new")
            self.hands.write(page.locator("#name"), name)
            self.hands.write(page.locator("#shown"), f"{name}同事")
            self.send(page)
            [link] = set(re.findall(r"/link/[\w-]{43}", page.content()))
            self.enter(name, self.address + link)


def _heard(message: ConsoleMessage) -> None:
    if message.type == "error":
        pytest.fail(message.text)


@contextmanager
def first_start(browser: Browser, folder: Path, way: Way) -> Iterator[Story]:
    """The first start of a desk; its administrator is in by the link that was printed."""
    command = [sys.executable, "-m", "svcqa", "serve", "--port", "0", "--folder", str(folder / "质检 台")]
    environ = {**os.environ, "SVCQA_LANG": way.lang, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ, text=True) as server:
        assert server.stdout is not None
        link = server.stdout.readline().strip()
        made = Story(link.partition("/link/")[0], browser, way)
        try:
            made.enter("admin", link)
            yield made
            for page in made.pages.values():
                page.context.close()
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0
