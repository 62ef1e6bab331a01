"""The package of an xlsx workbook: which sheets it has, in what order and state, and where their XML stands."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from svcqa.parts import CONTENT_TYPES, ROOT, entry, main_part, relations_of, relations_path
from svcqa.readers.spelling import blocks

if TYPE_CHECKING:
    from svcqa.requests import State

_STATES: Mapping[str, State] = {"hidden": "hidden", "veryHidden": "very_hidden"}
_RELATION = "}id"
_BLOCK = 1 << 22
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True)
class Part:
    """One worksheet: its name and state, and the path of its XML in the package."""

    name: str
    state: State
    path: str


@dataclass(frozen=True)
class Workbook:
    """What the workbook part says."""

    parts: list[Part]
    date_system: str
    calculates: bool
    """Whether the program that wrote it calculated the formulas' results; some leave that to the next one."""


def read_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Read the workbook part and its relations.

    Raises:
        KeyError: a part or relation is missing.
        xml.etree.ElementTree.ParseError: a part is no XML.
    """
    path = main_part(archive)
    tree = ET.fromstring(archive.read(entry(archive, path)))  # noqa: S314 - parts with a DTD were refused
    relations = relations_of(archive, path)
    parts = []
    for sheet in tree.iterfind("{*}sheets/{*}sheet"):
        kind, target = relations[next(value for key, value in sheet.items() if key.endswith(_RELATION))]
        if kind.endswith("/worksheet"):
            parts.append(Part(sheet.get("name", ""), _STATES.get(sheet.get("state", ""), "visible"), target))
    system = "1904" if _flag(tree, "{*}workbookPr", "date1904") else "1900"
    return Workbook(parts, system, not _flag(tree, "{*}calcPr", "fullCalcOnLoad"))


def _flag(tree: ET.Element, tag: str, name: str) -> bool:
    found = tree.find(tag)
    return found is not None and found.get(name) in _TRUE


def styled_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """What reading any sheet takes beside its own XML and the texts: path → content.

    Raises:
        KeyError: a part is missing.
    """
    main = main_part(archive)
    paths = [CONTENT_TYPES, ROOT, main, relations_path(main)]
    there = {path: entry(archive, path) for path in [*paths, *_targets(archive, main, "/styles")]}
    names = set(archive.namelist())
    return {path: archive.read(name) for path, name in there.items() if name in names}


def shared_texts(archive: zipfile.ZipFile) -> bytes:
    """The XML of the texts that cells point to; empty if there is none.

    Raises:
        KeyError: a part is missing.
    """
    path = next(iter(_targets(archive, main_part(archive), "/sharedStrings")), None)
    if path is None:
        return b""
    with archive.open(entry(archive, path)) as stream:
        return b"".join(blocks(stream, _BLOCK))


def _targets(archive: zipfile.ZipFile, path: str, kind: str) -> list[str]:
    return [target for one, target in relations_of(archive, path).values() if one.endswith(kind)]
