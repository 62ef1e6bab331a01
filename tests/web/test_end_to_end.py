"""The desk from its first start to a nonconformity, as people work with it: in a browser, against a real server."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from svcqa.text import LANGS, Lang
from svcqa.web.words import known, say
from tests.office import workbook
from tests.web.crawled import Said, crawled
from tests.web.hands import Keys
from tests.web.story import CHECKED, CHROMIUM, LANGUAGES, WAYS, Story, first_start

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page in")
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
MENDED = [GOOD, (*LATE[:5], "2024-03-05 10:12", *LATE[6:]), (*UNNAMED[:2], "北方燃气", *UNNAMED[3:])]
"""What was missing is there, and a time that was recorded is another."""
EVERYBODY = ("auditor", "admin", "reviewer", "uploader")
"""The auditor, who sees most, first."""
FEWEST = {"auditor": 25, "admin": 10, "reviewer": 20, "uploader": 20}
"""Kinds of pages that links lead them to, at least."""
SAID_BY_PEOPLE = (
    "客户要求改时间联系",
    "请补客户名称",
    "2024年派工",
    "三月派工",
    "通话清单",
    "派工单",
    "管理员",
    "同事",
)
CLAUSES = (
    "第三部分",
    "第七条",
    "记录完整",
    "上门时限",
    "要求完成时间",
    "先到达后完成",
    "派修分离",
    "编号唯一",
    "记录 记录完整",
    "记录完整性",
)
"""Names of clauses, which stand in the manual in one language."""
OWN = sorted(
    {*SAID_BY_PEOPLE, *CLAUSES, *HEADINGS, *GOOD, *LATE, *UNNAMED, *itertools.chain(*MENDED), "中文"} - {""},
    key=len, reverse=True,
)  # fmt: skip
"""What is in no language of the desk; longer ones first, since they hold others."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(
    scope="module", params=[name if name == "a mouse" else pytest.param(name, marks=pytest.mark.long) for name in WAYS]
)
def told(browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Story]:
    """A desk after the whole story, in one of the ways in which people work."""
    folder = tmp_path_factory.mktemp("story")
    with first_start(browser, folder, WAYS[request.param]) as story:
        story.invite("auditor", "uploader", "reviewer")
        _project(story)
        first = _handed_in(story, _book(folder / "1", [GOOD, LATE, UNNAMED]))
        _heading_confirmed(story, first)
        _answered(story, first)
        _decided(story, first)
        _raised(story)
        _returned(story)
        _marked(story, first, folder)
        _mended(story, _book(folder / "2", MENDED))
        yield story


def test_what_was_done_from_the_first_start_to_a_nonconformity_stands_on_the_dashboard(told: Story) -> None:
    page = told.go("uploader", "/projects/1/dashboard")
    opened = page.locator("div:has(> dt > a[href='/projects/1/nonconformities']) > dd")
    expect(opened).to_have_text("1")
    expect(page.locator("section:has(#trend) tbody tr")).to_have_count(3)


@pytest.mark.parametrize("name", [*(pytest.param(one, marks=pytest.mark.long) for one in EVERYBODY[1:]), EVERYBODY[0]])
@pytest.mark.parametrize("lang", LANGS)
def test_no_link_is_dead_and_every_page_is_in_one_language(told: Story, lang: Lang, name: str) -> None:
    """Words, names and cells of the story are in no language."""
    strange: dict[str, list[str]] = {}
    seen = set()
    request = told.pages[name].request
    _speak(told, name, lang)
    for path, text in crawled(request, told.address):
        seen.add(re.sub(r"\d+", "1", path.partition("?")[0]))
        if odd := [one for one in Said(text).texts if _is_odd(one, lang)]:
            strange[path] = odd
    _speak(told, name, told.way.lang)
    assert strange == {}
    assert len(seen) > FEWEST[name], sorted(seen)


@pytest.mark.long
@pytest.mark.parametrize("name", EVERYBODY)
def test_every_page_fits_and_is_accessible(told: Story, name: str) -> None:
    page = told.pages[name]
    if not told.way.scripts:
        pytest.skip("axe is a script")
    for path, text in crawled(page.request, told.address):
        if "<html" in text:
            page.goto(told.address + path)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
            found = Axe().run(page)
            assert not found.response["violations"], (path, found.generate_report())


def _speak(story: Story, name: str, lang: Lang) -> None:
    request = story.pages[name].request
    account = request.get(f"{story.address}/account").text()
    [token, *_] = re.findall(r'name="csrf" value="([^"]+)"', account)
    answer = request.post(f"{story.address}/language", form={"csrf": token, "lang": lang, "back": "/account"})
    assert f'lang="{LANGUAGES[lang]}"' in answer.text()


def _is_odd(text: str, lang: Lang) -> bool:
    """Whether a text of a page is in another language, the bare name of a sentence, or meant for programs."""
    for own in OWN:
        text = text.replace(own, "")
    named = any(word in known() for word in re.findall(r"[a-z]+[._][a-z._]+", text)) or '{"' in text or '["' in text
    if lang == "en":
        return named or bool(re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text))
    return named or bool(re.search(r"[a-z]{3,} [a-z]{2,}|\b[a-z_]{4,}: ", text))


