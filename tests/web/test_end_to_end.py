"""The desk from its first start to a nonconformity, as people work with it: in a browser, against a real server."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from svcqa.text import Lang
from svcqa.web.words import say
from tests.office import workbook

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page in")
PASSWORD = "一句记得住的长密码2026"  # noqa: S105 - of nobody but this test
HEADINGS = (
    "派工单号", "序列号", "客户名称", "联系电话", "派单时间", "联系客户时间点", "到达时间", "完成时间", "维修人员",
    "派单人", "状态",
)  # fmt: skip
"""The heading of the time of the call is nearly right."""
LATE = (
    "PG-2", "SN002", "南方水务", "13900000002", "2024-03-05 10:00", "2024-03-05 10:40", "2024-03-05 13:00",
    "2024-03-05 15:00", "李四", "王五", "已完成",
)  # fmt: skip
UNNAMED = (
    "PG-3", "SN003", "", "13900000003", "2024-03-06 09:00", "2024-03-06 09:05", "2024-03-06 11:00",
    "2024-03-06 12:00", "张三", "王五", "已完成",
)  # fmt: skip
GOOD = (
    "PG-1", "SN001", "华东电力", "13900000001", "2024-03-05 09:00", "2024-03-05 09:10", "2024-03-05 11:00",
    "2024-03-05 12:00", "张三", "王五", "已完成",
)  # fmt: skip
CHECKED = 90_000
"""Milliseconds within which a small workbook is checked, on whatever machine."""


@dataclass
class Story:
    """A desk that is served, a browser, and whoever is logged in there."""

    address: str
    browser: Browser
    lang: Lang
    width: int
    pages: dict[str, Page] = field(default_factory=dict)

    def enter(self, name: str, link: str) -> Page:
        """Follow a one-time link and set a password; whatever the console says is an error."""
        made = self.browser.new_context(viewport={"width": self.width, "height": 850}, locale=_LOCALES[self.lang])
        page = self.pages[name] = made.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(link)
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.press("#again", "Enter")
        page.wait_for_url("**/projects")
        return page

    def go(self, name: str, path: str) -> Page:
        """Have somebody open a page; it fits the screen, and speaks their language."""
        page = self.pages[name]
        page.goto(self.address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[self.lang]
        return page

    def send(self, page: Page, scope: str = "main") -> None:
        """Send the form of a page."""
        page.locator(f"{scope} form button.primary").first.click()
        page.wait_for_load_state()


_LOCALES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(params=["zh", pytest.param("en", marks=pytest.mark.long)])
def story(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """The first start of a desk; its administrator is in. In Chinese on a desktop, in English on a phone."""
    command = [sys.executable, "-m", "svcqa", "serve", "--port", "0", "--folder", str(tmp_path / "质检 台")]
    environ = {**os.environ, "SVCQA_LANG": request.param, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ, text=True) as server:
        assert server.stdout is not None
        link = server.stdout.readline().strip()
        made = Story(link.partition("/link/")[0], browser, request.param, 1280 if request.param == "zh" else 390)
        made.enter("admin", link)
        yield made
        for page in made.pages.values():
            page.context.close()
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0


def test_from_the_first_start_to_a_nonconformity(story: Story, tmp_path: Path) -> None:
    _invite(story, "auditor", "uploader", "reviewer")
    _project(story)
    first = _handed_in(story, _book(tmp_path / "1", [GOOD, LATE, UNNAMED]))
    _heading_confirmed(story, first)
    _answered_and_decided(story, first)
    _raised(story)
    _returned(story)
    _marked(story, first, tmp_path)
    _mended(
        story,
        _book(
            tmp_path / "2", [GOOD, (*LATE[:5], "2024-03-05 10:12", *LATE[6:]), (*UNNAMED[:2], "北方燃气", *UNNAMED[3:])]
        ),
    )


def _book(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    return workbook(folder / "三月派工.xlsx", rows, headings=HEADINGS)


def _invite(story: Story, *names: str) -> None:
    for name in names:
        page = story.go("admin", "/people/new")
        page.fill("#name", name)
        page.fill("#shown", f"{name}同事")
        story.send(page)
        [link] = set(re.findall(r"/link/[\w-]{43}", page.content()))
        story.enter(name, story.address + link)


def _project(story: Story) -> None:
    page = story.go("admin", "/administration")
    page.fill("#title", "2024年派工")
    page.select_option("#account", "auditor")
    story.send(page, "section.card")
    assert story.pages["admin"].request.get(f"{story.address}/projects/1").status == 404
    page = story.go("auditor", "/projects/1/settings")
    page.check("#rulesets-dispatch")
    story.send(page)
    for role in ("uploader", "reviewer"):
        page = story.go("auditor", "/projects/1/members")
        page.fill("#account", role)
        page.check(f"#as_role-{role}")
        story.send(page, "section.card")


def _handed_in(story: Story, book: Path) -> str:
    page = story.go("uploader", "/projects/1/submissions/new")
    page.set_input_files("#files", book)
    story.send(page)
    expect(page.locator("#progress")).to_be_visible()
    expect(page.locator(".figures")).to_be_visible(timeout=CHECKED)
    return page.url.removeprefix(story.address)


def _heading_confirmed(story: Story, version: str) -> None:
    page = story.go("reviewer", version)
    before = page.locator(".figures").inner_text()
    page = story.go("reviewer", f"{version}/understanding")
    page.get_by_role("button", name=re.compile("联系客户时间点")).first.press("Enter")
    expect(page.locator(".figures")).not_to_have_text(before, timeout=CHECKED)
    page = story.go("reviewer", f"{version}/sheet")
    expect(page.locator("#sheet-list, .list").first).to_be_attached()


def _answered_and_decided(story: Story, version: str) -> None:
    page = story.go("uploader", f"{version}/sheet")
    page.keyboard.press("F8")
    expect(page.get_by_role("tooltip")).to_be_visible()
    expect(page.locator("#sheet-basis #answering")).to_be_visible()
    page.check("#said-disputed")
    page.fill("#reason", "客户要求改时间联系")
    page.set_input_files("#files", {"name": "通话清单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    page.click("#answering button.primary")
    expect(page.locator("#answering .files a")).to_have_text("通话清单.pdf")
    page = story.go("reviewer", f"{version}/sheet")
    page.click("#step-on")
    expect(page.locator("#answering .thread")).to_contain_text("客户要求改时间联系")
    page.check("#said-confirmed")
    page.click("#answering button.primary")
    expect(page.locator("#answering .thread li")).to_have_count(2)


def _raised(story: Story) -> None:
    page = story.go("auditor", "/projects/1/nonconformities")
    story.send(page)
    expect(page.get_by_role("link", name=re.compile(r"^NC-")).first).to_be_visible(timeout=CHECKED)
    expect(story.go("uploader", "/projects/1/dashboard").locator("main")).to_contain_text("1")


def _returned(story: Story) -> None:
    page = story.go("reviewer", "/projects/1/submissions/1/return")
    page.fill("#due_on", (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)).isoformat())
    page.fill("#note", "请补客户名称")
    story.send(page)
    expect(story.go("uploader", "/reminders").locator("main")).to_contain_text("请补客户名称")


def _marked(story: Story, version: str, folder: Path) -> None:
    page = story.go("uploader", f"{version}/downloads")
    with page.expect_download(timeout=CHECKED) as coming:
        page.locator("a[href*='/annotated']").filter(has_text="三月派工.xlsx").first.click()
    copy = folder / "标注.xlsx"
    coming.value.save_as(copy)
    marked = openpyxl.load_workbook(copy)["派工单"]
    assert {cell.coordinate for row in marked for cell in row if cell.comment} == {"E3", "F3", "C4"}


def _mended(story: Story, book: Path) -> None:
    page = story.go("uploader", "/projects/1/submissions/1/again")
    page.set_input_files("#files", book)
    story.send(page)
    expect(page.locator(".figures")).to_be_visible(timeout=CHECKED)
    page = story.go("reviewer", "/projects/1/submissions/1/versions/2/mended")
    told = page.locator("#told .first")
    expect(told).to_contain_text("2024-03-05 10:40", timeout=CHECKED)  # a recorded time that was changed comes first
    expect(told).to_contain_text("2024-03-05 10:12")
    rows = page.locator("#told tr")
    expect(rows.filter(has_text="PG-3")).to_contain_text(say(story.lang, "became.filled_in"))
    expect(rows.filter(has_text="PG-2").last).to_contain_text(say(story.lang, "became.after_time"))
