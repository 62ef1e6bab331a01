"""Getting in: the first administrator is invited, and whoever has lost a password, where nobody else can do it."""

from __future__ import annotations

import datetime as dt

from svcqa.errors import DeskError
from svcqa.text import Text
from svcqa.web.store import links, people
from svcqa.web.store.by import By
from svcqa.web.store.database import Database
from svcqa.web.store.people import Person

ADMINISTRATOR = "admin"


def invitation(database: Database, at: dt.datetime) -> str | None:
    """A one-time link for the administrator, while none has set a password; an older one leads nowhere any more.

    Returns:
        What the link says; none if the desk has its administrator.
    """
    by = By(None, at)
    with database.writing() as connection:
        if not people.nobody_entered(connection):
            return None
        person = people.named(connection, ADMINISTRATOR)
        if person is None:
            person = people.add(connection, ADMINISTRATOR, "管理员", by, administrator=True)
        return links.give(connection, person, by)


def new_link(database: Database, name: str, at: dt.datetime) -> tuple[Person, str]:
    """A new one-time link for an account; the old password holds until it is followed.

    Raises:
        DeskError: there is no such account, or it may not enter.
    """
    with database.writing() as connection:
        person = people.named(connection, name)
        if person is None:
            raise DeskError.of(
                "没有这个账号。", "there is no such account.",
                where=f"--link {name}", mend=Text("请写登录用的账号，不是姓名。", "Name the account, not the person."),
            )  # fmt: skip
        if not person.active:
            raise DeskError.of(
                "这个账号已停用，链接不起作用。", "this account may not enter; a link would lead nowhere.",
                where=f"--link {name}",
                mend=Text("请先由管理员启用。", "An administrator must let it enter first."),
            )  # fmt: skip
        return person, links.give(connection, person, By(None, at))
