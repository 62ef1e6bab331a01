"""The engine ``duckdb``: a register larger than memory is judged in parts on disk; the extra ``svcqa[duckdb]``.

A plain table, that is one Parquet file, or one CSV file in UTF-8, with its headings in the first row and records in
all others, is read some rows at a time and put aside in a folder for temporary files. DuckDB finds the records whose
key is not theirs alone, and puts in order what was found. Every rule that needs to see one record, or all records of
one key, at a time is judged part by part; findings go to disk as they are made. The audit is the same, to the last
byte, as this process would make it in memory.

What cannot be done so is said after the audit, and done in memory as usual: other files, several files, an audit
workbook or samples, rules that look into other registers or must see all records at once.

``memory`` (``--memory 1GB``) says how much DuckDB may take, and by that how many records are in memory at a time;
``rows`` among the options says the latter by itself, and ``folder`` where the temporary files are put.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    from svcqa import Executor, ExecutorSpec

NAME = "duckdb"


@svcqa.hook
def svcqa_engines() -> list[str]:
    """The engine ``duckdb``."""
    return [NAME]


@svcqa.hook
def svcqa_executor(spec: ExecutorSpec) -> Executor | None:
    """An executor that keeps on disk what does not fit into memory."""
    if spec.engine != NAME:
        return None
    from svcqa_duckdb.engine import Duck
    from svcqa_duckdb.options import Options

    return Duck(Options.of(spec))
