"""Every page that links lead somebody to, and what stands on it; for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from playwright.sync_api import APIRequestContext

from tests.web.routes import Page

FILES = re.compile(
    r"/(downloads|mended|nonconformities)/(report|annotated|receipt|originals|everything|comparison|workbook)\b"
)
"""Addresses at which there is a file, made anew for whoever asks."""
UNSAID = {"script", "style", "code", "kbd", "bdi"}
SAID = {"title", "alt", "placeholder", "aria-label", "data-wait", "data-failed", "data-sending", "data-too-large"}
"""Attributes that are read by people."""


class Said(HTMLParser):
    """What a page says: its text and what is read of attributes, without what says that it is in another language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        told = (not self._open or self._open[-1][1]) and tag not in UNSAID and ("lang" not in known or tag == "html")
        if told:
            self.texts += [value for name, value in attrs if name in SAID and value]
        if tag not in {"meta", "link", "br", "hr", "img", "input", "col", "path", "rect", "line", "use"}:
            self._open.append((tag, told))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1][1]:
            self.texts += [data.strip()] if data.strip() else []


def crawled(request: APIRequestContext, address: str, start: str = "/projects") -> Iterator[tuple[str, str]]:
    """Every page from the start on, each kind of address once: where it is, and its text.

    Raises:
        AssertionError: a link leads nowhere.
    """
    waiting, known = [start], {_kind(start)}
    while waiting:
        path = waiting.pop(0)
        answer = request.get(address + path)
        assert answer.ok, f"{path}: {answer.status}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        yield path, answer.text()
        for _, name, found in Page(answer.text()).attributes:
            led = _led(answer.url, found, address) if name in {"href", "hx-get"} else None
            if led and _kind(led) not in known:
                known.add(_kind(led))
                waiting.append(led)


def _led(here: str, found: str, address: str) -> str | None:
    whole = urldefrag(urljoin(here, found))[0]
    path = whole.removeprefix(address)
    unread = not whole.startswith(address) or path.startswith("/static/") or FILES.search(path)
    return None if unread else path


def _kind(path: str) -> object:
    """Addresses that differ only in what they show of something are one kind."""
    parts = urlsplit(path)
    return re.sub(r"/findings/[^/]+", "/findings/1", parts.path), frozenset(name for name, _ in parse_qsl(parts.query))
