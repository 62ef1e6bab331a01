"""All findings as data within the page, and the script that lists, filters and sorts them there."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markupsafe import Markup

_ESCAPED = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
"""What could end the block of data or begin another: written so that no parser of HTML sees it."""


@dataclass(frozen=True)
class Explorer:
    """The list of findings in a page: its data and its script, as markup that no value can break out of."""

    data: Markup
    script: Markup

    @property
    def digest(self) -> str:
        """The digest by which the policy of the page lets this one script run, and no other."""
        digest = hashlib.sha256(self.script.encode()).digest()
        return f"sha256-{base64.b64encode(digest).decode()}"


def explorer(data: dict[str, Any]) -> Explorer:
    """The list of these findings; see :func:`svcqa.reports.embedded.embedded`."""
    import msgspec
    from markupsafe import Markup

    text = msgspec.json.encode(data).decode()
    for mark, escaped in _ESCAPED.items():
        text = text.replace(mark, escaped)
    return Explorer(Markup(text), Markup(_script()))  # noqa: S704 - escaped above; the script is our own file


@cache
def _script() -> str:
    return files("svcqa.reports").joinpath("templates/findings.js").read_text(encoding="utf-8")
