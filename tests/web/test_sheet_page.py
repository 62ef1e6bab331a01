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
from tests.web.served import served
from tests.web.sheet_desk import checked

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page in")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
HOSTILE = ("<img src=x onerror=alert(1)>", "@SUM(1+1)", "{{ 7 * 7 }}", '"><script>alert(1)</script>')
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
    with served(office.app) as address:
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
            viewer = people.found(connection, office.people["viewer"].id)
            people.describe(connection, viewer, viewer.shown, lang, office.by("viewer"))
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


def settle(page: Page) -> None:
    """Wait until what was asked for is there."""
    page.wait_for_timeout(120)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#grid-box[aria-busy]")).to_have_count(0)


@pytest.mark.parametrize(("lang", "size"), [("zh", "desktop"), ("en", "phone")])
@pytest.mark.parametrize(
    ("what", "query"),
    [("small", "?entry=2"), pytest.param("large", "?cell=C9950", marks=pytest.mark.long), ("unread", "?sheet=2")],
)
def test_the_page_has_no_serious_violation(opened: Opened, what: str, query: str, size: str, lang: Lang) -> None:
    page = opened(what, query, lang, size=size, bypass_csp=True)
    page.wait_for_load_state("networkidle")
    for summary in page.locator("main summary").all():
        summary.click()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []
    assert page.locator("html").get_attribute("lang") == ("zh-CN" if lang == "zh" else "en")


def test_a_large_sheet_scrolls_with_few_rows_in_the_page(opened: Opened) -> None:
    page = opened("large", "?sheet=0")
    expect(page.locator("#A1")).to_have_text("派工单号")
    box = page.locator("#grid-box")
    for share in (0.1, 0.5, 0.99, 0.25):
        box.evaluate("(box, share) => { box.scrollTop = box.scrollHeight * share; }", share)
        row = int(20_001 * share) + 5
        expect(page.locator(f"#A{row}")).to_have_text(f"W{row:05}")
        expect(page.locator(f"#A{row}")).to_be_in_viewport()
        assert len(rows(page)) <= MOST_ROWS
        assert page.locator("#grid tr").count() <= MOST_ROWS + 2
        assert page.locator("#grid thead th").first.is_visible()


def test_a_wide_sheet_scrolls_sideways(opened: Opened) -> None:
    page = opened("large", "?sheet=0")
    assert page.locator("#BH1").count() == 0
    page.locator("#grid-box").evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    expect(page.locator("#BH2")).to_have_text("2/59")
    expect(page.locator("#BH2")).to_be_in_viewport()
    assert page.locator("#grid tbody tr").nth(1).locator("td").count() <= 64
    assert page.locator("#grid tbody th").first.is_visible()


def test_the_whole_sheet_is_as_high_as_its_rows(opened: Opened) -> None:
    page = opened("large", "?sheet=0&first=15000")
    page.wait_for_load_state("networkidle")
    before = page.locator("#grid").bounding_box()
    assert 15_000 in rows(page)
    page.locator("#grid-box").evaluate("box => { box.scrollTop = 0; }")
    expect(page.locator("#A1")).to_be_in_viewport()
    after = page.locator("#grid").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["height"] - after["height"]) < 5


