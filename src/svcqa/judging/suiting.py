"""Suiting: whether a register may be judged in parts, each of which holds whole keys; and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcqa.checks import Context
from svcqa.exhibits import Roster
from svcqa.judging.assessable import is_in_force
from svcqa.judging.belonging import belonging
from svcqa.judging.judge import unassessed
from svcqa.registers import Records
from svcqa.requests import NotPlainError
from svcqa.rulesets import Bound
from svcqa.settings import within
from svcqa.stated import Stated
from svcqa.text import Text

_KEYLESS = Text("台账没有编号列", "the register has no column for its key")
_REFERRED = Text("别的记录用姓名或编号引用这个台账的记录", "records are referred to by others, by number or by name")
_RULE = Text("规则{rule}要同时看到全部记录或别的台账", "rule {rule} must see all records at once, or other registers")


class Beforehand:
    """What has to be known of all records before any of them is judged.

    Args:
        bound: the rules that are to judge.
        context: the period under audit.
        stated: what people state instead of records.
    """

    def __init__(self, bound: Sequence[Bound], context: Context, stated: Stated) -> None:
        self._bound, self._context, self._stated = bound, context, stated
        self._judging: list[int] | None = None
        self.carrying: set[int] = set()
        """Places of the rules by which some record is carried over into the period."""

    def look(self, records: Records) -> None:
        """Look at some of the records, as they come in.

        Raises:
            NotPlainError: they must be judged at once.
        """
        if self._judging is None:
            self._judging = [place for place, one in enumerate(self._bound) if self._judges(one, records)]
            for why in _unsuited(records, [self._bound[place] for place in self._judging], self._context):
                raise NotPlainError(why)
        if self._context.period.first is None or not records.register.closed:
            return
        for place in self._judging:
            if place not in self.carrying and belonging(self._bound[place], records, self._context)[2].any():
                self.carrying.add(place)

    def _judges(self, rule: Bound, records: Records) -> bool:
        return unassessed(rule, {records.name: records}, self._context, self._stated) is None


def _unsuited(records: Records, bound: Iterable[Bound], context: Context) -> Iterator[Text]:
    """Why the records of a register must be judged at once; nothing if they need not."""
    register, name = records.register, records.name
    if any(one not in records.frame for one in register.key):
        yield _KEYLESS
    if register.named_by or register.waives or name in register.foreign_keys.values():
        yield _REFERRED
    yield from (_RULE.fill(rule=one.rule.id) for one in bound if not suits(one, context))


def suits(bound: Bound, context: Context) -> bool:
    """Whether a rule says the same of a record whatever other records there are, but for those of one key."""
    rule, settings = bound.rule, bound.settings
    assert settings is not None  # noqa: S101 - of rules whose parameters are set
    beside = bound.joins or bound.partners() or settings.reads_register()
    whole = bound.spec.scope == "table" or settings.needs_whole() or bound.slots_only
    listed = any(isinstance(one, Roster) for one in bound.spec.exhibits)
    asked = [one for one in (rule.where, *rule.unless, rule.due_when) if one is not None]
    carried = bound.register.closed and not is_in_force(bound, context.period)
    together = beside or whole or listed or carried or any(one.repeats() for one in asked)
    return not together and bool(key_of(bound))


def key_of(bound: Bound) -> tuple[str, ...]:
    """The fields of which a rule must see all records that are alike in them together; none where there are no such.

    It is the key of the register wherever that is enough, which it is for every rule that looks at single records.
    """
    asked = [set(bound.rule.latest_per)] if bound.rule.latest_per else []
    if bound.spec.scope == "key":
        asked.append({field for place, field in bound.places().items() if within(place, bound.spec.key or "")})
    own = bound.register.key
    if all(set(own) <= one for one in asked):
        return own
    alike = set.intersection(*asked)
    return tuple(name for name in bound.register.fields if name in alike)
