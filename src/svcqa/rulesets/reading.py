"""From a YAML file to a model, with every problem said by file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from svcqa import yamlfile
from svcqa.errors import ConfigError, Problem, said_by
from svcqa.suggestions import nearest
from svcqa.text import Text
from svcqa.yamlfile import Path, YamlFile

Model = TypeVar("Model", bound=BaseModel)
_SAID = {
    "extra_forbidden": Text(zh="不认识的键“{key}”。", en="unknown key '{key}'."),
    "missing": Text(zh="缺少“{key}”。", en="'{key}' is missing."),
    "literal_error": Text(zh="“{key}”应是{expected}。", en="'{key}' must be {expected}."),
    "string_type": Text(zh="“{key}”应是文字。", en="'{key}' must be text."),
    "bool_type": Text(zh="“{key}”应是true或false。", en="'{key}' must be true or false."),
    "bool_parsing": Text(zh="“{key}”应是true或false。", en="'{key}' must be true or false."),
    "int_type": Text(zh="“{key}”应是整数。", en="'{key}' must be a whole number."),
    "int_parsing": Text(zh="“{key}”应是整数。", en="'{key}' must be a whole number."),
    "float_parsing": Text(zh="“{key}”应是数字。", en="'{key}' must be a number."),
    "tuple_type": Text(zh="“{key}”应是一个列表。", en="'{key}' must be a list."),
    "list_type": Text(zh="“{key}”应是一个列表。", en="'{key}' must be a list."),
    "too_short": Text(zh="“{key}”写得太少。", en="'{key}' holds too little."),
    "dict_type": Text(zh="“{key}”应是“键: 值”的内容。", en="'{key}' must hold keys and values."),
    "mapping_type": Text(zh="“{key}”应是“键: 值”的内容。", en="'{key}' must hold keys and values."),
    "model_type": Text(zh="“{key}”应是“键: 值”的内容。", en="'{key}' must hold keys and values."),
    "date_type": Text(zh="“{key}”应是2024-03-05这样的日期。", en="'{key}' must be a date such as 2024-03-05."),
    "date_parsing": Text(zh="“{key}”应是2024-03-05这样的日期。", en="'{key}' must be a date such as 2024-03-05."),
    "date_from_datetime_parsing": Text(
        zh="“{key}”应是2024-03-05这样的日期。", en="'{key}' must be a date such as 2024-03-05."
    ),
}
_KEPT = 256
"""Files that are kept: some times those of all rulesets that ship."""
_ABSENT = frozenset({"missing"})
"""What is wrong is that something does not stand in the file."""


def read_model(place: Traversable, model: type[Model]) -> tuple[Model, YamlFile]:
    """Read a file people wrote.

    What was read once is kept as long as the process: a text that is the same is the same model, and is not parsed
    again. The file itself is read every time.

    Raises:
        ConfigError: it cannot be read or is not what the model asks for; each problem with its line.
    """
    made, file = _read(text_of(place), _name(place), model)
    return cast("Model", made), file


@lru_cache(maxsize=_KEPT)
def _read(text: str, name: str, model: type[BaseModel]) -> tuple[BaseModel, YamlFile]:
    file = yamlfile.parse(text, name)
    data = {} if file.data is None else file.data  # only comments: nothing is set
    if not isinstance(data, dict):
        raise ConfigError.of("文件里应是“键: 值”的内容。", "the file must hold keys and values.", where=file.where())
    try:
        return model.model_validate(data), file
    except ValidationError as error:
        raise ConfigError.all_of(problems_of(error, file, model=model)) from error


def problems_of(
    error: ValidationError,
    file: YamlFile,
    base: Path = (),
    *,
    model: type[BaseModel] | None = None,
    skip: Callable[[Path], bool] = lambda place: False,
) -> list[Problem]:
    """Each error of a model as a problem with file and line.

    Args:
        error: what the model found.
        file: the file it was read from.
        base: where in the file the model stands.
        model: what was asked for, to suggest the key that was meant.
        skip: True for places within the model whose errors do not count.
    """
    by_place: dict[Path, list[Any]] = {}
    for item in error.errors(include_url=False, include_input=False):
        if not skip(item["loc"]):
            by_place.setdefault(_place(item, file, base), []).append(item)
    return [
        Problem(_said(place, items), file.where(place), _mend(place, items, model)) for place, items in by_place.items()
    ]


def _mend(place: Path, items: Sequence[Any], model: type[BaseModel] | None) -> Text | None:
    if items[0]["type"] != "extra_forbidden":
        return None
    key, known = str(place[-1]), set(_keys(model.model_json_schema()) if model else ())
    if key in known:
        return Text(zh="这个键不能写在这里；请移到它该在的地方。", en="It does not belong here; move it.")
    near = nearest(key, sorted(known))
    return near or Text(zh="请删去它，或改成正确的键。", en="Delete it, or write the right key.")


def _keys(schema: Any) -> Iterator[str]:
    """Every key a model knows, at whatever level."""
    if isinstance(schema, Mapping):
        yield from schema.get("properties", {})
    parts = schema.values() if isinstance(schema, Mapping) else schema if isinstance(schema, list) else ()
    yield from (key for part in parts for key in _keys(part))


def _place(item: Any, file: YamlFile, base: Path) -> Path:
    """The place in the file: a model names ways to read a value too, which nobody wrote."""
    path: Path = base
    for part in item["loc"]:
        # where a list is asked for, one thing may be written without it, and bears no number in the file
        if not (isinstance(part, int) and (*path, part) not in file.lines):
            path = (*path, part)
    while item["type"] not in _ABSENT and len(path) > len(base) and path not in file.lines:
        path = path[:-1]
    return path


def _said(place: Path, items: Sequence[Any]) -> Text:
    """What is wrong at one place; of several ways to read a value, the one that came furthest says why it fails."""
    key = place[-1] if place else ""
    item = next((one for one in items if one["type"] == "value_error"), items[0])
    context = item.get("ctx", {})
    if item["type"] in _SAID:
        return _SAID[item["type"]].fill(key=key, expected=_expected(context))
    reason = said_by(context["error"]) if item["type"] == "value_error" else Text(item["msg"], item["msg"])
    return Text(zh=f"“{key}”：{reason.zh}。" if key else f"{reason.zh}。", en=f"'{key}': {reason.en}.")


def _expected(context: Mapping[str, Any]) -> Text:
    words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    return Text(zh="、".join(words[:-1]) + "或" + words[-1] if words[1:] else "".join(words), en=" or ".join(words))


def _name(place: Traversable) -> str:
    return str(place) if isinstance(place, FilePath) else place.name


def text_of(place: Traversable) -> str:
    """The text of a file people wrote.

    Raises:
        ConfigError: it cannot be opened, or is not UTF-8.
    """
    try:
        return place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError.of(
            "不是UTF-8编码。请另存为UTF-8。", "not UTF-8 text. Save it as UTF-8.", where=_name(place)
        ) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise ConfigError.of(f"无法打开（{said}）。", f"cannot be opened ({said}).", where=_name(place)) from error


def plain(model: BaseModel) -> Any:
    """A model as plain data in a fixed order, for digests and documents."""
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
