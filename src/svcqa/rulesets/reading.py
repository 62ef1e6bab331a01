"""From a YAML file to a model, with every problem said by file and line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from svcqa import yamlfile
from svcqa.errors import ConfigError, Problem
from svcqa.text import Text
from svcqa.yamlfile import Path, YamlFile

Model = TypeVar("Model", bound=BaseModel)
_SAID = {
    "extra_forbidden": Text(zh="不认识的键“{key}”。", en="unknown key '{key}'."),
    "missing": Text(zh="缺少“{key}”。", en="'{key}' is missing."),
}


def read_model(place: Traversable, model: type[Model]) -> tuple[Model, YamlFile]:
    """Read a file people wrote.

    Raises:
        ConfigError: it cannot be read or is not what the model asks for; each problem with its line.
    """
    file = yamlfile.parse(_text(place), _name(place))
    data = {} if file.data is None else file.data  # only comments: nothing is set
    if not isinstance(data, dict):
        raise ConfigError.of("文件里应是“键: 值”的内容。", "the file must hold keys and values.", where=file.where())
    try:
        return model.model_validate(data), file
    except ValidationError as error:
        raise ConfigError.all_of(problems_of(error, file)) from error


def problems_of(error: ValidationError, file: YamlFile, base: Path = ()) -> Iterator[Problem]:
    """Each error of a model as a problem with file and line."""
    for item in error.errors(include_url=False, include_input=False):
        path = (*base, *item["loc"])
        key = item["loc"][-1] if item["loc"] else ""
        said = _SAID.get(item["type"])
        message = item["msg"].removeprefix("Value error, ")
        about = Text(zh=f"“{key}”：" if key != "" else "", en=f"'{key}': " if key != "" else "")
        text = said.fill(key=key) if said else Text(zh=f"{about.zh}{message}。", en=f"{about.en}{message}.")
        yield Problem(text, file.where(path))


def _name(place: Traversable) -> str:
    return str(place) if isinstance(place, FilePath) else place.name


def _text(place: Traversable) -> str:
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
