"""``svcqa.yaml``: settings of this machine (where rulesets lie, what columns mean), never of the audit itself."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic import Field as Slot

from svcqa.errors import ConfigError, Problem, WrongValueError
from svcqa.intake.layout.declared import Tables, TableSetting
from svcqa.registers import DateFormat, Names, Register, Written
from svcqa.requests import ExecutorSpec
from svcqa.rulesets.reading import read_model
from svcqa.suggestions import meant
from svcqa.text import Lang, Text

FILE_NAME = "svcqa.yaml"
VARIABLE = "SVCQA_CONFIG"
HISTORY = "svcqa-history.sqlite"
"""Where the history is if nobody says otherwise: beside ``svcqa.yaml``, or else in the current folder."""
_BEARING = frozenset({"encoding", "columns", "formats", "sheets", "dates", "signals", "exclude"})
"""Settings on which the result of an audit hangs; all others say where things lie, or how they are told."""


def _known_encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise WrongValueError(
            f"没有编码“{name}”；请写utf-8、gb18030或big5",
            f"there is no encoding '{name}'; write utf-8, gb18030 or big5",
        ) from error
    return name


class Engine(Written):
    """Who is to judge, and what it is told."""

    name: str
    """``here`` (this process), or an engine that a plugin brings, such as ``dask``."""
    scheduler: str | None = None
    """Address of a scheduler that is running already, such as ``tcp://10.0.0.5:8786``."""
    memory: str | None = None
    """How much memory it may take on this machine, such as ``4GB``."""
    options: Mapping[str, str | int] = Slot(default_factory=dict)
    """What else the engine knows, such as ``workers`` and ``rows`` of ``dask``."""

    @property
    def spec(self) -> ExecutorSpec:
        """The same as the plugin is told."""
        told = {name: str(value) for name, value in self.options.items()}
        return ExecutorSpec(
            self.name, {**told, **({"scheduler": self.scheduler} if self.scheduler else {})}, self.memory or ""
        )


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class Config(Written):
    """Machine settings; everything may be left out. What the command line says wins."""

    rulesets: Names = ()
    """Names or files of the rulesets to audit against; a file is looked for beside ``svcqa.yaml``."""
    workbook: str | None = None
    """The audit workbook; it is looked for beside ``svcqa.yaml``."""
    history: str | None = None
    """The history of audits: a file, looked for beside ``svcqa.yaml``, or the URL of a PostgreSQL database."""
    operator: str | None = None
    """Who works here, for what is written into the history."""
    lang: Lang | None = None
    encoding: Annotated[str, AfterValidator(_known_encoding)] | None = None
    """Encoding of text files that do not tell theirs."""
    columns: Mapping[str, Mapping[str, str]] = Slot(default_factory=dict)
    """Register → heading of a column → field."""
    formats: Mapping[str, Mapping[str, DateFormat]] = Slot(default_factory=dict)
    """Register → field → how its dates are written, such as ``MM/DD/YYYY hh:mm:ss AM``."""
    sheets: Mapping[str, Tables] = Slot(default_factory=dict)
    """Name of a sheet → the register it holds, or the tables that stand on it."""
    dates: Literal["strict", "lenient"] = "strict"
    """How dates written as text are read: as the policy asks, or also others that can mean one thing only."""
    signals: Mapping[str, bool] = Slot(default_factory=dict)
    """Signal → whether it is looked for; those not named are."""
    exclude: Names = ()
    """Patterns of files not to read, such as ``~$*`` or ``备份/*``."""
    engine: Annotated[Engine, BeforeValidator(_named, json_schema_input_type=str | Engine)] | None = None
    """Who judges: the name of an engine, or its name and what it is told; this process if left out. The result does not
    hang on it."""

    @classmethod
    def found(cls, given: str | Path | None = None) -> Config:
        """The settings of the file that is named, else of that of ``SVCQA_CONFIG``, else of the nearest upward.

        Raises:
            ConfigError: the file named does not exist, or is wrong.
        """
        return load(given)

    @property
    def bearing(self) -> dict[str, Any]:
        """The settings that bear on the result of an audit, as plain data; what is left out there is left out here."""
        return self.model_dump(mode="json", include=set(_BEARING), by_alias=True, exclude_defaults=True)

    @property
    def executor(self) -> ExecutorSpec | None:
        """Who is to judge, as engines are told; none if nothing is set."""
        return self.engine.spec if self.engine else None

    def strangers(self, registers: Mapping[str, Register]) -> Iterator[Problem]:
        """Settings for registers or fields that do not exist; they have no effect.

        Args:
            registers: the registers there are.
        """
        for slot, by_register in (("columns", self.columns), ("formats", self.formats)):
            for name, inner in by_register.items():
                known = _fields(name, registers)
                if not known:
                    yield _no_such(slot, Text("没有台账", "there is no register"), name, registers)
                    continue
                head = Text(f"台账“{name}”没有字段", f"register '{name}' has no field")
                named = inner.values() if slot == "columns" else inner
                yield from (_no_such(slot, head, field, known) for field in named if field not in known)
        for sheet, tables in self.sheets.items():
            for table in tables:
                yield from _strange(f"sheets, {sheet}", table, registers)


