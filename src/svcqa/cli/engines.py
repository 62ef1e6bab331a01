"""Which engine judges: its options on the command line, and what is said of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from svcqa.cli.options import option
from svcqa.errors import UsageError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.basis import EngineFacts
    from svcqa.config import Config
    from svcqa.findings import Audit
    from svcqa.requests import ExecutorSpec

_SPLIT = Text(
    zh="引擎{name}（{workers}个进程）：{split}条规则分开判断",
    en="engine {name} ({workers} processes): {split} rules were judged in parts",
)
_FEW = Text(zh="；记录少的{few}条在本进程判断", en="; {few} with few records in this process")
_WHOLE = Text(
    zh="；检查必须同时看到全部记录、在本进程判断的规则（条数）：{whole}",
    en="; rules of checks that must see all records at once in this process: {whole}",
)


_IN_PARTS = Text(
    zh="引擎{name}：{records}条记录放在磁盘上分批判断，规则{rules}条。",
    en="engine {name}: {records} records were judged in parts that lie on disk, by {rules} rules.",
)
_IN_MEMORY = Text(
    zh="引擎{name}：全部在内存中判断，因为{why}。", en="engine {name}: everything was judged in memory, because {why}."
)


def engine_options(lang: Lang) -> list[click.Parameter]:
    """``--engine``, ``--scheduler`` and ``--memory``."""
    engine = Text(
        zh="由谁判断：here（本进程，默认）或插件提供的引擎，如dask（多个进程或多台机器）。结果不变。默认取svcqa.yaml的engine。",
        en="Who judges: here (this process, the default) or an engine of a plugin, such as dask (several processes or "
        "machines). The result is the same. By default the `engine` of svcqa.yaml.",
    )
    scheduler = Text(
        zh="引擎连接的调度器地址，如tcp://10.0.0.5:8786；不给时在本机启动进程。",
        en="Address of the scheduler the engine connects to, such as tcp://10.0.0.5:8786; without it processes are "
        "started on this machine.",
    )
    memory = Text(
        zh="引擎在本机最多用多少内存，如1GB；放不下的由duckdb放到磁盘上。",
        en="How much memory the engine may take on this machine, such as 1GB; duckdb leaves on disk what does not fit.",
    )
    return [
        option(lang, "--engine", metavar="NAME", about=engine),
        option(lang, "--scheduler", metavar="ADDRESS", about=scheduler),
        option(lang, "--memory", metavar="SIZE", about=memory),
    ]


def engine_wanted(
    engine: str | None, scheduler: str | None, config: Config, memory: str | None = None
) -> ExecutorSpec | None:
    """Who is to judge: the command line wins, and what the settings say of the same engine goes on to hold.

    Raises:
        UsageError: a scheduler or memory is given, and no engine to take it.
    """
    from svcqa.requests import ExecutorSpec

    spec = config.executor
    if engine is not None and (spec is None or spec.engine != engine):
        spec = ExecutorSpec(engine)
    if scheduler is None and memory is None:
        return spec
    if spec is None:
        mend = Text(zh="请同时给出--engine。", en="Give --engine too.")
        where = "--memory" if scheduler is None else "--scheduler"
        raise UsageError.of("没有指定引擎。", "no engine is named.", where=where, mend=mend)
    options = {**spec.options, **({"scheduler": scheduler} if scheduler else {})}
    return replace(spec, options=options, memory=memory or spec.memory)


def told_of_engine(audit: Audit) -> Text | None:
    """Who judged what, where it was not this process alone."""
    facts = audit.run.engine
    return None if facts is None else _told(facts)


def _told(facts: EngineFacts) -> Text:
    if facts.in_memory:
        return _IN_MEMORY.fill(name=facts.name, why=facts.in_memory[0])
    if facts.in_parts:
        records = f"{sum(facts.in_parts.values()):,}"
        return _IN_PARTS.fill(name=facts.name, records=records, rules=facts.split)
    parts = [_SPLIT.fill(name=facts.name, workers=facts.workers, split=facts.split)]
    if facts.few:
        parts.append(_FEW.fill(few=facts.few))
    if facts.whole:
        parts.append(_WHOLE.fill(whole=_listed(facts.whole)))
    return Text("".join(one.zh for one in parts) + "。", "".join(one.en for one in parts) + ".")


def _listed(whole: Mapping[str, int]) -> Text:
    named = [f"{check} ({count})" for check, count in sorted(whole.items())]
    return Text("、".join(named), ", ".join(named))
