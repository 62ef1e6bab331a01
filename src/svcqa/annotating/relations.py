"""What parts point to, and of which types they are: additions to these lists."""

from __future__ import annotations

import posixpath

from svcqa.annotating.package import Package
from svcqa.annotating.xml import Splices, escaped, in_utf8, parsed
from svcqa.parts import CONTENT_TYPES, relations_of, relations_path

_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


def pointed_to(package: Package, path: str) -> dict[str, tuple[str, str]]:
    """Id → kind and target of what a part points to; empty where it points to nothing.

    Raises:
        xml.etree.ElementTree.ParseError: the list is no XML.
    """
    try:
        return relations_of(package.archive, path)
    except KeyError:
        return {}


def target_of(package: Package, path: str, kind: str) -> str | None:
    """The part of one kind that a part points to, if there is one."""
    found = pointed_to(package, path).values()
    return next((target for one, target in found if one.rpartition("/")[2] == kind), None)


def point(package: Package, path: str, kind: str, target: str) -> str:
    """Let a part point to another.

    Args:
        package: the workbook.
        path: of the part that points.
        kind: of the relation, whole.
        target: path of the part pointed to.

    Returns:
        The id of the relation.
    """
    listed = relations_path(path)
    xml = in_utf8(package.read(listed)) if package.has(listed) else f'<Relationships xmlns="{_SPACE}"/>'.encode()
    root = parsed(xml)
    known = {one.attributes.get("Id", "") for one in root.children}
    number = next(number for number in range(1, len(known) + 2) if f"rId{number}" not in known)
    way = posixpath.relpath(target, posixpath.dirname(path) or ".")
    p = root.prefix
    made = b'<%sRelationship Id="rId%d" Type="%s" Target="%s"/>' % (p, number, kind.encode(), escaped(way))
    splices = Splices()
    splices.append(xml, root, made)
    package.put(listed, splices.applied(xml))
    return f"rId{number}"


def declare(package: Package, path: str, kind: str) -> None:
    """Say of which type a new part is."""
    xml = in_utf8(package.read(CONTENT_TYPES))
    root = parsed(xml)
    made = b'<%sOverride PartName="/%s" ContentType="%s"/>' % (root.prefix, escaped(path), kind.encode())
    splices = Splices()
    splices.append(xml, root, made)
    package.put(CONTENT_TYPES, splices.applied(xml))