def test_arrow_keys_move_one_cell_that_can_be_reached_by_tab(opened: Opened) -> None:
    page = opened("small", "?sheet=0&cell=D4")
    page.locator("#D4").focus()
    for key, cell in (
        ("ArrowRight", "E4"), ("ArrowDown", "E5"), ("ArrowLeft", "D5"), ("ArrowUp", "D4"), ("Home", "A4"), ("End", "H4"),
        ("Control+Home", "A1"), ("ArrowUp", "A1"), ("ArrowLeft", "A1"), ("Control+End", "H8"), ("PageUp", "H1"),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(page.locator(f"#{cell}")).to_be_focused()
        assert page.eval_on_selector_all("#grid [tabindex='0']", "them => them.map(one => one.id)") == [cell], key


def test_keys_reach_every_part_of_a_large_sheet(opened: Opened) -> None:
    page = opened("large", "?sheet=0&cell=A1")
    page.locator("#A1").focus()
    for key, cell in (("Control+End", "BH20001"), ("Home", "A20001"), ("ArrowUp", "A20000"), ("Control+Home", "A1")):
        page.keyboard.press(key)
        expect(page.locator(f"#{cell}")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("PageDown")
    settle(page)
    expect(page.locator("#grid td:focus")).to_have_count(1)
    assert int(focused(page)[1:]) > 300
    expect(page.locator("#cell-bar .at")).to_have_text(focused(page))


@pytest.mark.parametrize("lang", LANGS)
def test_a_bad_cell_says_what_it_is_on_hover_and_on_focus(opened: Opened, lang: Lang) -> None:
    page = opened("small", "?sheet=0&cell=A1", lang)
    said = {"zh": "未填写：客户名称", "en": "not filled: Customer"}[lang]
    tip = page.locator("#tip")
    assert not tip.is_visible()
    page.locator("#C4").hover()
    expect(tip).to_contain_text(said)
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    page.locator("#B4").focus()
    page.keyboard.press("ArrowRight")
    expect(tip).to_contain_text(said)
    described = page.locator("#C4").get_attribute("aria-describedby")
    assert said in page.locator(f"#{described}").text_content()  # type: ignore[operator]
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    assert focused(page) == "C4"


def test_a_row_that_is_no_record_says_why(opened: Opened) -> None:
    page = opened("small", "?sheet=0&cell=A8")
    page.locator("#grid tbody th", has_text="8").hover()
    expect(page.locator("#tip")).to_contain_text("Row 8 is no record: total")
    assert "Row 8 is no record: total" in page.locator("#cell-bar").inner_text()


def test_a_mark_is_more_than_a_colour(opened: Opened) -> None:
    page = opened("small", "?sheet=0&cell=A1")
    corner = "one => getComputedStyle(one, '::after').borderTopWidth"
    assert page.locator("#C4").evaluate(corner) != "0px"
    shadows = {page.locator(cell).evaluate("one => getComputedStyle(one).boxShadow") for cell in ("#C4", "#E4", "#A4")}
    assert len(shadows) == 3, "weights differ by their outline"


def test_next_and_previous_go_through_all_findings_and_say_where_they_end(opened: Opened) -> None:
    page = opened("small", "?sheet=0&cell=A1&kind=finding&here=1")
    page.locator("#A1").focus()
    for number, cell in enumerate(("C4", "D4", "E6"), 1):
        page.keyboard.press("F8")
        expect(page.locator("#sheet-basis")).to_contain_text(f"{number} of 3")
        expect(page.locator(f"#{cell}")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#sheet-basis")).to_have_text("No further finding fits the filters.")
    page.keyboard.press("Shift+F8")
    expect(page.locator("#sheet-basis")).to_contain_text("2 of 3")
    page.keyboard.press("p")
    expect(page.locator("#sheet-basis")).to_contain_text("1 of 3")
    page.keyboard.press("F8")
    expect(page.locator("#sheet-basis")).to_contain_text("2 of 3")
    expect(page.locator("#D4")).to_be_focused()
    page.locator("#step-back").press("Enter")
    expect(page.locator("#sheet-basis")).to_contain_text("1 of 3")


def test_the_finding_at_a_cell_is_opened_by_enter(opened: Opened) -> None:
    page = opened("small", "?sheet=0&cell=B4")
    page.locator("#B4").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#sheet-basis")).to_contain_text("The customer is named")
    expect(page.locator("#C4.chosen")).to_be_focused()


def test_letters_typed_into_the_search_go_nowhere(opened: Opened) -> None:
    page = opened("small", "?sheet=0")
    page.fill("#filter-text", "")
    page.locator("#filter-text").press_sequentially("np")
    expect(page.locator("#filter-text")).to_have_value("np")
    assert page.locator("#sheet-basis .chosen").count() == 0


def test_choosing_a_finding_shows_its_cells_its_clause_and_what_was_read(opened: Opened) -> None:
    page = opened("small", "?sheet=0")
    page.locator("#entries a", has_text="7.2").first.click()
    basis = page.locator("#sheet-basis")
    for said in (
        "The customer is called within 15 minutes of dispatch",
        "Dispatch (version 1)",
        "第三部分 7.2",
        "40 min",
        "W002",
    ):
        expect(basis).to_contain_text(said)
    expect(page.locator("#grid td.chosen")).to_have_count(2)
    assert page.eval_on_selector_all("#grid td.chosen", "them => them.map(one => one.id)") == ["D4", "E4"]
    expect(page.locator("#D4")).to_be_focused()
    expect(page.locator("#entries [aria-current]")).to_have_count(1)
    basis.locator("a", has_text="E4").click()
    expect(page.locator("#E4")).to_be_focused()
    assert "entry=" in page.url


def test_a_finding_on_another_sheet_opens_that_sheet(opened: Opened) -> None:
    page = opened("small", "?sheet=0")
    page.locator("#entries a", has_text="派工二").first.click()
    page.wait_for_url("**entry=*")
    expect(page.locator("#sheet-title")).to_have_text("派工二")
    assert page.locator("#grid td.chosen").count() >= 1


def test_filters_narrow_the_list_and_the_steps(opened: Opened) -> None:
    page = opened("large", "?sheet=0")
    expect(page.locator("#list-count")).to_have_text("400 entries")
    page.fill("#filter-text", "w00150")
    expect(page.locator("#list-count")).to_have_text("1 entries")
    assert focused(page) == "filter-text"
    page.fill("#filter-text", "")
    expect(page.locator("#list-count")).to_have_text("400 entries")
    page.locator("#filters summary").click()
    page.select_option("#filter-unit", label="网点3 (57)")
    expect(page.locator("#list-count")).to_have_text("57 entries")
    assert "unit=" in page.url
    page.locator("#step-on").click()
    expect(page.locator("#sheet-basis")).to_contain_text("网点3")
    expect(page.locator("#sheet-basis")).to_contain_text("1 of 57")
    page.locator("#filters-clear").click()
    expect(page.locator("#list-count")).to_have_text("400 entries")
    page.locator(".list-pages a").last.click()
    expect(page.locator("#entries .at").first).to_have_text("C5050")


def test_an_address_leads_to_a_cell_or_a_finding(opened: Opened, office: Office) -> None:
    page = opened("large", "?cell=C19950")
    assert page.locator("#C19950").is_visible()
    assert page.locator("#cell-bar .at").inner_text() == "C19950"
    mark = page.locator("#C19950.bad")
    assert mark.count() == 1


def test_hostile_text_is_only_text(opened: Opened) -> None:
    page = opened("small", "?sheet=1&cell=B2")
    page.wait_for_load_state("networkidle")
    shown = [page.locator(f"#B{row}").inner_text() for row in range(2, 2 + len(HOSTILE))]
    assert shown == list(HOSTILE)
    page.locator("#entries a", has_text="<img src=x").first.click()
    settle(page)
    assert page.locator("main img, main script, main iframe").count() == 0


def test_what_was_not_read_says_why(opened: Opened) -> None:
    page = opened("unread", "?sheet=2")
    assert "the sheet cannot be read" in page.locator("#sheet").inner_text()
    assert page.locator("#grid").count() == 0
    page.goto(page.url.replace("sheet=2", "sheet=3"))
    assert "the file is encrypted" in page.locator("#sheet").inner_text()
    assert page.locator("#entries li").count() == 16


@pytest.mark.parametrize("lang", LANGS)
def test_on_a_phone_the_list_comes_first_and_nothing_is_wider_than_the_screen(opened: Opened, lang: Lang) -> None:
    page = opened("small", "?sheet=0", lang, size="phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
    tops = [page.locator(part).bounding_box()["y"] for part in ("#list", "#sheet", "#basis")]  # type: ignore[index]
    assert tops == sorted(tops)
    page.locator("#entries a").first.click()
    settle(page)
    expect(page.locator("#grid td.chosen").first).to_be_in_viewport()


def test_without_script_every_row_and_finding_can_be_reached(opened: Opened) -> None:
    page = opened("large", "?sheet=0", java_script_enabled=False)
    assert rows(page)[:2] == [1, 2]
    page.locator(".grid-pages a").first.click()
    assert rows(page)[0] == 101
    page.locator("#entries a").nth(1).click()
    assert page.locator("#C100.chosen").count() == 1
    page.locator("#step-on").click()
    assert page.locator("#C150.chosen").count() == 1