def _book(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    return workbook(folder / "三月派工.xlsx", rows, headings=HEADINGS)


def _project(story: Story) -> None:
    page = story.go("admin", "/administration")
    story.hands.write(page.locator("#title"), "2024年派工")
    story.hands.choose(page.locator("#account"), "auditor")
    story.send(page, "section.card")
    assert story.pages["admin"].request.get(f"{story.address}/projects/1").status == 404
    page = story.go("auditor", "/projects/1/settings")
    story.hands.tick(page.locator("#rulesets-dispatch"))
    story.send(page)
    for role in ("uploader", "reviewer"):
        page = story.go("auditor", "/projects/1/members")
        story.hands.write(page.locator("#account"), role)
        story.hands.tick(page.locator(f"#as_role-{role}"))
        story.send(page, "section.card")


def _handed_in(story: Story, book: Path) -> str:
    page = story.go("uploader", "/projects/1/submissions/new")
    story.hands.attach(page.locator("#files"), book)
    story.send(page)
    expect(page.locator("#progress")).to_be_visible()
    expect(page.locator(".figures")).to_be_visible(timeout=CHECKED)
    return page.url.removeprefix(story.address)


def _heading_confirmed(story: Story, version: str) -> None:
    page = story.go("reviewer", version)
    before = page.locator(".figures").inner_text()
    page = story.go("reviewer", f"{version}/understanding")
    story.hands.press(page.get_by_role("button", name=re.compile("联系客户时间点")).first)
    expect(page.locator(".figures")).not_to_have_text(before, timeout=CHECKED)


def _finding(story: Story, name: str, version: str) -> Page:
    """The first finding on its sheet; without scripts, what is said of it has a page of its own."""
    page = story.go(name, f"{version}/sheet")
    expect(page.locator("#grid td.bad")).to_have_count(3)
    if not story.way.scripts:
        story.hands.press(page.locator("#step-on"))
        story.hands.press(page.locator("#sheet-basis").get_by_role("link", name=say(story.way.lang, "answers.title")))
        return page
    page.keyboard.press("F8")
    expect(page.get_by_role("tooltip")).to_be_visible()
    expect(page.locator("#grid td.bad:focus")).to_have_attribute("id", "E3")
    page.keyboard.press("F8")
    expect(page.locator("#grid td.bad:focus")).to_have_attribute("id", "C4")
    page.keyboard.press("Shift+F8")
    expect(page.locator("#grid td.bad:focus")).to_have_attribute("id", "E3")
    expect(page.locator("#sheet-basis #answering")).to_be_visible()
    return page


def _filtered(story: Story, page: Page) -> None:
    """Only the findings of one rule are listed."""
    expect(page.locator("#entries li")).to_have_count(2)
    story.hands.press(page.locator("#filters summary"))
    rule = page.locator("#filter-rule option").nth(1).get_attribute("value")
    assert rule
    story.hands.choose(page.locator("#filter-rule"), rule)
    if not story.way.scripts:
        story.hands.press(page.locator("#filters button"))
    expect(page.locator("#entries li")).to_have_count(1)


def _answered(story: Story, version: str) -> None:
    _filtered(story, story.go("uploader", f"{version}/sheet"))
    story.go("uploader", version)
    page = _finding(story, "uploader", version)
    story.hands.tick(page.locator("#said-disputed"))
    story.hands.write(page.locator("#reason"), "客户要求改时间联系")
    proof = {"name": "通话清单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    story.hands.attach(page.locator("#answering #files"), proof)
    story.hands.press(page.locator("#answering button.primary"))
    expect(page.locator("#answering .files a")).to_have_text("通话清单.pdf")


def _decided(story: Story, version: str) -> None:
    page = _finding(story, "reviewer", version)
    expect(page.locator("#answering .thread")).to_contain_text("客户要求改时间联系")
    story.hands.tick(page.locator("#said-confirmed"))
    story.hands.press(page.locator("#answering button.primary"))
    expect(page.locator("#answering .thread li")).to_have_count(2)


def _raised(story: Story) -> None:
    page = story.go("auditor", "/projects/1/nonconformities")
    story.send(page)
    expect(page.get_by_role("link", name=re.compile(r"^NC-")).first).to_be_visible(timeout=CHECKED)


def _returned(story: Story) -> None:
    page = story.go("reviewer", "/projects/1/submissions/1/return")
    if not isinstance(story.hands, Keys):  # how a date is typed is the browser's own business
        page.fill("#due_on", (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)).isoformat())
    story.hands.write(page.locator("#note"), "请补客户名称")
    story.send(page)
    expect(story.go("uploader", "/reminders").locator("main")).to_contain_text("请补客户名称")


def _marked(story: Story, version: str, folder: Path) -> None:
    page = story.go("uploader", f"{version}/downloads")
    with page.expect_download(timeout=CHECKED) as coming:
        story.hands.press(page.locator("a[href*='/annotated']").filter(has_text="三月派工.xlsx").first)
    copy = folder / "标注.xlsx"
    coming.value.save_as(copy)
    marked = openpyxl.load_workbook(copy)["派工单"]
    assert {cell.coordinate for row in marked for cell in row if cell.comment} == {"E3", "F3", "C4"}


def _mended(story: Story, book: Path) -> None:
    page = story.go("uploader", "/projects/1/submissions/1/again")
    story.hands.attach(page.locator("#files"), book)
    story.send(page)
    expect(page.locator(".figures")).to_be_visible(timeout=CHECKED)
    page = story.go("reviewer", "/projects/1/submissions/1/versions/2/mended")
    if not story.way.scripts:
        story.hands.press(page.get_by_role("link", name=say(story.way.lang, "mended.show"), exact=True))
    changed = page.locator("#told .first")
    expect(changed).to_contain_text("2024-03-05 10:40", timeout=CHECKED)  # a recorded time that was changed comes first
    expect(changed).to_contain_text("2024-03-05 10:12")
    rows = page.locator("#told tr")
    expect(rows.filter(has_text="PG-3")).to_contain_text(say(story.way.lang, "became.filled_in"))
    expect(rows.filter(has_text="PG-2").last).to_contain_text(say(story.way.lang, "became.after_time"))
