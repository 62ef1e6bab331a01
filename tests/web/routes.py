"""Every route of the pages with an address at which there is something, and what stands on a page; for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from svcqa.web.app import ROUTERS
from svcqa.web.pages.access import declared

ROUTES = [(method, route.path, right) for route, right in declared(ROUTERS) for method in sorted(route.methods or ())]
PAGES = [path for method, path, _ in ROUTES if method == "GET"]
UNSAFE = [(method, path, right) for method, path, right in ROUTES if method not in {"GET", "HEAD", "OPTIONS"}]
NONCONFORMITY = "NC-2025-001"
_FILLED = {"link": "nowhere"}
"""Parts of a path that are no numbers; all others are 1."""


def filled(path: str, **parts: str) -> str:
    """A path at which there is something, in an office whose first things are all there; ``parts`` is where else."""
    path = path.replace("/nonconformities/{number}", f"/nonconformities/{NONCONFORMITY}")
    return re.sub(r"{(\w+)(?::\w+)?}", lambda found: {**_FILLED, **parts}.get(found[1], "1"), path)


class Page(HTMLParser):
    """The elements of a page as a browser sees them.

    Attributes:
        tags: the elements.
        attributes: element, attribute and value.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def addresses(self) -> Iterator[str]:
        """Where the page leads, or gets something from."""
        leading = {"href", "src", "action", "formaction", "poster", "data", "hx-get", "hx-post", "hx-put", "hx-delete"}
        return (value for _, name, value in self.attributes if name in leading)
