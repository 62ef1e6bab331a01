"""The workbook part: which sheets there are, and room for one more in front of them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from svcqa.annotating.package import Package
from svcqa.annotating.relations import declare, point, pointed_to
from svcqa.annotating.xml import Element, Splices, escaped, in_utf8, parsed, with_attribute
from svcqa.parts import main_part

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_VIEWS = frozenset({"fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr",
                           "absPath", "workbookProtection"})  # fmt: skip
LONGEST_NAME = 31
"""Characters of a sheet's name."""


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it."""

    path: str
    hidden: bool


class Book:
    """What the workbook part says.

    Attributes:
        path: of the part.
        space: the namespace of its elements.
        kinds: what the kinds of relations begin with.
        sheets: name → worksheet.
        names: of all sheets, those that hold charts too.

    Raises:
        KeyError: a part is missing.
        ValueError: it is no XML, or lists no sheets.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self.path = main_part(package.archive)
        self._xml = in_utf8(package.read(self.path))
        self._root = parsed(self._xml)
        self.space = self._root.space
        self._sheets = _needed(self._root, "sheets")
        relations = pointed_to(package, self.path)
        self.sheets: dict[str, Listed] = {}
        self.names = [one.attributes.get("name", "") for one in self._sheets.children]
        self.kinds = ""
        for one in self._sheets.children:
            kind, target = relations[one.attributes["id"]]
            self.kinds = self.kinds or kind.rpartition("/")[0]
            if kind.endswith("/worksheet"):
                hidden = one.attributes.get("state") == "veryHidden"
                self.sheets.setdefault(one.attributes.get("name", ""), Listed(target, hidden))

    def kind(self, name: str) -> str:
        """A kind of relation, such as ``comments``."""
        return f"{self.kinds}/{name}"

    def folder(self, name: str) -> str:
        """A pattern for the path of a new part."""
        return posixpath.join(posixpath.dirname(self.path), name)

    def free_name(self, wanted: str) -> str:
        """A name for a sheet that none has; capitals make no difference."""
        taken, number, name = {one.casefold() for one in self.names}, 1, wanted[:LONGEST_NAME]
        while name.casefold() in taken:
            number += 1
            tail = f" ({number})"
            name = wanted[: LONGEST_NAME - len(tail)] + tail
        return name

    def put_first(self, name: str, xml: bytes) -> None:
        """Add a sheet before all others; what counts sheets counts one more, and the sheet shown stays the same."""
        path = self._package.free(self.folder("worksheets/sheet{}.xml"))
        self._package.put(path, xml)
        declare(self._package, path, _SHEET_TYPE)
        relation = point(self._package, self.path, self.kind("worksheet"), path)
        number = 1 + max(int(one.attributes.get("sheetId", "0")) for one in self._sheets.children)
        splices = Splices()
        made = b'<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>' % (
            self._sheets.prefix, self.kinds.encode(), escaped(name), number, relation.encode(),
        )  # fmt: skip
        splices.put(self._sheets.inner, self._sheets.inner, made)
        for one in self._root.walk():
            if one.name == "definedName" and "localSheetId" in one.attributes:
                self._set(splices, one, {"localSheetId": int(one.attributes["localSheetId"]) + 1})
        self._shift_views(splices)
        self._package.put(self.path, splices.applied(self._xml))

    def _shift_views(self, splices: Splices) -> None:
        views = self._root.child("bookViews")
        shown = views.named("workbookView") if views else []
        for one in shown:
            changes = {"activeTab": int(one.attributes.get("activeTab", "0")) + 1}
            if first := int(one.attributes.get("firstSheet", "0")):
                changes["firstSheet"] = first + 1
            self._set(splices, one, changes)
        if not shown:  # no view means that the first sheet is shown, which is now the second
            p = self._root.prefix
            view = b'<%sworkbookView activeTab="1"/>' % p
            if views is not None:
                splices.append(self._xml, views, view)
                return
            before = [one.end for one in self._root.children if one.name in _BEFORE_VIEWS]
            where = max([self._root.inner, *before])
            splices.put(where, where, b"<%sbookViews>%s</%sbookViews>" % (p, view, p))

    def _set(self, splices: Splices, one: Element, values: Mapping[str, int]) -> None:
        tag = self._xml[one.start : one.inner]
        for name, value in values.items():
            tag = with_attribute(tag, name.encode(), b"%d" % value)
        splices.put(one.start, one.inner, tag)


def _needed(root: Element, name: str) -> Element:
    found = root.child(name)
    if found is None or not found.children:
        raise ValueError(name)
    return found
