"""Reports rendered, and pages taken apart; for tests."""

from __future__ import annotations

from html.parser import HTMLParser

from svcqa.findings import Audit
from svcqa.reports import svcqa_render
from svcqa.requests import RenderRequest
from svcqa.text import Lang

VOID = {"meta", "link", "br", "hr", "img", "input"}


def rendered(one: Audit, format_: str, lang: Lang = "zh") -> bytes:
    found = svcqa_render(one, RenderRequest(format_, lang))
    assert found is not None
    return found if isinstance(found, bytes) else b"".join(found)


class Page(HTMLParser):
    """A page taken apart; fails on tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        """The data of the list of findings, and the script that shows it."""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" in self._open:
            self.scripts.append(data)
        elif "style" not in self._open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def page(one: Audit, lang: Lang = "zh") -> Page:
    return Page(rendered(one, "html", lang).decode())


def table(text: str, name: str) -> list[list[str]]:
    """The rows of all tables of a class, cell by cell, heads and foot among them."""
    return _Tables(text, name).rows


class _Tables(HTMLParser):
    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._name, self._inside, self._cell = name, False, False
        self.feed(text)
        self.rows = [[" ".join(cell.split()) for cell in row] for row in self.rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._inside = self._name in (dict(attrs).get("class") or "").split()
        if self._inside and tag == "tr":
            self.rows.append([])
        if self._inside and tag in {"td", "th"}:
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "table"
        self._cell = self._cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._inside and self._cell:
            self.rows[-1][-1] += f" {data}"
