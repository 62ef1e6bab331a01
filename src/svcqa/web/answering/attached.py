"""Files named in what somebody says: the history holds the words, and the SHA-256 ties the bytes to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from svcqa.text import Text
from svcqa.web.store.evidence import Evidence

_LINE = Text("附件：{name}（SHA-256 {digest}）", "Attached: {name} (SHA-256 {digest})")
_WRITTEN = re.compile(r"(附件：.*（SHA-256 [0-9a-f]{64}）|Attached: .* \(SHA-256 [0-9a-f]{64}\))")


def with_files(said: str, files: Iterable[Evidence], lang: str) -> str:
    """What is said, with a line for every file."""
    lines = [getattr(_LINE.fill(name=one.name, digest=one.digest), lang) for one in files]
    return "\n".join(filter(None, [said, *lines]))


def without_files(said: str) -> str:
    """What is said, without those lines."""
    return "\n".join(line for line in said.splitlines() if not _WRITTEN.fullmatch(line)).strip()
