"""The host: finds the plugins, gathers what they offer, refuses collisions.

The core knows no plugin by name; the built-in readers, reports and checks enter by the same entry points as a
stranger's. Loading a plugin must be cheap: its hooks defer their imports until they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import Distribution, EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

import pluggy

from svcqa import hookspecs
from svcqa.errors import PluginError, Problem, UsageError
from svcqa.signals import spec_of
from svcqa.text import Text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import click

    from svcqa.assessments import Assessment
    from svcqa.findings import Audit
    from svcqa.nonconformities import Nonconformity
    from svcqa.receipts import Receipt
    from svcqa.requests import (
        AssessRequest,
        Document,
        Executor,
        ExecutorSpec,
        Rendered,
        RenderRequest,
        Sheets,
        Source,
        Stretches,
    )
    from svcqa.samples import Projected, SampleFacts
    from svcqa.signals import Signalling
    from svcqa.versions import Comparison


@dataclass(frozen=True)
class Plugin:
    """One entry point: where it comes from, and the error if it could not be loaded."""

    name: str
    module: str
    distribution: str
    version: str
    error: str = ""


class Host:
    """All plugins of this environment, loaded.

    ``Host.discover()`` raises on the first plugin that cannot be loaded; ``strict=False`` keeps the error in
    :attr:`plugins` instead, for listing them.
    """

    def __init__(self, manager: pluggy.PluginManager, plugins: Iterable[Plugin]) -> None:
        self.manager = manager
        self.plugins = tuple(plugins)

    @classmethod
    def discover(cls, *, strict: bool = True, only: Callable[[EntryPoint], bool] | None = None) -> Host:
        """Load every plugin of the entry-point group ``svcqa``, in the order of their names.

        Raises:
            PluginError: with ``strict``, one or more plugins cannot be loaded; all are named.
        """
        manager = pluggy.PluginManager(hookspecs.PROJECT)
        manager.add_hookspecs(hookspecs)
        found = sorted(entry_points(group=hookspecs.PROJECT), key=lambda point: (point.name, point.value))
        named = cache(_named)  # what a distribution says of itself is read anew whenever one asks
        plugins = [_load(manager, point, named) for point in found if only is None or only(point)]
        broken = [plugin for plugin in plugins if plugin.error]
        if strict and broken:
            raise PluginError.all_of(_broken(plugin) for plugin in broken)
        return cls(manager, plugins)

    @cached_property
    def checks(self) -> dict[str, Callable[..., Any]]:
        """Check name → check, from all plugins.

        Raises:
            PluginError: two plugins offer checks of one name.
        """
        return _gather(
            ((spec.name, check), plugin)
            for plugin, offered in self._offers("svcqa_checks")
            for check in offered
            if (spec := check.__svcqa_check__)
        )

    @cached_property
    def ruleset_folders(self) -> list[Traversable]:
        """Folders of rulesets and registers, in plugin order."""
        return [folder for _, offered in self._offers("svcqa_rulesets") for folder in offered]

    @cached_property
    def formats(self) -> dict[str, str]:
        """Report format → the plugin that renders it.

        Raises:
            PluginError: two plugins offer one format.
        """
        return _gather(
            ((name, plugin), plugin) for plugin, offered in self._offers("svcqa_formats") for name in offered
        )

    @cached_property
    def engines(self) -> dict[str, str]:
        """Engine → the plugin that brings it; ``here``, this process, needs none.

        Raises:
            PluginError: two plugins offer one engine.
        """
        return _gather(
            ((name, plugin), plugin) for plugin, offered in self._offers("svcqa_engines") for name in offered
        )

    @cached_property
    def signals(self) -> dict[str, Signalling]:
        """Signal name → the function, from all plugins.

        Raises:
            PluginError: two plugins offer signals of one name.
        """
        return _gather(
            ((str(spec_of(function).name), function), plugin)
            for plugin, offered in self._offers("svcqa_signals")
            for function in offered
        )

    @cached_property
    def commands(self) -> dict[str, click.Command]:
        """Command name → command, from all plugins.

        Raises:
            PluginError: two plugins offer commands of one name.
        """
        return _gather(
            ((str(command.name), command), plugin)
            for plugin, offered in self._offers("svcqa_commands")
            for command in offered
        )

    def read(self, source: Source) -> Sheets | None:
        """Let the readers try a file; None if none of them knows its content."""
        found: Sheets | None = self.manager.hook.svcqa_read(source=source)
        return found

    def stretches(self, source: Source, rows: int) -> Stretches | None:
        """Let the readers begin a file some rows at a time; None if it is to be read as a whole."""
        found: Stretches | None = self.manager.hook.svcqa_stretches(source=source, rows=rows)
        return found

    def render(self, audit: Audit, request: RenderRequest) -> Rendered | None:
        """Let the reports render an audit; None if none of them knows the format."""
        made: Rendered | None = self.manager.hook.svcqa_render(audit=audit, request=request)
        return made

    def receipt(self, receipt: Receipt, request: RenderRequest) -> bytes | None:
        """Let the reports write a receipt; None if none of them knows the format."""
        made: bytes | None = self.manager.hook.svcqa_receipt(receipt=receipt, request=request)
        return made

    def comparison(self, comparison: Comparison, request: RenderRequest) -> bytes | None:
        """Let the reports write a comparison; None if none of them knows the format."""
        made: bytes | None = self.manager.hook.svcqa_comparison(comparison=comparison, request=request)
        return made

    def nonconformity(self, audit: Audit, one: Nonconformity, request: RenderRequest) -> bytes | None:
        """Let the reports write the report of a nonconformity; None if none of them knows the format."""
        made: bytes | None = self.manager.hook.svcqa_nonconformity(audit=audit, nonconformity=one, request=request)
        return made

    def template(self, document: Document, request: RenderRequest) -> bytes | None:
        """Let the reports hand out a template; None if none of them has one for the format."""
        made: bytes | None = self.manager.hook.svcqa_template(document=document, request=request)
        return made

    def project(self, sample: SampleFacts) -> Projected | None:
        """Let plugins state what a sample says of its lot; None if none of them does."""
        found: Projected | None = self.manager.hook.svcqa_projection(sample=sample)
        return found

    def assess(self, audit: Audit, request: AssessRequest) -> Assessment | None:
        """Let plugins say how ready an office is by a scheme; None if none of them scores by it."""
        made: Assessment | None = self.manager.hook.svcqa_assess(audit=audit, request=request)
        return made

    def assessment(self, assessment: Assessment, request: RenderRequest) -> bytes | None:
        """Let the reports write an assessment; None if none of them knows the format."""
        made: bytes | None = self.manager.hook.svcqa_assessment(assessment=assessment, request=request)
        return made

    def executor(self, wanted: ExecutorSpec | None) -> Executor:
        """The executor of an engine; without a wish, this process.

        Raises:
            UsageError: no plugin offers the engine, or it is not installed whole, or told what it does not know.
            EngineError: nobody is there to judge.
        """
        from svcqa.execute import Here
        from svcqa.requests import HERE

        if wanted is None or wanted.engine == HERE:
            if wanted and (wanted.options or wanted.memory):
                raise _takes_nothing([*wanted.options, *(["memory"] if wanted.memory else [])])
            return Here()
        made: Executor | None = self.manager.hook.svcqa_executor(spec=wanted) if wanted.engine in self.engines else None
        if made is None:
            raise _no_engine(wanted.engine, [HERE, *self.engines])
        return made

    def offers_of(self, plugin: str) -> dict[str, list[str]]:
        """What one plugin offers, by hook, for listing."""
        found: dict[str, list[str]] = {}
        for hook, naming in _NAMING.items():
            names = [naming(thing) for _, offered in self._offers(hook, of=plugin) for thing in offered]
            if names:
                found[hook] = names
        return found

    def _offers(self, hook: str, of: str | None = None) -> list[tuple[str, list[Any]]]:
        """(plugin, what it offers) for one hook, in plugin order; of one plugin, no other is called."""
        implementations = getattr(self.manager.hook, hook).get_hookimpls()
        return sorted(
            (impl.plugin_name, list(impl.function())) for impl in implementations if of in {None, impl.plugin_name}
        )


_NAMING: dict[str, Callable[[Any], str]] = {
    "svcqa_signals": lambda function: spec_of(function).name,
    "svcqa_checks": lambda check: str(check.__svcqa_check__.name),
    "svcqa_rulesets": lambda folder: str(folder.name),
    "svcqa_formats": str,
    "svcqa_engines": str,
    "svcqa_commands": lambda command: str(command.name),
}


def _named(distribution: Distribution | None) -> tuple[str, str]:
    """Name and version."""
    said = distribution.metadata if distribution else {"Name": "", "Version": ""}
    return said["Name"], said["Version"]


def _load(
    manager: pluggy.PluginManager, point: EntryPoint, named: Callable[[Distribution | None], tuple[str, str]]
) -> Plugin:
    distribution, version = named(point.dist)
    error = ""
    try:
        manager.register(point.load(), name=point.name)
        manager.check_pending()
    except Exception as cause:  # whatever a stranger's module raises is its load error
        error = f"{type(cause).__name__}: {cause}"
    return Plugin(point.name, point.value, distribution, version, error)


def _broken(plugin: Plugin) -> Problem:
    return Problem(
        Text(
            zh=f"插件{plugin.name}（{plugin.distribution} {plugin.version}）无法加载：{plugin.error}。",
            en=f"plugin {plugin.name} ({plugin.distribution} {plugin.version}) cannot be loaded: {plugin.error}.",
        ),
        plugin.module,
        Text(zh="请更新或卸载它。", en="Update or uninstall it."),
    )


def _no_engine(name: str, known: Iterable[str]) -> UsageError:
    listed = [*known]
    mend = Text(
        zh=f'可用的有：{"、".join(listed)}。除here外，先安装同名的可选部分：pip install "svcqa[名称]"',
        en=f'Available: {", ".join(listed)}. All but here need the extra of their name: pip install "svcqa[NAME]"',
    )
    return UsageError.of(f"没有引擎“{name}”。", f"there is no engine '{name}'.", where="--engine", mend=mend)


def _takes_nothing(told: Sequence[str]) -> UsageError:
    mend = Text(zh="请去掉，或换一个引擎。", en="Leave it out, or name another engine.")
    return UsageError.of(
        f"引擎here（本进程）没有设置“{told[0]}”。",
        f"the engine here (this process) has no option '{told[0]}'.",
        where="engine",
        mend=mend,
    )


def _gather(offers: Iterable[tuple[tuple[str, Any], str]]) -> dict[str, Any]:
    """Name → thing; two plugins that offer one name are refused, both named."""
    found: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for (name, thing), plugin in offers:
        if name in found:
            raise PluginError.of(
                f"插件{owners[name]}与{plugin}都提供“{name}”。请卸载其中一个。",
                f"plugins {owners[name]} and {plugin} both offer '{name}'. Uninstall one of them.",
            )
        found[name], owners[name] = thing, plugin
    return found
