"""The rulesets that commands about rules work on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from svcqa.cli.console import Console
from svcqa.errors import UsageError
from svcqa.suggestions import no_such
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.host import Host
    from svcqa.rulesets import Ruleset


def loaded(
    names: Sequence[str], config: str | None, parameters: Mapping[str, str], console: Console
) -> tuple[Host, list[Ruleset]]:
    """The plugins, and the rulesets that a command names or else the settings file.

    Raises:
        UsageError: there is none of such a name, none is named, or no ruleset has a parameter of such a name.
        ConfigError: a file is wrong.
    """
    from svcqa.config import load as load_config
    from svcqa.host import Host
    from svcqa.rulesets import Library, load
    from svcqa.rulesets.binding import with_parameters

    settings = load_config(config)
    console.prefer(settings.lang)
    wanted = tuple(names) or settings.rulesets
    if not wanted:
        mend = Text(zh="请用--ruleset给出名称或文件。", en="Name one with --ruleset NAME or FILE.")
        raise UsageError.of("没有指定规则集。", "no ruleset given.", mend=mend)
    host = Host.discover()
    library = Library(host.ruleset_folders)
    rulesets = [with_parameters(load(name, library), parameters) for name in dict.fromkeys(wanted)]
    known = [name for ruleset in rulesets for name in ruleset.parameters]
    for name in parameters:
        if name not in known:
            raise no_such(Text(zh="参数", en="parameter"), name, known, "--param")
    return host, rulesets
