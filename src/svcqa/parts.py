"""The parts of a zipped workbook: where the main one stands, and which others a part points to."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree as ET

CONTENT_TYPES = "[Content_Types].xml"
ROOT = "_rels/.rels"


def main_part(archive: zipfile.ZipFile) -> str:
    """The path of the workbook part.

    Raises:
        KeyError: the package does not say.
    """
    for kind, target in _relations(archive, ROOT, "").values():
        if kind.endswith("/officeDocument"):
            return target
    raise KeyError("officeDocument")


def entry(archive: zipfile.ZipFile, path: str) -> str:
    """The name a part has in the archive: capitals make no difference there, and some programs write backslashes."""
    if path in archive.NameToInfo:
        return path
    plain = path.casefold()
    return next((name for name in archive.NameToInfo if name.replace("\\", "/").casefold() == plain), path)


def relations_path(path: str) -> str:
    """Where the relations of the part of this path stand."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Id → kind and target, for the relations of the part of this path.

    Raises:
        KeyError: it has none.
    """
    return _relations(archive, relations_path(path), posixpath.dirname(path))


def _relations(archive: zipfile.ZipFile, path: str, folder: str) -> dict[str, tuple[str, str]]:
    """Id → kind and target, for the relations of one part."""
    tree = ET.fromstring(archive.read(entry(archive, path)))  # noqa: S314 - parts with a DTD were refused
    found = {}
    for one in tree:
        target = one.get("Target", "")
        whole = target if target.startswith("/") else posixpath.join(folder, target)
        found[one.get("Id", "")] = (one.get("Type", ""), posixpath.normpath(whole).lstrip("/"))
    return found
