"""The nearest register of a sheet that was taken for none: its columns as proposals, for somebody to confirm.

Nothing of it is taken, neither the register nor a column: also a heading that fits exactly is only proposed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from svcqa.accounts import Said
from svcqa.intake.layout.headers import Block, blocks_at
from svcqa.intake.layout.headings import normalised
from svcqa.intake.layout.proposals import proposed
from svcqa.intake.layout.recognising import Candidate, Known, Liked
from svcqa.intake.layout.regions import View

_ROWS, _BLOCKS = 30, 3
"""Among how many rows headings are looked for, and how many rows that may be headings are looked at."""
_FEWEST = 2
"""Columns like those of a register that are no coincidence."""
_LONGEST = 16


@dataclass(frozen=True, eq=False)
class Near:
    """Headings that are like those of a register."""

    block: Block
    liked: Liked


@dataclass(frozen=True, eq=False)
class Nearest:
    """The register whose headings those of a region are most like, and the next one."""

    best: Near
    rival: Near | None

    def why(self, known: Known) -> Said:
        """Why it is named, and why it was not taken."""
        one = self.best.liked
        like = one.score - one.exact
        title = known.registers[one.register].title
        zh = f"最接近“{title.zh}”（得分{one.score}：{one.exact}个列标题相符，{like}个近似），没有采用"
        en = f"nearest to {title.en} (score {one.score}: {one.exact} headings fit, {like} are alike), but not taken"
        if self.rival is not None:
            score, other = self.rival.liked.score, known.registers[self.rival.liked.register].title
            zh += f"，其次是“{other.zh}”（得分{score}）"
            en += f", next is {other.en} (score {score})"
        zh += "；如果是它，请在svcqa.yaml的sheets里写明，并在columns里确认各列"
        return Said(zh, f"{en}; if it is that, name the sheet in svcqa.yaml (sheets) and confirm its columns (columns)")


def nearest(view: View, found: Sequence[Candidate], known: Known) -> Nearest | None:
    """The register whose headings those of a region are most like; None if they are like those of none.

    Args:
        view: the region.
        found: what its headings may be as far as they are known.
        known: the registers.
    """
    blocks = [*([found[0].block] if found else []), *_blocks(view, known)]
    # of equal scores the one that more headings fit as they are, then the upper one
    liked = sorted(
        (near for block in blocks for near in _like(block, known)),
        key=lambda near: (-near.liked.score, -near.liked.exact, near.block.first),
    )
    if not liked:
        return None
    rival = next((near for near in liked if near.liked.register != liked[0].liked.register), None)
    return Nearest(liked[0], rival)


def _blocks(view: View, known: Known) -> Iterator[Block]:
    """The first rows that read like headings: nothing but some short words without digits."""
    rows = (row for row in range(min(view.sheet.rows, _ROWS)) if _may_be_headings(view, row))
    for row in islice(rows, _BLOCKS):
        yield next(blocks_at(view, row, known.words))


def _may_be_headings(view: View, row: int) -> bool:
    words = [normalised(text) for text in view.shown.filled(row).values()]
    short = all(len(word) <= _LONGEST and not any(map(str.isdigit, word)) for word in words)
    return len(words) >= _FEWEST and short and view.shown.is_text(row)


def _like(block: Block, known: Known) -> Iterator[Near]:
    """The block as the headings of each register that knows enough of them."""
    words = tuple(label.levels if label else () for label in block.labels)
    if words not in known.likened:  # the same headings come again on many sheets
        known.likened[words] = list(_likened(block, known))
    return (Near(block, liked) for liked in known.likened[words])


def _likened(block: Block, known: Known) -> Iterator[Liked]:
    for name, register in known.registers.items():
        if name in known.idle:
            continue
        aliases = known.aliases[name]
        fitting = aliases.match(block.labels)
        matches = [
            replace(match, field=None, how="proposed", proposed=match.field) if match.field else match
            for match in proposed(fitting, register, aliases)
        ]
        score = len({match.proposed for match in matches if match.proposed})
        if score >= _FEWEST:
            yield Liked(name, matches, len({match.field for match in fitting if match.field}), score)