def _strange(slot: str, table: TableSetting, registers: Mapping[str, Register]) -> Iterator[Problem]:
    known = _fields(table.of, registers)
    if not known:
        yield _no_such(slot, Text("没有台账", "there is no register"), table.of, registers)
        return
    head = Text(f"台账“{table.of}”没有字段", f"register '{table.of}' has no field")
    yield from (
        _no_such(f"{slot}, {inner}", head, field, known) for inner, field in table.fields() if field not in known
    )


def _fields(register: str, registers: Mapping[str, Register]) -> list[str]:
    """The fields of the registers that bear a name; where several rulesets have one, its ruleset stands before it."""
    bearing = [one for name, one in registers.items() if name == register or name.endswith(f"/{register}")]
    return list(dict.fromkeys(field for one in bearing for field in one.fields))


def _no_such(slot: str, head: Text, name: str, known: Iterable[str]) -> Problem:
    said = Text(f"{head.zh}“{name}”。", f"{head.en} '{name}'.")
    return Problem(said, f"{FILE_NAME}, {slot}", meant(name, known))


def find(given: str | Path | None, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Path | None:
    """The settings file to use: the one given, else that of ``SVCQA_CONFIG``, else the nearest upward.

    Args:
        given: what ``--config`` says.
        environ: environment variables; those of the process if not given.
        folder: where to begin looking; the current folder if not given.

    Returns:
        The file, or ``None`` if none is named and none is found.

    Raises:
        ConfigError: the file named does not exist.
    """
    named = given or (os.environ if environ is None else environ).get(VARIABLE)
    if named:
        if os.path.isfile(named):  # noqa: PTH113 - Path.is_file fails on a name no system can have
            return Path(named)
        option = "--config" if given else VARIABLE
        raise ConfigError.of(
            f"没有设置文件“{named}”。", f"there is no settings file '{named}'.", where=option, mend=_MEND
        )
    start = (folder or Path.cwd()).resolve()
    return next((place / FILE_NAME for place in (start, *start.parents) if (place / FILE_NAME).is_file()), None)


_MEND = Text(zh="请检查路径。", en="Check the path.")


def read(path: Path | None) -> Config:
    """Read a settings file; without one, every setting is left out.

    Raises:
        ConfigError: it is wrong; each problem with file and line.
    """
    if path is None:
        return Config()
    config, _ = read_model(path, Config)
    workbook = None if config.workbook is None else str(path.parent / config.workbook)
    rulesets = tuple(_beside(path, name) for name in config.rulesets)
    history = config.history or HISTORY
    if "://" not in history:
        history = str(path.parent / history)
    return config.model_copy(update={"rulesets": rulesets, "workbook": workbook, "history": history})


def load(given: str | Path | None = None) -> Config:
    """Find the settings file as :func:`find` does, and read it."""
    return read(find(given))


def _beside(path: Path, name: str) -> str:
    """A ruleset file named in the settings lies beside them; any other name is that of an installed ruleset."""
    is_file = name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name
    return str(path.parent / name) if is_file else name
