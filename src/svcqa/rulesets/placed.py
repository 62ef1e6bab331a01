"""A rule and the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from svcqa.errors import Problem
from svcqa.rulesets.models import Rule
from svcqa.text import Text
from svcqa.yamlfile import Path, YamlFile


@dataclass(frozen=True)
class Placed:
    """A rule and the place in a file where it stands."""

    rule: Rule
    file: YamlFile
    path: Path

    def problem(self, path: Path, zh: str, en: str, mend: Text | None = None) -> Problem:
        """A problem at a place within the rule."""
        return self.file.problem((*self.path, *path), f"规则{self.rule.id}：{zh}", f"rule {self.rule.id}: {en}", mend)
