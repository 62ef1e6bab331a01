"""``svcqa sample repeat``: the draws of an audit once more, to see whether they give the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcqa import Config, Console, Draw, Lot, Problem, SampleFacts, Text, UsageError, load_audit, lot
from svcqa_sampling.drawing import Asked, at_random
from svcqa_sampling.plans import plan_of
from svcqa_sampling.shares import share
from svcqa_sampling.tickets import GENERATOR

_LISTED = 20
_NONE = Text("这份审核里没有抽样。", "there is no sample in this audit.")
_MASKED = Text(
    "这份审核已隐去个人信息，不能据此重抽。", "personal data are hidden in this audit: nothing can be drawn by it."
)
_BY_PERSON = Text("{file}：由人选取，没有可以重复的抽取。", "{file}: chosen by a person; there is no draw to repeat.")
_OTHER = Text("{file}：用的是别的随机算法（{name}）。", "{file}: drawn by another generator ({name}).")
_SAME = Text("{file}：重抽得到同样的{size}条。", "{file}: drawn again, the same {size} rows.")
_DIFFERS = Text("{file}：重抽的结果不同。", "{file}: drawn again, the rows differ.")
_LOT = Text("批量原为{old}条，现为{new}条", "the lot was {old} records and is {new}")
_FILE = Text(
    "抽样时的文件“{name}”没有，或内容已经不同", "the file '{name}' of the draw is not there, or says something else"
)
_NEW_FILE = Text("文件“{name}”抽样时没有", "the file '{name}' was not there for the draw")
_GONE = Text("原来抽中、重抽没有的：{listed}", "drawn then and not now: {listed}")
_NEW = Text("重抽抽中、原来没有的：{listed}", "drawn now and not then: {listed}")


def run(console: Console, audit: str, paths: Sequence[str], rulesets: Sequence[str], config: str | None) -> int:
    """Draw again; 0 if everything is the same, 1 if something differs."""
    settings = Config.found(config)
    console.prefer(settings.lang)
    kept = load_audit(audit)
    if kept.content.masked_from:
        raise UsageError(Problem(_MASKED, audit))
    if not kept.content.samples:
        raise UsageError(Problem(_NONE, audit))
    differs = False
    for sample in kept.content.samples:
        said, same = _repeated(console, sample, paths, rulesets, settings)
        differs |= not same
        for line in said:
            console.write(line.say(console.lang))
    return int(differs)


def _repeated(
    console: Console, sample: SampleFacts, paths: Sequence[str], rulesets: Sequence[str], settings: Config
) -> tuple[list[Text], bool]:
    """What is to be said of one sample, and whether it is as it was."""
    plan = sample.plan
    if not plan.random:
        return [_BY_PERSON.fill(file=sample.file)], True
    if plan.generator != GENERATOR:
        return [_OTHER.fill(file=sample.file, name=plan.generator)], False
    whole = lot(
        paths, rulesets or plan.rulesets, plan.register, where=plan.where, period=plan.period, as_of=plan.as_of,
        config=settings, progress=console.progress,
    )  # fmt: skip
    for problem in whole.problems:
        console.warn(problem)
    asked = Asked(plan.seed, plan.stratum_field, plan.rule)
    made = at_random(whole, plan_of(plan.written, len(whole), share(plan.confidence)), asked)
    if made.plan.drawn == plan.drawn:
        return [_SAME.fill(file=sample.file, size=plan.size)], True
    return [_DIFFERS.fill(file=sample.file), *_differences(sample, whole, made)], False


def _differences(sample: SampleFacts, whole: Lot, made: Draw) -> Iterator[Text]:
    plan = sample.plan
    if plan.lot != len(whole):
        yield _LOT.fill(old=plan.lot, new=len(whole))
    then, now = {one.sha256 for one in plan.files}, set(whole.files.values())
    yield from (_FILE.fill(name=one.file) for one in plan.files if one.sha256 not in now)
    yield from (_NEW_FILE.fill(name=file) for file, sha256 in whole.files.items() if sha256 not in then)
    old = dict(_named(one.record, one.file, one.sheet, one.row) for one in sample.items)
    new = dict(_named(one.key, one.file, one.sheet, one.row) for one in whole.rows(made.numbers))
    for said, mine, other in ((_GONE, old, new), (_NEW, new, old)):
        listed = [place for key, place in mine.items() if key not in other]
        if listed:
            more = ["…"] if len(listed) > _LISTED else []
            shown = [*listed[:_LISTED], *more]
            yield said.fill(listed=Text("、".join(shown), ", ".join(shown)))


def _named(key: str, file: str, sheet: str, row: int) -> tuple[str, str]:
    """What a row is known by, its key or else its place, and how it is told."""
    place = f"{file} → {sheet} → {row}"
    known = " ".join(key.split())
    return known or place, f"{known} ({place})" if known else place
