"""Facts of an audit beside its verdicts: what it was done with, and how much of it could be assessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from svcqa.accounts import Said
from svcqa.basis import (
    CommonFacts,
    Contrast,
    Coverage,
    EngineFacts,
    Order,
    ParameterFacts,
    RegisterFacts,
    RulesetFacts,
    Run,
)
from svcqa.evidence import CORE, Evidence
from svcqa.findings import EvidenceFacts, Tally
from svcqa.host import Host
from svcqa.judging import reasons
from svcqa.registers import Register
from svcqa.rulesets import Bound, Ruleset
from svcqa.rulesets.models import Common
from svcqa.rulesets.parameters import shown
from svcqa.text import Text
from svcqa.version import VERSION


def coverage(tallies: Iterable[Tally], bound: Sequence[Bound]) -> Coverage:
    """Share of the rules assessed; the built-in rules do not count."""
    own = {rule.ruleset for rule in bound}
    missing = Counter(tally.reason.code for tally in tallies if tally.ruleset in own and tally.reason is not None)
    return Coverage(len(bound), len(bound) - missing.total(), dict(sorted(missing.items())))


def rulesets(loaded: Iterable[Ruleset]) -> list[RulesetFacts]:
    """The rulesets as they were used."""
    return [RulesetFacts(one.name, _said(one.title), one.version, one.digest, str(one.look_back)) for one in loaded]


def contrasts(loaded: Sequence[Ruleset]) -> list[Contrast]:
    """Where rules that were used ask for different things: as the rulesets say it, each matter once."""
    used = {placed.rule.id for one in loaded for placed in one.rules}
    found: dict[tuple[str, ...], Contrast] = {}
    for one in loaded:
        for contrast in one.contrasts:
            mine = tuple(rule for rule in contrast.rules if rule in used)
            if len(mine) > 1:
                found.setdefault(mine, Contrast(_said(contrast.title), list(mine)))
    return list(found.values())


def registers(judged: Mapping[str, Register]) -> dict[str, RegisterFacts]:
    """What the registers and their fields are called."""
    return {
        name: RegisterFacts(
            _said(register.title),
            {field: _said(spec.title) for field, spec in register.fields.items()},
            register.personal(),
        )
        for name, register in judged.items()
    }


def parameters(loaded: Iterable[Ruleset]) -> list[ParameterFacts]:
    """Every parameter, its value and where it came from."""
    return [fact for ruleset in loaded for fact in _parameters(ruleset)]


def _parameters(ruleset: Ruleset) -> Iterator[ParameterFacts]:
    for name, item in ruleset.parameters.items():
        one = item.parameter
        value = None if item.value is None else shown(item.value)
        date = one.date.isoformat() if one.date else ""
        common = _common(one.common) if one.common else None
        yield ParameterFacts(
            ruleset.name, name, _said(one.title), value, item.origin, one.source, one.approved_by, date, common
        )


def _common(one: Common) -> CommonFacts:
    return CommonFacts(shown(one.value), one.confidence, _said(one.source))


def reason_texts(bound: Iterable[Bound]) -> dict[str, Said]:
    """The text of every reason code that can occur."""
    texts = dict(reasons.TEXTS)
    for rule in bound:
        texts.update({reasons.named(rule.spec.name, code): text for code, text in rule.spec.reasons.items()})
    return {code: _said(texts[code]) for code in sorted(texts)}


def evidence(bound: Iterable[Bound]) -> dict[str, dict[str, EvidenceFacts]]:
    """What each check that was used gives as evidence, in words."""
    used = {rule.spec.name: {**rule.spec.evidence, **CORE} for rule in bound}
    return {check: {name: _piece(one) for name, one in told.items()} for check, told in sorted(used.items())}


def _piece(one: Evidence) -> EvidenceFacts:
    return EvidenceFacts(_said(one.title), {code: _said(text) for code, text in one.codes.items()}, one.lengths)


def this_run(host: Host, order: Order | None = None, engine: EngineFacts | None = None) -> Run:
    """With what svcqa is run, what was ordered, and who judged; not part of an audit's digest."""
    plugins = {plugin.name: f"{plugin.distribution} {plugin.version}" for plugin in host.plugins}
    return Run(VERSION, plugins, order, engine)


def _said(text: Text) -> Said:
    return Said(text.zh, text.en)
