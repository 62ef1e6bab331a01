"""``svcqa verify``: whether a package or an audit is what it was, and comes out the same when it is audited again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.options import FILE, lang_option, listing_option, option
from svcqa.cli.seal import supplies_of
from svcqa.errors import UsageError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.accounts import Said
    from svcqa.sealing.steps import Verification

_ABOUT = Text(
    zh="核对svcqa seal写出的证据包：每个文件的SHA-256、审核结果的摘要，再用包内的规则集和当时的基准日、参数重新审核，"
    "说明结果一致，或哪里不同。也可以核对单独的审核结果，用--inputs给出台账。",
    en="Verify a package of svcqa seal: the SHA-256 of every file and the digest of the audit; then audit again by the "
    "rulesets in it, with the date and the parameters of then, and say that the result is identical, or what differs. "
    "A single audit can be verified too, with its registers named by --inputs.",
)
_MORE = Text(
    zh="退出码：0 一致；1 有不同；2 无法核对（或用法有误）；3 内部错误。",
    en="Exit code: 0 identical; 1 something differs; 2 it cannot be checked, or usage; 3 internal error.",
)
_INPUTS = Text(
    zh="审核时的文件夹或文件（核对审核结果时用）；可重复。",
    en="The folder or file that was audited, to verify an audit; may be repeated.",
)
_RULESET = Text(zh="审核时用的规则集文件；可重复。", en="A ruleset file that was used; may be repeated.")
_WORKBOOK = Text(zh="审核时用的审核工作簿。", en="The audit workbook that was used.")
_ZIP = b"PK"
_CODES = {"identical": 0, "differs": 1, "unchecked": 2}
_OUTCOMES = {
    "same": Text("一致", "same"), "differs": Text("不同", "DIFFERS"), "unchecked": Text("无法核对", "NOT CHECKED"),
    "noted": Text("说明", "note"),
}  # fmt: skip
_VERDICTS = {
    "identical": Text("结论：一致。", "Verdict: identical."),
    "differs": Text("结论：不同，见上。", "Verdict: it differs, see above."),
    "unchecked": Text(
        "结论：无法核对，见上；不能说一致。", "Verdict: it cannot be checked, see above; that is not identical."
    ),
}  # fmt: skip


def command(lang: Lang) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["file"], type=FILE, metavar="PACKAGE.zip|AUDIT.json"),
        option(lang, "--inputs", type=FILE, multiple=True, metavar="FOLDER|FILE", about=_INPUTS),
        option(lang, "--ruleset", "rulesets", type=FILE, multiple=True, metavar="FILE", about=_RULESET),
        option(lang, "--workbook", type=FILE, metavar="FILE", about=_WORKBOOK),
        listing_option(lang),
        lang_option(lang),
    ]
    return Command("verify", lang, _ABOUT, _verify, params=params, more=_MORE)


def _verify(console: Console, file: str, listing: str, **given: Any) -> int:
    made = _verified(console, file, given)
    if listing == "json":
        import msgspec

        console.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    else:
        console.write("\n".join(_lines(made, console.lang)))
    return _CODES[made.verdict]


def _verified(console: Console, file: str, given: dict[str, Any]) -> Verification:
    from svcqa import sealing
    from svcqa.auditfile import opened

    with opened(file) as stream:
        head = stream.read(len(_ZIP))
        document = head if head == _ZIP else head + stream.read()
    if head == _ZIP:
        if any(given.values()):
            raise UsageError.of(
                "证据包自带台账、规则集和审核工作簿，不必另外给出。",
                "a package has its own inputs, rulesets and workbook; none is to be named.",
                where=file,
            )
        return sealing.verify_package(Path(file), progress=console.progress)
    if not given["inputs"]:
        mend = Text("请用--inputs指出审核时的文件夹或文件。", "Name the folder or file that was audited with --inputs.")
        raise UsageError.of(
            "不是证据包；核对审核结果要有审核时的台账。",
            "this is no package; to verify an audit, what was audited is needed.",
            where=file,
            mend=mend,
        )
    return sealing.verify_audit(document, supplies_of(given), name=file, progress=console.progress)


def _lines(made: Verification, lang: Lang) -> list[str]:
    from svcqa.cli import layout
    from svcqa.sealing.steps import TITLES

    def say(text: Said) -> str:
        return text.zh if lang == "zh" else text.en

    rows = [(f"[{_OUTCOMES[one.outcome].say(lang)}]", TITLES[one.name].say(lang), say(one.said)) for one in made.steps]
    lines = []
    for line, one in zip(layout.table(rows), made.steps, strict=True):
        lines += [line, *(f"    {say(each)}" for each in one.details)]
    return [*lines, _VERDICTS[made.verdict].say(lang)]
