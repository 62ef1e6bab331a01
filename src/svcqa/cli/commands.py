"""Click commands that speak Chinese and English: help, usage and errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from svcqa.cli import layout
from svcqa.cli.options import lang_option
from svcqa.errors import Problem, UsageError
from svcqa.suggestions import no_such
from svcqa.text import Lang, Text

_USAGE = Text(zh="用法：", en="Usage: ")
_OPTIONS = Text(zh="选项：", en="Options:")
_COMMANDS = Text(zh="命令：", en="Commands:")
_HELP = Text(zh="显示帮助。", en="Show this help.")
_COMMAND = Text(zh="命令", en="command")
_SOME_OPTIONS = Text(zh="[选项]", en="[OPTIONS]")


class _Spoken(click.Command):
    """Help and errors in one language, laid out by the width of Chinese characters."""

    lang: Lang
    about: Text
    more: Text | None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx  # needed to say which command's help to read
            raise

    def get_usage(self, ctx: click.Context) -> str:
        return _USAGE.say(self.lang) + " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])

    def get_help(self, ctx: click.Context) -> str:
        columns = ctx.obj.width
        lines = [self.get_usage(ctx), "", *layout.wrap(self.about.say(self.lang), columns)]
        for title, rows in self.sections(ctx):
            lines += ["", title.say(self.lang), *layout.described(rows, columns)]
        if self.more:
            lines += ["", *layout.wrap(self.more.say(self.lang), columns)]
        return "\n".join(lines)

    def sections(self, ctx: click.Context) -> list[tuple[Text, list[tuple[str, str]]]]:
        """Titles and rows of the lists in the help."""
        records = [param.get_help_record(ctx) for param in self.params if isinstance(param, click.Option)]
        return [(_OPTIONS, [record for record in records if record])]


class Command(_Spoken):
    """A command; its callback takes the console and the parameters, and returns the exit code."""

    def __init__(  # noqa: PLR0913 - one line a property
        self,
        name: str,
        lang: Lang,
        about: Text,
        callback: Callable[..., int],
        *,
        params: Sequence[click.Parameter],
        more: Text | None = None,
    ) -> None:
        super().__init__(
            name,
            callback=click.pass_obj(callback),
            params=[*params, help_option(lang)],
            help=about.say(lang),
            short_help=first_sentence(about.say(lang)),
            options_metavar=_SOME_OPTIONS.say(lang),
            add_help_option=False,
            context_settings={"allow_extra_args": True},
        )
        self.lang, self.about, self.more = lang, about, more

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what is left over."""
        surplus = super().parse_args(ctx, args)
        if surplus and not ctx.resilient_parsing:
            raise UsageError.of(
                f"多余的参数“{surplus[0]}”。", f"unexpected argument '{surplus[0]}'.", mend=see_help(ctx)
            )
        return surplus


@dataclass(frozen=True)
class Entry:
    """A command of a group: what it does in one sentence, and how to make it."""

    about: Text
    make: Callable[[Lang], click.Command]


class Commands(_Spoken, click.Group):
    """A group whose commands are made when they are called."""

    def __init__(
        self, name: str, lang: Lang, about: Text, entries: Mapping[str, Entry], params: Sequence[click.Parameter] = ()
    ) -> None:
        super().__init__(
            name,
            params=[*params, lang_option(lang), help_option(lang)],
            help=about.say(lang),
            short_help=first_sentence(about.say(lang)),
            options_metavar=_SOME_OPTIONS.say(lang),
            add_help_option=False,
            callback=click.pass_context(_ask_for_command),
            invoke_without_command=True,
            subcommand_metavar=Text(zh="命令 [参数]...", en="COMMAND [ARGS]...").say(lang),
        )
        self.lang, self.about, self.more = lang, about, None
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make a command."""
        return self.entries[cmd_name].make(self.lang) if cmd_name in self.entries else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest a command for one that does not exist."""
        if args[0] not in self.entries and not ctx.resilient_parsing:
            if args[0].startswith("-"):
                raise click.NoSuchOption(args[0], ctx=ctx)
            raise no_such(_COMMAND, args[0], self.entries)
        return super().resolve_command(ctx, args)

    def sections(self, ctx: click.Context) -> list[tuple[Text, list[tuple[str, str]]]]:
        """The options, then the commands."""
        listed = [(name, entry.about.say(self.lang)) for name, entry in self.entries.items()]
        return [*super().sections(ctx), (_COMMANDS, listed)]


def _ask_for_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(ctx)


def help_option(lang: Lang) -> click.Option:
    """``--help``, printed through the console."""
    return click.Option(
        ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, help=_HELP.say(lang), callback=_show_help
    )


def _show_help(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        ctx.obj.write(ctx.get_help())
        ctx.exit()


def see_help(ctx: click.Context | None) -> Text:
    """Where to read how a command is used."""
    path = ctx.command_path if ctx else "svcqa"
    return Text(zh=f"用法见{path} --help。", en=f"See {path} --help.")


def first_sentence(text: str) -> str:
    """The first sentence, for shell completion."""
    return re.split(r"。|\. |\n", text, maxsplit=1)[0]


def mended(error: click.ClickException) -> UsageError:
    """What click found wrong, in both languages and with a way out."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error)
    if isinstance(error, click.MissingParameter) and error.param is not None and ctx is not None:
        name = error.param.make_metavar(ctx) if isinstance(error.param, click.Argument) else error.param.opts[-1]
        return UsageError.of(f"缺少{name}。", f"{name} is missing.", mend=see_help(ctx))
    if isinstance(error, click.BadOptionUsage):
        return _misused(error)
    said = error.format_message()
    return UsageError.of(f"命令行有误（{said}）。", f"the command line is wrong ({said}).", mend=see_help(ctx))


def _no_such_option(error: click.NoSuchOption) -> UsageError:
    options = [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
    known = [name for name in options if name.startswith("--")]
    return no_such(Text(zh="选项", en="option"), error.option_name, known)


def _misused(error: click.BadOptionUsage) -> UsageError:
    params = error.ctx.command.params if error.ctx else []
    name = error.option_name
    is_flag = any(getattr(param, "is_flag", False) and name in param.opts for param in params)
    said = Text("不带值。", "takes no value.") if is_flag else Text("需要一个值。", "needs a value.")
    return UsageError(Problem(said, name, see_help(error.ctx)))
