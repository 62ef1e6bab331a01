"""The six rules in frictionless: constraints of fields, which it infers else, and constraints of rows.

A name that began with the library's would be taken for one of its plugins and be run twice.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from frictionless import Checklist, Detector, Resource, checks

FIELDS = {
    "工单号": {"constraints": {"unique": True}},
    "客户名称": {"constraints": {"required": True}},
    "产品序列号": {"constraints": {"required": True}},
    "满意度": {"constraints": {"minimum": 0, "maximum": 100}},
}
FORMULAS = [
    "(联系客户时间 - 派单时间).total_seconds() <= 900",
    "完成时间 >= 上门时间",
    "(回访时间 - 完成时间).total_seconds() <= 604800",
]
table = Resource(path=Path(sys.argv[1]).name, basepath=str(Path(sys.argv[1]).parent))
table.detector = Detector(schema_patch={"fields": FIELDS})
rows = Checklist(checks=[checks.row_constraint(formula=one) for one in FORMULAS])
found = table.validate(rows, limit_errors=10**7).flatten(["rowNumber", "fieldName", "type", "note"])
Path("out/frictionless.json").write_text(json.dumps(found, ensure_ascii=False, default=str), encoding="utf-8")
print(dict(Counter(field or note.partition('"')[2].rstrip('"') for _, field, _, note in found)))
