"""Hands on a page of the desk: a mouse, or the keyboard and nothing else; for tests in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

FARTHEST = 120
"""Presses of the tab key within which everything on a page is reached."""
Attached = str | Path | dict[str, Any]


class Mouse:
    """Somebody who points at things."""

    def open(self, page: Page, address: str, path: str) -> None:
        """Open a page by its address."""
        page.goto(address + path)

    def press(self, wanted: Locator) -> None:
        """Press a button or a link."""
        wanted.click()

    def write(self, wanted: Locator, text: str) -> None:
        """Fill in a field."""
        wanted.fill(text)

    def tick(self, wanted: Locator) -> None:
        """Tick a box, or choose one of several."""
        wanted.check()

    def choose(self, wanted: Locator, value: str) -> None:
        """Choose from a list."""
        wanted.select_option(value)

    def attach(self, wanted: Locator, file: Attached) -> None:
        """Choose a file."""
        wanted.set_input_files(file)  # type: ignore[arg-type]


class Keys(Mouse):
    """Somebody who has no mouse: everything is reached by the tab key, and it is seen where one is."""

    def open(self, page: Page, address: str, path: str) -> None:
        """Follow links to a page, from wherever one is."""
        for _ in range(8):
            if page.url.partition("?")[0] == address + path:
                return
            expect(page.locator(".foot")).to_be_visible()  # the page is there to its end
            with page.expect_navigation():
                self.press(_nearest(page, path))
        raise AssertionError(f"no links lead to {path}, only to {page.url}")

    def press(self, wanted: Locator) -> None:
        self._reach(wanted)
        wanted.page.keyboard.press("Enter")

    def write(self, wanted: Locator, text: str) -> None:
        self._reach(wanted)
        wanted.page.keyboard.press("Control+A")
        wanted.page.keyboard.insert_text(text)

    def tick(self, wanted: Locator) -> None:
        keys, name = wanted.page.keyboard, wanted.get_attribute("name")
        self._reach(wanted if wanted.get_attribute("type") == "checkbox" else wanted.page.locator(f"[name={name}]"))
        for _ in range(wanted.page.locator(f"[name={name}]").count()):
            if wanted.evaluate(_FOCUSED):
                break
            keys.press("ArrowDown")
        if not wanted.is_checked():
            keys.press("Space")
        expect(wanted).to_be_checked()

    def choose(self, wanted: Locator, value: str) -> None:
        self._reach(wanted)
        wanted.page.keyboard.press("Home")
        for _ in range(wanted.locator("option").count()):
            if wanted.input_value() == value:
                break
            wanted.page.keyboard.press("ArrowDown")
        expect(wanted).to_have_value(value)

    def attach(self, wanted: Locator, file: Attached) -> None:
        self._reach(wanted)
        with wanted.page.expect_file_chooser() as asked:
            wanted.page.keyboard.press("Enter")
        asked.value.set_files(file)  # type: ignore[arg-type]

    def _reach(self, wanted: Locator) -> None:
        for _ in range(FARTHEST):
            if any(one.evaluate(_FOCUSED) for one in wanted.all()):
                break
            wanted.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"no tab key leads to {wanted} on {wanted.page.url}")
        assert wanted.page.evaluate(_SEEN), f"{wanted} on {wanted.page.url}: not seen that it is focused"


_FOCUSED = "one => one === document.activeElement"
_SEEN = """() => {
  const look = getComputedStyle(document.activeElement), at = document.activeElement.getBoundingClientRect();
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1 && at.bottom > 0 && at.top < innerHeight;
}"""


def _nearest(page: Page, path: str) -> Locator:
    """The link of a page that leads nearest to a path; what answers a form may stand at the address of another page."""
    links = [page.locator(f'a[href="{near}"]:visible') for near in _beginnings(path)]
    there = [one.first for one in links if one.count()]
    assert there, f"no link on {page.url} leads towards {path}"
    return there[0]


def _beginnings(path: str) -> Sequence[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:count]) for count in range(len(parts), 0, -1)]
