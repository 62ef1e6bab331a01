"""What a check may be told: its settings with their kinds, defaults and meanings, told by the model itself."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from svcqa.conditions import Condition
from svcqa.pages.words import plain, table
from svcqa.settings import (
    CalendarRef,
    FieldRef,
    FieldSlot,
    HappenedRef,
    OuterField,
    PairCondition,
    PartnerCondition,
    PartnerField,
    RegisterRef,
    Settings,
)

_KINDS: Mapping[Any, str] = {
    FieldRef: "字段 field",
    PartnerField: "另一台账的字段 field of the other register",
    OuterField: "外层台账的字段 field of the register around it",
    RegisterRef: "台账 register",
    HappenedRef: "台账 register",
    CalendarRef: "日历 calendar",
    FieldSlot: "`{field: 字段 field}`",
    str: "文字 text",
    bool: "true / false",
    int: "整数 whole number",
    float: "数字 number",
    type(None): "",
}


def settings_tables(model: type[Settings]) -> Iterator[str]:
    """The tables of a check's settings, and of the parts that are models of their own."""
    yield from table(_HEAD, [*_rows(model)])
    for inner in _inner(model):
        yield f"### {inner.__name__}"
        yield ""
        yield plain(" ".join((inspect.getdoc(inner) or "").split()))
        yield ""
        yield from table(_HEAD, [*_rows(inner)])


_HEAD = ("设置 setting", "写什么 takes", "默认 default", "含义 meaning")


def _rows(model: type[BaseModel]) -> Iterator[tuple[str, str, str, str]]:
    meanings = _docstrings(model)
    for name, info in model.model_fields.items():
        default = info.get_default(call_default_factory=True, validated_data={})
        kind = kind_of(info.annotation)
        yield f"`{info.alias or name}`", kind, _default(default), plain(meanings.get(name, ""))


def _default(value: Any) -> str:
    if value is PydanticUndefined:
        return "必填 required"
    return "" if value in (None, (), {}) else f"`{value}`"


def kind_of(annotation: Any) -> str:
    """What a setting takes, in words."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return kind_of(arguments[0])
    if origin in (Union, types.UnionType):
        return " / ".join(dict.fromkeys(word for word in map(kind_of, arguments) if word))
    if origin is Literal:
        return " / ".join(f"`{one}`" for one in arguments)
    if origin is tuple:
        inner = [one for one in arguments if one is not Ellipsis]
        return f"[{'…' if Ellipsis in arguments else ''}{', '.join(map(kind_of, inner))}]".replace(
            "[…", "列表 list of ["
        )
    if origin is not None and issubclass(origin, Mapping):
        return f"{kind_of(arguments[0])} → {kind_of(arguments[1])}"
    return _named(annotation)


def _named(kind: Any) -> str:
    if kind in _KINDS:
        return _KINDS[kind]
    if isinstance(kind, type) and issubclass(kind, PairCondition):
        return "两条记录之间的条件 condition on both records"
    if isinstance(kind, type) and issubclass(kind, PartnerCondition):
        return "另一台账上的条件 condition on the other register"
    if isinstance(kind, type) and issubclass(kind, Condition):
        return "条件 condition"
    name = getattr(kind, "__name__", str(kind))
    return {"Duration": "时长 duration"}.get(name, name)


def _inner(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The models of which parts of the settings are, each once, in order."""
    found: dict[type[BaseModel], None] = {}
    for info in model.model_fields.values():
        for one in _models(info.annotation):
            found[one] = None
            found.update(dict.fromkeys(_inner(one)))
    return list(found)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not FieldSlot:
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """What stands below each setting in its class, those of the classes above it included."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if one.__module__.startswith(("pydantic", "builtins", "typing")) or one is Settings:
            continue
        (body,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
        nodes = getattr(body, "body", [])
        for node, after in pairwise(nodes):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and _is_text(after):
                found[node.target.id] = " ".join(after.value.value.split())
    return found


def _is_text(node: Any) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
