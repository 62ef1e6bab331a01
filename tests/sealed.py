"""An office's audit with everything that can bear on it, sealed; for tests."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from svcqa import auditfile
from svcqa.audit import run
from svcqa.config import load
from svcqa.findings import Audit
from svcqa.sealing import Supplies, seal
from tests.office import HEADINGS, ORDERS, ROWS, ruleset, workbook

BOARD = """
rules:
  - id: O-9
    clause: 9.1
    title: {zh: 工程师已填写, en: The engineer is named}
    of: work_orders
    check: row
    params: {require: [engineer]}
"""
SETTINGS = """
encoding: gb18030
columns: {work_orders: {派工单编号: order_no}}
sheets: {东城派工: [{register: work_orders}]}
signals: {digits: false}
exclude: ["备份/*"]
"""
Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Office:
    """Where the files of an audit lie, the audit as it was written, and its package."""

    folder: Path
    document: bytes
    supplies: Supplies

    @property
    def audit(self) -> Audit:
        return auditfile.read(io.BytesIO(self.document), "审核.json")

    def sealed(self, place: Path, supplies: Supplies | None = None) -> Path:
        """The package, written somewhere."""
        with place.open("wb") as stream:
            seal(self.document, supplies or self.supplies, stream)
        return place


def office(folder: Path, **given: Any) -> Office:
    """Registers in folders and an archive, a ruleset of two files, settings; and their audit."""
    folder.mkdir(parents=True, exist_ok=True)
    records, rules = folder / "台账 2024", folder / "规则 文件"
    rules.mkdir()
    headings = ("派工单编号", *HEADINGS[1:])
    workbook(records / "东城 网点" / "派工单.xlsx", ROWS[:2], headings=headings, sheet="东城派工")
    workbook(records / "备份" / "派工单.xlsx")
    (records / "名册.csv").write_text("姓名,岗位\n张三,工程师\n李四,工程师\n", encoding="gb18030")
    table = "\n".join(",".join(map(str, row)) for row in [HEADINGS, *ROWS[2:]])
    with zipfile.ZipFile(records / "历年.zip", "w") as archive:
        archive.writestr("西城/派工单.csv", table.encode("gb18030"))
        archive.writestr("说明.docx", b"-")
    (rules / "补充.yaml").write_text(BOARD, encoding="utf-8")
    name = ruleset(rules, ORDERS.replace('version: "1"\n', 'version: "1"\ninclude: [补充.yaml]\n'))
    (folder / "svcqa.yaml").write_text(SETTINGS, encoding="utf-8")
    order: dict[str, Any] = {
        "as_of": "2024-03-31", "period": "2024Q1", "parameters": {"response_limit": "20m"},
        "config": load(folder / "svcqa.yaml"), **given,
    }  # fmt: skip
    return made(folder, [records], [name], **order)


def made(folder: Path, inputs: list[Path], rulesets: list[str], **order: Any) -> Office:
    """An audit of some files as it is ordered, written."""
    written = io.BytesIO()
    auditfile.write(run(inputs, rulesets, **order), written)
    book = order.get("workbook")
    files = [name for name in rulesets if name.endswith(".yaml")]
    return Office(folder, written.getvalue(), Supplies(inputs, Path(book) if book else None, files))


def altered(package: Path, place: Path, edits: Mapping[str, Edit | None], *, listed: bool = False) -> Path:
    """The package with files edited or (``None``) left out; ``listed``: the manifest is made to agree."""
    with zipfile.ZipFile(package) as old:
        files: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    for name, edit in edits.items():
        files[name] = edit(files.get(name) or b"") if edit else None
    if listed:
        manifest = json.loads(files["manifest.json"] or b"")
        for entry in manifest["entries"]:
            data = files[entry["path"]] or b""
            entry.update(sha256=sha256(data).hexdigest(), size=len(data))
        files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name, kept in files.items():
            if kept is not None:
                new.writestr(name, kept)
    return place


def replacing(old: str, new: str) -> Edit:
    """An edit that replaces a text, which must be there."""

    def edit(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode())

    return edit
