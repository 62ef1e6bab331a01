"""``svcqa seal``: an audit and all that it rests on, sealed in one package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.history import chain
from svcqa.cli.keeping import by_option, opened, stamp
from svcqa.cli.kept import document_of
from svcqa.cli.options import FILE, config_option, lang_option, option
from svcqa.cli.output import check_place, refuse_existing, whole
from svcqa.errors import HistoryError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.history import History
    from svcqa.sealing import Supplies
    from svcqa.sealing.manifest import Manifest

_ABOUT = Text(
    zh="把一次审核和它的全部依据（台账、审核工作簿、规则集、参数和设置、报告、扫描件）连同SHA-256封存成一个证据包。"
    "与审核时不同的文件会被拒绝。",
    en="Seal an audit and all that it rests on (registers, audit workbook, rulesets, parameters and settings, reports, "
    "scans) in one package, with the SHA-256 of each. A file that differs from the audited one is refused.",
)
_INPUTS = Text(
    zh="审核时的文件夹或文件，写法与审核时相同；可重复。",
    en="The folder or file that was audited, named as it was then; may be repeated.",
)
_OUTPUT = Text(
    zh="写成这个证据包；已有的文件不会被覆盖。", en="The package to write; a file that is there is left alone."
)
_RULESET = Text(zh="审核时用的规则集文件；可重复。已安装的规则集不必给出。",
                en="A ruleset file that was used; may be repeated. Installed rulesets need not be named.")  # fmt: skip
_WORKBOOK = Text(
    zh="审核时用的审核工作簿；审核时没有用的，给出写有复核结论的那本，报告采用其中的复核。",
    en="The audit workbook that was used; if none was, the one with the reviews, which the reports then take.",
)
_WITH = Text(
    zh="另附的文件或文件夹，如签字页的扫描件；可重复。审核工作簿里豁免的证明会自动放入。",
    en="Further files or folders, such as scans of signed pages; may be repeated. Proofs of waivers of "
    "the audit workbook go in by themselves.",
)
_HISTORY = Text(
    zh="审核历史：其全部事件（复核、不符合项、纠正措施）放进证据包，封存一事记入历史。不给则都不做。",
    en="The history of audits: all its events (reviews, nonconformities, actions) go into the package, and that it was "
    "sealed goes into the history. By default neither.",
)
_EVENTS = "reviews/history.jsonl"
_DONE = Text(
    "已封存{count}个文件（{inputs}个台账、{rulesets}个规则集和台账定义文件、{reports}份报告、{proofs}个附件）。"
    "上面是证据包的SHA-256，请记在别处（如签字的审核报告上），日后凭它确认证据包没有被换过。",
    "{count} files were sealed ({inputs} inputs, {rulesets} files of rulesets and registers, {reports} reports, "
    "{proofs} enclosures). Above is the package's SHA-256: note it down elsewhere, such as in the signed report, "
    "to know later that the package was not replaced.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["audit_file"], type=FILE, metavar="AUDIT.json|NAME"),
        option(lang, "--inputs", type=FILE, required=True, multiple=True, metavar="FOLDER|FILE", about=_INPUTS),
        option(lang, "--output", type=FILE, required=True, metavar="PACKAGE.zip", about=_OUTPUT),
        option(lang, "--ruleset", "rulesets", type=FILE, multiple=True, metavar="FILE", about=_RULESET),
        option(lang, "--workbook", type=FILE, metavar="FILE", about=_WORKBOOK),
        option(lang, "--with", "proofs", type=FILE, multiple=True, metavar="FILE|FOLDER", about=_WITH),
        option(lang, "--history", metavar="FILE|URL", about=_HISTORY),
        by_option(lang),
        config_option(lang),
        lang_option(lang),
    ]
    return Command("seal", lang, _ABOUT, _seal, params=params)


def _seal(console: Console, audit_file: str, output: str, **given: Any) -> int:
    refuse_existing(output)
    check_place(output, given["inputs"])
    document = document_of(audit_file, console, {"history": given["history"], "config": given["config"]})
    with _history(console, given) as history:
        further = {_EVENTS: (chain(history.events()), "review")} if history else {}
        digest, made = _written(console, document, output, supplies_of(given, further), history)
        if history:
            from svcqa.config import load

            with history.writing(stamp(given["by"], load(given["config"]))) as desk:
                desk.append("sealed", made.audit, {"package": digest})
    console.write(f"{digest}  {output}")
    console.say(_told(made))
    return 0


def supplies_of(given: Mapping[str, Any], further: Mapping[str, tuple[bytes, Any]] | None = None) -> Supplies:
    """What a command line names beside the audit."""
    from svcqa.sealing import Supplies

    book, proofs = given["workbook"], given.get("proofs", ())
    return Supplies(
        [Path(one) for one in given["inputs"]],
        Path(book) if book else None,
        given["rulesets"],
        [Path(one) for one in proofs],
        further or {},
    )


@contextmanager
def _history(console: Console, given: Mapping[str, Any]) -> Iterator[History | None]:
    """The history, if one is named."""
    if not given["history"]:
        yield None
        return
    with opened(console, given) as (history, _):
        yield history


def _written(
    console: Console, document: bytes, output: str, supplies: Supplies, history: History | None
) -> tuple[str, Manifest]:
    """The digest of the package that was written, and its manifest."""
    from svcqa.sealing import seal
    from svcqa.sealing.packing import digest_of

    with whole(output) as stream:
        made = seal(document, supplies, stream, console.lang, warn=console.warn)
        if history and not history.events("kept", subject=made.audit):
            raise HistoryError.of(
                "审核历史里没有这次审核。",
                "the history does not hold this audit.",
                where=history.place,
                mend=Text("请先运行svcqa history keep。", "Run svcqa history keep first."),
            )
    with Path(output).open("rb") as written:
        return digest_of(written), made


def _told(made: Manifest) -> Text:
    counts = Counter(one.role for one in made.entries)
    return _DONE.fill(
        count=len(made.entries), inputs=counts["input"] + counts["workbook"], reports=counts["report"],
        rulesets=counts["ruleset"] + counts["register"], proofs=counts["proof"],
    )  # fmt: skip
