"""Serving: the desk is opened, the first administrator invited, and a server runs until it is stopped."""

from __future__ import annotations

import datetime as dt
import signal
import socket
from contextlib import closing
from pathlib import Path

import uvicorn

from svcqa.commands import Console
from svcqa.errors import Problem, UsageError
from svcqa.text import Text
from svcqa.web import desk as desks
from svcqa.web.app import application
from svcqa.web.desk import Desk
from svcqa.web.listening import Listening
from svcqa.web.starting import ADMINISTRATOR, invitation, new_link

_HERE = Text("质检台：{address}（按Ctrl+C停止）", "The QA desk: {address} (stop with Ctrl+C)")
_FIRST = Text(
    "第一次使用：请打开下面的链接，设置管理员{name}的密码。链接只能用一次。",
    "First start: open this link and set the password of the administrator, {name}. It works once.",
)
_AGAIN = Text(
    "请打开下面的链接，为账号{name}设置新密码。链接只能用一次，三天内有效；如果质检台用别的地址，请换掉/link/前面的部分。",
    "Open this link and set a new password for {name}. It works once, within three days; if the desk is reached at "
    "another address, put that before /link/.",
)
_IN_THE_CLEAR = Problem(
    Text(
        "没有加密，同一网络上的人可以看到密码和文件。",
        "nothing is encrypted; others on the network can read passwords and files.",
    ),
    "--unsafe-plain-http",
)


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    folder: str,
    database: str | None,
    workers: int,
    link: str | None,
    host: str,
    port: int,
    tls_certificate: str | None,
    tls_key: str | None,
    unsafe_plain_http: bool,
    behind_proxy: bool,
) -> int:
    """Serve the desk until it is stopped; or print a link for an account and end.

    Raises:
        UsageError: it would show passwords to a network, or cannot listen there; there is no desk to make a link for.
        DeskError: the database cannot be used; there is no such account, or it may not enter.
    """
    where = Listening(host, port, _path(tls_certificate), _path(tls_key), plain=unsafe_plain_http, proxied=behind_proxy)
    if link is not None:
        return _link(console, Path(folder), database, link, _address(where, port))
    where.check()
    place = desks.made(Path(folder))
    with _listen(where) as listening:
        made = Desk(place, desks.database(place, database), _now, secure=where.secure, workers=workers)
        try:
            _greet(console, made, where, listening.getsockname()[1])
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops it so lets it finish too
            with made.workshop:
                _server(made, where).run(sockets=[listening])
        except KeyboardInterrupt:
            return 0
        finally:
            made.close()
    return 0


def _link(console: Console, folder: Path, url: str | None, name: str, address: str) -> int:
    if not folder.is_dir():
        raise UsageError.of(
            "这里没有质检台。", "there is no desk here.",
            where=f"--folder {folder}", mend=Text("请给出质检台的文件夹。", "Name the folder of the desk."),
        )  # fmt: skip
    with closing(desks.database(folder, url)) as database:
        person, link = new_link(database, name, _now())
    console.say(_AGAIN.fill(name=person.signed))
    console.write(f"{address}link/{link}")
    return 0


def _greet(console: Console, desk: Desk, where: Listening, port: int) -> None:
    address = _address(where, port)
    if where.plain and not where.encrypted:
        console.warn(_IN_THE_CLEAR)
    console.say(_HERE.fill(address=address))
    link = invitation(desk.database, desk.now())
    if link is not None:
        console.say(_FIRST.fill(name=ADMINISTRATOR))
        console.write(f"{address}link/{link}")


def _address(where: Listening, port: int) -> str:
    host = f"[{where.host}]" if ":" in where.host else where.host
    return f"{'https' if where.encrypted else 'http'}://{host}:{port}/"


def _server(desk: Desk, where: Listening) -> uvicorn.Server:
    config = uvicorn.Config(
        application(desk),
        ssl_certfile=where.certificate,
        ssl_keyfile=where.key,
        proxy_headers=where.proxied,
        forwarded_allow_ips="127.0.0.1,::1",
        server_header=False,
        access_log=False,  # addresses hold one-time links
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
    return uvicorn.Server(config)


def _listen(where: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in where.host else socket.AF_INET
    try:
        return socket.create_server((where.host, where.port), family=family, backlog=128)
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError.of(
            f"不能在这里监听（{said}）。", f"cannot listen there ({said}).",
            where=f"{where.host}:{where.port}", mend=Text("请换一个--port。", "Choose another --port."),
        ) from error  # fmt: skip


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
