"""Audits with their sheets prepared for pages; for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import svcqa
from svcqa.findings import Audit
from svcqa.intake.files import find_files
from svcqa.web.sheets import Prepared, prepare
from tests.office import ruleset


def prepared(audit: Audit, paths: Sequence[Path], folder: Path) -> Prepared:
    """What pages get of an audit whose files lie there."""
    folder.mkdir(parents=True)
    prepare(audit, {one.name: one.path for one in find_files(paths)}, folder)
    return Prepared(folder)


def audited(paths: Sequence[Path], folder: Path) -> tuple[Audit, Prepared]:
    """Audit dispatch records, and prepare them."""
    made = svcqa.run(list(paths), [ruleset(folder)], as_of="2024-12-31")
    return made, prepared(made, paths, folder / "prepared")
