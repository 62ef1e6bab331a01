"""The manifest of a sealed package: every file in it, what it is for, its digest and its size."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from svcqa.errors import AuditFileError
from svcqa.text import Text

FORMAT = "svcqa-package/1"
NAME = "manifest.json"
MOST = 64_000_000
"""Bytes that no manifest exceeds."""
Role = Literal[
    "input", "workbook", "ruleset", "register", "settings", "audit", "review", "report", "proof", "other"
]  # fmt: skip


class Entry(Struct, frozen=True):
    """One file of the package."""

    path: str
    role: Role
    sha256: str
    size: int
    name: Annotated[str, Meta(description="What the audit calls it, for inputs and ruleset files.")] = ""


class Manifest(Struct, frozen=True):
    """All files of the package but this one."""

    format: str
    audit: Annotated[str, Meta(description="Digest of the audit.")]
    tool: Annotated[str, Meta(description="The version of svcqa that has sealed it.")]
    entries: list[Entry]

    def of(self, *roles: Role) -> list[Entry]:
        """The files for these purposes."""
        return [one for one in self.entries if one.role in roles]


def written(manifest: Manifest) -> bytes:
    """The manifest as it stands in the package."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def read(data: bytes) -> Manifest:
    """The manifest of a package.

    Raises:
        AuditFileError: it is none, or one of a later format.
    """
    try:
        made = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # ValueError: text that is not UTF-8
        raise AuditFileError.of(
            f"清单无法读取（{error}）。", f"the manifest cannot be read ({error}).", where=NAME
        ) from error
    if made.format != FORMAT:
        raise AuditFileError.of(
            f"证据包的格式是{made.format}，这个版本的svcqa只认{FORMAT}。",
            f"the package is of format {made.format}; this version of svcqa knows {FORMAT} only.",
            where=NAME,
            mend=Text("请用较新的版本核对。", "Verify it with a later version."),
        )
    return made
