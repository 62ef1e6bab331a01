"""What stands first: of what, the score, the level, what is lacking, and the what-if that is no score."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.assessments import Assessment
from svcqa.reports.readiness.nouns import Card, Front
from svcqa.reports.readiness.numbers import exactly, level, points, span
from svcqa.reports.words import Words


def front(made: Assessment, words: Words) -> Front:
    """The first page."""
    return Front(
        facts=list(_facts(made, words)),
        digests=[(words("digest"), made.audit.digest), (words("ready.scheme_digest"), made.scheme.digest)],
        warning=words("ready.indicative") if made.indicative else "",
        why=[words.said(one) for one in made.notes],
        cards=[
            _score(made, words), _level(made, words), _next(made, words), _what_if(made, words), _assessed(made, words),
        ],
        notes=[words("ready.preparation")],
    )  # fmt: skip


def _facts(made: Assessment, words: Words) -> Iterator[tuple[str, str]]:
    yield words("ready.scheme"), f"{words.said(made.scheme.title)} {made.scheme.edition}"
    yield words("as_of"), made.audit.as_of
    yield words("period"), words.period(made.audit.period)
    yield words("ruleset"), words.listed([words.said(one) for one in made.audit.rulesets]) or words("none")


def _score(made: Assessment, words: Words) -> Card:
    note = words("ready.score_settled" if made.score.settled else "ready.score_open")
    specials = words(f"ready.specials_{made.specials_place}")
    cap = words("ready.cap" if made.cap else "ready.no_cap")
    exact = words("ready.exact", exact=exactly(made.score, words))
    return Card("score", words("ready.score"), span(made.score, words), [note, specials, cap], exact)


def _level(made: Assessment, words: Words) -> Card:
    if made.indicative:
        return Card("level", words("ready.level"), words("ready.no_level"), [words("ready.indicative")])
    ends = list(dict.fromkeys(level(made, one, words) for one in (made.score.worst, made.score.best)))
    listed = words.listed(
        [words("ready.level_limit", level=words.said(one), limit=least) for one, least in made.levels]
    )
    figure = ends[0] if len(ends) == 1 else words("ready.span", worst=ends[0], best=ends[1])
    return Card("level", words("ready.level"), figure, [words("ready.levels", listed=listed)])


def _next(made: Assessment, words: Words) -> Card:
    title = words("ready.next")
    if made.way is None:
        return Card("next", title, words("none"), [words("ready.next_none" if made.indicative else "ready.next_done")])
    above = words.said(made.levels[made.way.level][0])
    return Card("next", title, made.way.lacking, [words("ready.next_of", lacking=made.way.lacking, level=above)])


def _what_if(made: Assessment, words: Words) -> Card:
    title = words("ready.if_confirmed")
    if not made.unreviewed:
        return Card("what_if", title, words("none"), [words("ready.if_confirmed_no")])
    note = words("ready.if_confirmed_note", count=f"{made.unreviewed:,}")
    return Card("what_if", title, span(made.if_confirmed, words), [note])


def _assessed(made: Assessment, words: Words) -> Card:
    told = {name: points(getattr(made, name)) for name in ("applicable", "assessed", "obtained")}
    figure = words("ready.share", part=told["obtained"], whole=told["assessed"])
    return Card("assessed", words("ready.assessed"), figure, [words("ready.assessed_note", **told)])
