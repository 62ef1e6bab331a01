"""The page in a browser, opened from the file system without a network: the list of findings does what it says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from svcqa import against
from svcqa.assessments import Assessment
from svcqa.findings import Audit
from svcqa.reports.embedded import PER_PAGE
from svcqa.reports.readiness.rendering import RENDERERS
from svcqa.reports.wording import WORDS
from svcqa.requests import RenderRequest
from svcqa.text import LANGS, Lang
from tests.audits import NASTY, audit, contradicting, finding, plain_findings
from tests.pages import rendered
from tests.readiness import assessment, hostile, indicative
from tests.test_explorer import reviewed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page in")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens the page of an audit; at the end, nothing may have been said in the console or asked of the network."""
    said: list[str] = []
    pages: list[Page] = []

    def opening(made: Audit, lang: Lang = "zh", *, at: str = "", size: str = "desktop", **options: Any) -> Page:
        place = tmp_path / "审核.html"
        place.write_bytes(rendered(made, "html", lang))
        context = browser.new_context(offline=True, viewport=SIZES[size], **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: None if request.url.startswith(place.as_uri()) else said.append(request.url))
        page.goto(place.as_uri() + at)
        pages.append(page)
        return page

    yield opening
    for page in pages:
        page.context.close()
    assert said == []


def varied(count: int) -> Audit:
    """Findings of two rules, four units and three weights; records have one to three of them."""
    rows = []
    for number in range(count):
        rule, weight = ("A7.2", "A8.1")[number % 2], ("high", "medium", "low")[number % 3]
        row = finding(number, rule=rule, weight=weight, value=f"v{number}", key=f"WO{number % (count * 2 // 3)}")
        unit, day = ("城东网点", "城西网点", None, "城南网点")[number % 4], f"2025-{number % 12 + 1:02}-05"
        rows.append({**row, "unit": unit, "date": day if number % 5 else None})
    return audit(rows)


def keys(page: Page) -> list[str]:
    """The keys of the rows that are shown."""
    return page.eval_on_selector_all(".listed tbody th[scope=row]", "them => them.map(one => one.firstChild.data)")  # type: ignore[no-any-return]


def marks(page: Page) -> list[str]:
    """The fingerprints of the rows that are shown."""
    return page.locator(".listed tbody th code").all_text_contents()


def column(page: Page, number: int) -> list[str]:
    return page.locator(f".listed tbody td:nth-child({number})").all_text_contents()


def counted(page: Page) -> tuple[int, int]:
    """How many findings the page says it shows, and of how many."""
    count, total = page.locator("#list_status").inner_text().split(" findings")[0].split(" of ")
    return int(count.replace(",", "")), int(total.replace(",", ""))


def choose(page: Page, name: str, steps: int) -> None:
    """Choose further down in a list of choices, by keyboard."""
    page.focus(f"#list_{name}")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")


