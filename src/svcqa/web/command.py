"""``svcqa serve``, as the command line lists it; the work stands in the modules beside."""

from __future__ import annotations

from typing import Any

import click

from svcqa.commands import Command, Console, Option
from svcqa.text import Text

_FOLDER = "svcqa-desk"
_PORT = 8400
_FILE = click.Path(readable=False)
_ABOUT = Text(
    zh="启动质检台：在浏览器里上传、检查、答复和跟踪。\n\n"
    "第一次启动时，会显示一个只能用一次的链接，用来设置管理员密码。",
    en="Start the QA desk: upload, check, answer and follow up in a browser.\n\nAt its first start it shows a link "
    "that works once, with which the administrator's password is set.",
)


def serve() -> Command:
    """The command."""
    return Command("serve", _ABOUT, _serve, [*_kept(), *_listening()])


def _kept() -> list[Option]:
    folder = Text(zh="质检台的文件夹，默认svcqa-desk。", en="Folder of the desk, svcqa-desk by default.")
    database = Text(
        zh="PostgreSQL数据库地址，默认用文件夹里的SQLite。",
        en="URL of a PostgreSQL database; SQLite in the folder by default.",
    )
    workers = Text(zh="同时检查几份上传。", en="How many uploads are checked at the same time.")
    link = Text(
        zh="给这个账号生成新的一次性密码链接，显示后结束；质检台可以照常运行。",
        en="Print a new one-time link to set the password of this account, and end; the desk may be running.",
    )
    return [
        Option("--folder", type=_FILE, default=_FOLDER, metavar="FOLDER", about=folder),
        Option("--database", metavar="URL", about=database),
        Option("--workers", type=click.IntRange(1, 64), default=2, metavar="NUMBER", about=workers),
        Option("--link", metavar="ACCOUNT", about=link),
    ]


def _listening() -> list[Option]:
    host = Text(zh="监听的地址，默认只限本机（127.0.0.1）。", en="Address to listen on, this machine alone by default.")
    port = Text(zh=f"端口，默认{_PORT}。", en=f"Port, {_PORT} by default.")
    certificate = Text(zh="TLS证书文件（PEM）。", en="File with the TLS certificate (PEM).")
    key = Text(zh="TLS私钥文件（PEM）。", en="File with the key of the certificate (PEM).")
    plain = Text(
        zh="不加密也在网络上监听；密码和文件会被同一网络上的人看到。",
        en="Listen on a network without encryption; others on it can read passwords and files.",
    )
    proxied = Text(
        zh="本机上有代理负责HTTPS并转来请求。", en="A proxy on this machine does HTTPS and passes requests on."
    )
    return [
        Option("--host", default="127.0.0.1", metavar="ADDRESS", about=host),
        Option("--port", type=click.IntRange(0, 65535), default=_PORT, metavar="PORT", about=port),
        Option("--tls-certificate", type=_FILE, metavar="FILE", about=certificate),
        Option("--tls-key", type=_FILE, metavar="FILE", about=key),
        Option("--unsafe-plain-http", is_flag=True, about=plain),
        Option("--behind-proxy", is_flag=True, about=proxied),
    ]


def _serve(console: Console, **given: Any) -> int:
    try:
        from svcqa.web.serving import run
    except ModuleNotFoundError as error:
        from svcqa.errors import UsageError

        raise UsageError.of(
            f"没有安装质检台所需的部分（{error.name}）。", f"what the desk needs is not installed ({error.name}).",
            mend=Text('请运行pip install "svcqa[web]"。', 'Run pip install "svcqa[web]".'),
        ) from error  # fmt: skip
    return run(console, **given)
