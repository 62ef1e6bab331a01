"""Schemes and mappings as files: what is written wrong is said with its line, and a second scheme needs no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcqa.errors import ConfigError, UsageError
from svcqa.host import Host
from svcqa.schemes import Schemes

SCHEME = """\
title: {zh: 自订方案, en: Own scheme}
edition: '2'
groups: {A: {title: 全部, points: 10}}
clauses:
  A.1: {group: A, title: 接待, points: 6}
  A.2: {group: A, title: 维修, items: {A.2.1: {title: 及时, points: 2.5}, A.2.2: {title: 规范, points: 1.5}}}
levels: [{title: 合格, min: 60}]
below: 不合格
evidence: [{id: e1, kind: record, title: 派工单, items: [A.2]}]
"""


def own(folder: Path, scheme: str = SCHEME, mapping: str = "") -> Path:
    """A scheme of a user's own, with a mapping beside it."""
    path = folder / "own.yaml"
    path.write_text(scheme, encoding="utf-8")
    if mapping:
        (folder / "mappings").mkdir()
        (folder / "mappings" / "ours.yaml").write_text(mapping, encoding="utf-8")
    return path


def refused(folder: Path, *given: str) -> str:
    with pytest.raises(ConfigError) as caught:
        Schemes([]).load(str(own(folder, *given)))
    return caught.value.say("zh")


def test_the_shipped_scheme_has_the_groups_and_levels_of_the_standard() -> None:
    known = Schemes(Host.discover().ruleset_folders)
    assert list(known.places()) == ["gbt-27922"]
    file = known.load("gbt-27922").file
    assert {name: int(group.points) for name, group in file.groups.items()} == {"5.1": 40, "5.2": 35, "5.3": 25}
    assert [int(one.least) for one in file.levels] == [70, 80, 90, 95]
    assert len(file.clauses) == 15
    assert all(one.points is None for _, _, one in file.items()), "nobody has published them"
    assert len([one for one in file.evidence if one.kind == "record"]) == 17


def test_a_scheme_of_ones_own_is_read_with_the_mappings_beside_it(tmp_path: Path) -> None:
    mapping = "scheme: own\nitems: {A.2.1: {rules: ['S*', T1]}}\nevidence: {e1: {registers: [work_orders]}}\n"
    made = Schemes([]).load(str(own(tmp_path, SCHEME, mapping)))
    assert (made.name, [item for item, _, _ in made.file.items()]) == ("own", ["A.1", "A.2.1", "A.2.2"])
    for rule, item in (("S1", "A.2.1"), ("T1/timing", "A.2.1"), ("T1/sample", "A.2.1"), ("T2", None)):
        said = made.mapped.of(rule)
        assert (said.item if said else None) == item, rule
    assert made.mapped.evidence == {"e1": ["work_orders"]}


def test_mappings_change_the_digest(tmp_path: Path) -> None:
    plain = Schemes([]).load(str(own(tmp_path))).digest
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "a.yaml").write_text("scheme: own\nitems: {A.1: {rules: [S1]}}\n", encoding="utf-8")
    assert Schemes([]).load(str(tmp_path / "own.yaml")).digest != plain


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("group: A, title: 接待", "group: B, title: 接待", "没有这样的组：B"),
        ("points: 6", "points: -6", "points"),
        ("A.2.2: {", "A.1: {", "编号重复：A.1"),
        ("items: [A.2]", "items: [A.3]", "evidence里没有这些条款：A.3"),
        ("[{title: 合格, min: 60}]", "[{title: 高, min: 80}, {title: 低, min: 60}]", "levels应从低到高"),
        ("below:", "beloww:", "beloww"),
    ],
)
def test_a_scheme_that_does_not_hang_together_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SCHEME
    assert said in refused(tmp_path, SCHEME.replace(old, new))


def test_a_mapping_to_items_that_are_not_there_is_refused_with_its_line(tmp_path: Path) -> None:
    said = refused(tmp_path, SCHEME, "scheme: own\nitems:\n  A.9: {rules: [S1]}\nevidence: {e9: {registers: [x]}}\n")
    assert "ours.yaml:3" in said
    assert "“A.9”" in said
    assert "“e9”" in said


def test_a_scheme_that_is_not_there_is_answered_with_what_there_is() -> None:
    with pytest.raises(UsageError) as caught:
        Schemes(Host.discover().ruleset_folders).load("gbt-27923")
    assert "gbt-27922" in caught.value.say("zh")


def test_a_mapping_of_another_scheme_is_left_alone(tmp_path: Path) -> None:
    mapping = "scheme: another\nitems: {X: {rules: [S1]}}\n"
    assert Schemes([]).load(str(own(tmp_path, SCHEME, mapping))).mapped.of("S1") is None