@pytest.mark.parametrize(
    ("size", "lang"),
    [
        ("desktop", "zh"),
        ("phone", "en"),
        pytest.param("desktop", "en", marks=pytest.mark.long),
        pytest.param("phone", "zh", marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize(
    "made", [audit(), varied(150), against(audit(), audit(plain_findings(9)))], ids=["nasty", "varied", "compared"]
)
def test_the_page_has_no_serious_violation(opened: Opened, made: Audit, size: str, lang: Lang) -> None:
    page = opened(made, lang, size=size, bypass_csp=True)
    page.add_style_tag(content="* { content-visibility: visible !important }")  # so that all of it is looked at
    page.check("#list_grouped")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_value_runs_and_every_value_is_shown_as_text(opened: Opened, lang: Lang) -> None:
    page = opened(audit(), lang)
    assert keys(page)[:3] == list(NASTY[:3])
    assert column(page, 2)[1] == NASTY[1]
    assert page.locator(".listed img, .listed script, .listed b, .listed iframe").count() == 0
    assert NASTY[0] in page.locator("#list_unit").inner_text()
    page.fill("#list_text", NASTY[0])
    assert keys(page) == [NASTY[0]]


def test_the_policy_of_the_page_keeps_every_other_script_from_running(browser: Browser, tmp_path: Path) -> None:
    foreign = b'<script>window.ran = 1</script><img src="data:," onerror="window.ran = 1">'
    place = tmp_path / "a.html"
    place.write_bytes(rendered(audit(plain_findings(3)), "html", "en").replace(b"<h1>", foreign + b"<h1>"))
    page = browser.new_page(offline=True)
    page.goto(place.as_uri())
    assert counted(page) == (3, 3), "its own script has run"
    assert page.evaluate("window.ran") is None
    page.close()


@pytest.mark.parametrize("made", [audit(), audit(plain_findings(1)), varied(321), contradicting()])
def test_the_list_counts_every_finding_of_the_audit(opened: Opened, made: Audit) -> None:
    page = opened(made, "en")
    assert counted(page) == (len(made.findings), len(made.findings))
    shown = marks(page)
    while page.locator("#list_pager_top button").nth(1).get_attribute("aria-disabled") == "false":
        page.locator("#list_pager_top button").nth(1).press("Enter")
        shown += marks(page)
    assert sorted(shown) == sorted(one.fingerprint for one in made.findings)


def test_text_is_searched_in_all_that_a_finding_says_however_it_is_typed(opened: Opened) -> None:
    page = opened(varied(120), "en")
    wanted = {"v17": 1, "V17": 1, "ｖ１７": 1, "b20": 1, "城东": 30, "工单台账": 120, "clean-nothing": 0, "城东 v16": 1}
    for text, count in wanted.items():
        page.fill("#list_text", text)
        assert counted(page) == (count, 120), text
    mark = next(iter(varied(120).findings)).fingerprint
    page.fill("#list_text", "")
    page.focus("#list_text")
    page.keyboard.type(mark[:12])
    assert keys(page) == ["WO0"]


def test_filters_work_by_keyboard_and_together(opened: Opened) -> None:
    page = opened(varied(120), "en")
    choose(page, "unit", 1)
    first = page.locator("#list_unit option:checked").inner_text()
    assert counted(page) == (30, 120)
    assert {f"{one} (30)" for one in column(page, 2)} == {first}
    choose(page, "weight", 1)
    assert counted(page) == (10, 120)
    choose(page, "rule", 1)
    assert counted(page)[0] in {0, 10}
    page.focus("#list_reset")
    page.keyboard.press("Enter")
    assert counted(page) == (120, 120)
    page.select_option("#list_unit", "-1")
    assert set(column(page, 2)) == {"—"}
    assert counted(page) == (30, 120)


def test_findings_are_filtered_by_what_they_are_to_an_earlier_audit(opened: Opened) -> None:
    page = opened(against(audit(plain_findings(9)), audit(plain_findings(6))), "en")
    for value, text, count in (("0", "New (3)", 3), ("1", "Returned (0)", 0), ("3", "Persisting (6)", 6)):
        page.select_option("#list_state", value)
        assert page.locator("#list_state option:checked").inner_text() == text
        assert counted(page) == (count, 9)
    page.click("#list_reset")
    assert counted(page) == (9, 9)
    assert page.locator("#list_state").input_value() == ""
    assert "Since the earlier audit: New" in (page.locator("table.listed").text_content() or "")
    assert opened(audit(plain_findings(9))).locator("#list_state").count() == 0


def test_a_chapter_narrows_the_rules_that_can_be_chosen(opened: Opened) -> None:
    page = opened(contradicting(), "en")
    assert page.locator("#list_chapter optgroup").count() == 2
    assert page.locator("#list_rule option").count() == 3
    page.select_option("#list_chapter", "m1")
    assert counted(page) == (2, 5)
    assert page.locator("#list_rule option").count() == 2
    page.select_option("#list_chapter", "c0")
    assert counted(page) == (3, 5)


def test_findings_are_chosen_by_what_became_of_them(opened: Opened) -> None:
    rows = plain_findings(4)
    rows[3]["excused_by"] = "豁免单3"
    page = opened(reviewed(audit(rows)), "en")
    wanted = {"unreviewed": ["WO0001", "WO0002"], "explained": ["WO0000"], "confirmed": [], "excused": ["WO0003"]}
    for code, shown in wanted.items():
        page.select_option("#list_review", code)
        assert keys(page) == shown
    page.select_option("#list_review", "explained")
    assert "Review: Explained, 李四, 2026-01-05; reason: 停电" in page.locator(".listed tbody").all_text_contents()[0]
    page.select_option("#list_review", "excused")
    assert "Excused: 豁免单3" in page.locator(".listed tbody").all_text_contents()[0]


@pytest.mark.parametrize(("name", "number"), [("date", 3), ("unit", 2)])
def test_sorting_goes_in_both_directions_and_leaves_blanks_to_the_end(opened: Opened, name: str, number: int) -> None:
    page = opened(varied(90), "en")
    page.select_option("#list_sort", name)
    up = column(page, number)
    choose(page, "direction", 1)
    down = column(page, number)
    for shown in (up, down):
        filled = [value for value in shown if value != "—"]
        assert shown == filled + ["—"] * (90 - len(filled))
    filled = [value for value in up if value != "—"]
    assert filled[::-1] == [value for value in down if value != "—"]
    assert name != "date" or filled == sorted(filled)


def test_keys_are_sorted_by_their_numbers_and_weights_by_importance(opened: Opened) -> None:
    page = opened(varied(90), "en")
    page.select_option("#list_sort", "key")
    numbers = [int(key.removeprefix("WO")) for key in keys(page)]
    assert numbers == sorted(numbers)
    page.select_option("#list_sort", "weight")
    weights = page.locator(".listed tbody .weight").all_text_contents()
    assert weights == ["high"] * 30 + ["medium"] * 30 + ["low"] * 30


def test_findings_of_one_record_stand_together_under_its_name(opened: Opened) -> None:
    page = opened(varied(90), "en")
    page.focus("#list_grouped")
    page.keyboard.press("Space")
    heads = page.locator(".listed tr.group").all_text_contents()
    assert len(heads) == 60
    assert heads.count("work_orders WO0: 2 findings") == 1
    assert "from 60 records" in page.locator("#list_status").inner_text()
    page.select_option("#list_sort", "size")
    page.select_option("#list_direction", "-1")
    assert page.locator(".listed tr.group").first.inner_text() == "work_orders WO0: 2 findings"
    assert page.locator(".listed tr.group").last.inner_text() == "work_orders WO59: 1 finding"
    assert sorted(keys(page)) == sorted(f"WO{number % 60}" for number in range(90))


def test_pages_are_turned_by_keyboard_and_stop_at_both_ends(opened: Opened) -> None:
    page = opened(varied(PER_PAGE * 2 + 5), "en")
    previous, following = (page.locator("#list_pager_bottom button").nth(number) for number in (0, 1))
    previous.press("Enter")
    assert len(keys(page)) == PER_PAGE
    for turned in (2, 3, 3):
        following.press("Enter")
        assert f"page {turned} of 3" in page.locator("#list_pager_bottom").inner_text()
    assert len(keys(page)) == 5
    assert page.locator("#list_pager_top [aria-live]").inner_text() == "page 3 of 3"
    choose(page, "weight", 1)
    assert "page 1 of 1" in page.locator("#list_pager_top").inner_text()


@pytest.mark.parametrize("later", [False, True], ids=["opened so", "followed"])
def test_a_link_shows_the_findings_of_one_rule(opened: Opened, later: bool) -> None:
    made = varied(40)
    page = opened(made, "en") if later else opened(made, "en", at="#all_findings?rule=clause-2")
    if later:
        page.fill("#list_text", "v1")
        page.locator(".more a").nth(1).press("Enter")
        expect(page.locator("#list_text")).to_have_value("")  # waits without evaluating text, which the page forbids
    assert counted(page) == (20, 40)
    assert page.locator("#list_rule").input_value() == "1"
    assert page.evaluate("document.activeElement.id") == "all_findings"
    page.locator("#list_reset").press("Enter")
    assert counted(page) == (40, 40)
    assert page.evaluate("location.hash") == "#all_findings"


def test_every_finding_leads_to_its_clause(opened: Opened) -> None:
    page = opened(contradicting(), "en")
    links = page.locator(".listed tbody td a")
    assert links.count() == 5
    links.last.press("Enter")
    assert page.evaluate("document.querySelector(':target').textContent").split() == [
        "1",
        "Within",
        "half",
        "an",
        "hour",
    ]


def test_an_address_that_names_no_rule_shows_all(opened: Opened) -> None:
    assert counted(opened(varied(9), "en", at="#all_findings?rule=clause-99")) == (9, 9)


@pytest.mark.parametrize("lang", LANGS)
def test_without_script_the_page_says_where_the_findings_are(opened: Opened, lang: Lang) -> None:
    page = opened(varied(9), lang, java_script_enabled=False)
    assert page.get_by_text(WORDS["list_needs_script"].say(lang)).is_visible()
    assert not page.locator(".explorer").is_visible()
    assert not page.get_by_text(WORDS["list_on_paper"].fill(count=9).say(lang)).is_visible()
    assert page.locator(".clause-result .findings:not(.listed)").first.is_visible()


def test_on_paper_a_note_stands_for_the_list(opened: Opened) -> None:
    page = opened(varied(9), "en")
    assert page.locator(".explorer").is_visible()
    assert not page.locator(".without-script").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".explorer").is_visible()
    assert page.get_by_text("The list of all 9 findings is not printed").is_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(opened: Opened) -> None:
    page = opened(varied(9), "en", size="phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
    assert page.locator(".listed").bounding_box()["width"] <= SIZES["phone"]["width"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("made", "lang", "size"),
    [(assessment(), "zh", "phone"), (indicative(), "en", "desktop"), (hostile(NASTY[-1]), "en", "phone")],
    ids=["entered", "indicative", "nasty"],
)
def test_the_page_of_readiness_has_no_serious_violation_and_fits(
    browser: Browser, tmp_path: Path, made: Assessment, lang: Lang, size: str
) -> None:
    place, said = tmp_path / "准备.html", list[str]()
    place.write_bytes(RENDERERS["html"](made, RenderRequest("html", lang)))
    context = browser.new_context(offline=True, viewport=SIZES[size], bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: None if request.url.startswith(place.as_uri()) else said.append(request.url))
    page.goto(place.as_uri())
    page.eval_on_selector_all("details", "them => them.forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []
    context.close()
    assert said == []
