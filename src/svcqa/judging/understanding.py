"""Understanding files before any rule is asked: which registers their sheets hold, and their records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from svcqa.host import Host
from svcqa.intake import Imported, IntakeOptions, Reading, import_files
from svcqa.intake.child import ReadJob
from svcqa.registers import Register
from svcqa.rulesets import Library, Ruleset, load
from svcqa.rulesets.reach import recognisable, registers_idle, waiving


@dataclass(frozen=True)
class Understood:
    """What was made of files.

    Attributes:
        imported: the records and accounts of each group of files.
        registers: the registers they may hold.
        rulesets: those that were asked for.
        library: where rulesets and registers are.
        host: plugins.
    """

    imported: Sequence[Imported]
    registers: Mapping[str, Register]
    rulesets: Sequence[Ruleset]
    library: Library
    host: Host


def understood(
    groups: Sequence[Sequence[ReadJob]],
    rulesets: Sequence[str],
    options: IntakeOptions,
    progress: Callable[[str], None] | None = None,
    host: Host | None = None,
) -> Understood:
    """Read groups of files, such as two versions, by the same registers.

    Args:
        groups: the files of each.
        rulesets: only their registers are recognised; those of all that are installed if none is named.
        options: how files are read.
        progress: told what is being read.
        host: plugins; discovered if not given.

    Raises:
        UsageError: there is no ruleset of such a name.
        ConfigError: a ruleset is wrong.
    """
    with ExitStack() as stack:
        readings = [stack.enter_context(Reading(jobs)) for jobs in groups]  # they read while the rest is loaded here
        host = host or Host.discover()
        library = Library(host.ruleset_folders)
        loaded = [load(name, library) for name in dict.fromkeys(rulesets)]
        registers = recognisable(loaded, library)
        idle = registers_idle(loaded, registers)
        imported = [import_files(one, registers, options, progress, idle=idle) for one in readings]
    return Understood(imported, {**registers, **waiving(idle)}, loaded, library, host)
