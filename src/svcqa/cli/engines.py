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


def engine_options(lang: Lang) -> list[click.Parameter]:
    """``--engine`` and ``--scheduler``."""
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
    return [
        option(lang, "--engine", metavar="NAME", about=engine),
        option(lang, "--scheduler", metavar="ADDRESS", about=scheduler),
    ]


def engine_wanted(engine: str | None, scheduler: str | None, config: Config) -> ExecutorSpec | None:
    """Who is to judge: the command line wins, and what the settings say of the same engine goes on to hold.

    Raises:
        UsageError: a scheduler is given, and no engine to connect to it.
    """
    from svcqa.requests import ExecutorSpec

    spec = config.executor
    if engine is not None and (spec is None or spec.engine != engine):
        spec = ExecutorSpec(engine)
    if scheduler is None:
        return spec
    if spec is None:
        mend = Text(zh="请同时给出--engine。", en="Give --engine too.")
        raise UsageError.of("没有指定引擎。", "no engine is named.", where="--scheduler", mend=mend)
    return replace(spec, options={**spec.options, "scheduler": scheduler})


def told_of_engine(audit: Audit) -> Text | None:
    """Who judged what, where it was not this process alone."""
    facts = audit.run.engine
    return None if facts is None else _told(facts)


def _told(facts: EngineFacts) -> Text:
    parts = [_SPLIT.fill(name=facts.name, workers=facts.workers, split=facts.split)]
    if facts.few:
        parts.append(_FEW.fill(few=facts.few))
    if facts.whole:
        parts.append(_WHOLE.fill(whole=_listed(facts.whole)))
    return Text("".join(one.zh for one in parts) + "。", "".join(one.en for one in parts) + ".")


def _listed(whole: Mapping[str, int]) -> Text:
    named = [f"{check} ({count})" for check, count in sorted(whole.items())]
    return Text("、".join(named), ", ".join(named))
