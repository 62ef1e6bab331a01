"""YAML that people write, with the line of everything in it.

Plain scalars are read by the YAML 1.2 core schema (``on`` is a word, ``011`` is text), a key given twice is an
error, and each value keeps its line, so that whatever is wrong later can be said with file and line. Composing
is left to libyaml, which is some twenty times faster than a round-trip parser and keeps line marks too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from svcqa.errors import ConfigError, Problem
from svcqa.text import Text

Path = tuple[str | int, ...]
_QUOTED = frozenset({"'", '"', "|", ">"})
_DEEPEST = 50
"""Levels of a file; what goes deeper was not meant."""
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]+)?|[-+]?(0|[1-9][0-9]*)[eE][-+]?[0-9]+")


class _Untagged:
    """Composing without YAML's own idea of what a plain scalar is, which takes as long as the rest and is not used."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, parent: yaml.Node | None, position: Any) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


_Loader: type[Any] = type("_Loader", (_Untagged, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), {})


@dataclass(frozen=True)
class YamlFile:
    """A parsed file: its data, and the line (from 1) of every path in it."""

    name: str
    data: Any
    lines: Mapping[Path, int]

    def where(self, path: Path = ()) -> str:
        """``file:line`` of the nearest thing on the path that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"

    def problem(self, path: Path, zh: str, en: str, mend: Text | None = None) -> Problem:
        """A problem at a place of this file."""
        return Problem(Text(zh, en), self.where(path), mend)


def parse(text: str, name: str) -> YamlFile:
    """Parse one YAML document.

    Raises:
        ConfigError: the text is no YAML, or a mapping has a key twice; with file and line.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        said = error.problem or str(error)
        raise ConfigError.of(f"不是有效的YAML（{said}）。", f"not valid YAML ({said}).", where=where) from error
    except yaml.YAMLError as error:
        raise ConfigError.of(f"不是有效的YAML（{error}）。", f"not valid YAML ({error}).", where=name) from error
    reader = _Reader(name)
    data = reader.read(node, ()) if node is not None else None
    if reader.problems:
        raise ConfigError.all_of(reader.problems)
    return YamlFile(name, data, reader.lines)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def read(self, node: yaml.Node, path: Path) -> Any:
        if len(path) > _DEEPEST:
            where = f"{self.name}:{node.start_mark.line + 1}"
            raise ConfigError.of("套得太深，或引用了自己。", "nested too deeply, or refers to itself.", where=where)
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, position)) for position, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                said = Text(f"“{key}”写了两次。", f"'{key}' is given twice.")
                self.problems.append(Problem(said, f"{self.name}:{line}", Text("请删去一个。", "Delete one.")))
            self.lines[*path, key] = line
            found[key] = self.read(value_node, (*path, key))
        return found


def _scalar(node: Any) -> Any:
    text = str(node.value)
    if node.style in _QUOTED:
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
