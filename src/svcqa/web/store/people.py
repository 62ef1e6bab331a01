"""People: their accounts, and the passwords with which they enter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from svcqa.errors import DeskError
from svcqa.text import Lang, Text
from svcqa.web.store import schema, sessions, trail
from svcqa.web.store.by import By

_NAME = re.compile(r"[\w.@+-]{2,64}")
_LONGEST = 60
"""Characters of a shown name."""


@dataclass(frozen=True)
class Person:
    """Somebody with an account.

    Attributes:
        id: their number.
        name: the account, with which they log in; it never changes.
        shown: what others read.
        administrator: manages people and projects.
        active: may enter.
        lang: the language of their pages.
        entered: has set a password.
    """

    id: int
    name: str
    shown: str
    administrator: bool
    active: bool
    lang: Lang
    entered: bool

    @property
    def signed(self) -> str:
        """The person as histories name them."""
        return f"{self.shown} ({self.name})" if self.shown != self.name else self.name


def account(written: str) -> str:
    """The name of an account as it is compared: letters of one width and case."""
    return unicodedata.normalize("NFKC", written).replace("\0", "").strip().casefold()


def add(  # noqa: PLR0913 - what an account is made of
    connection: Connection, name: str, shown: str, by: By, *, administrator: bool = False, lang: Lang = "zh"
) -> Person:
    """A new account, without a password yet.

    Raises:
        DeskError: the name is taken, or none; the shown name is none.
    """
    account_name = _fitting(name)
    if named(connection, account_name):
        raise DeskError.of("这个账号已经有了。", "there is such an account already.", where="name")
    values = {
        "name": account_name, "shown": _shown(shown), "administrator": administrator, "active": True, "lang": lang,
        "created_at": by.moment,
    }  # fmt: skip
    made = connection.execute(insert(schema.people).values(values)).inserted_primary_key
    person = found(connection, made[0] if made else 0)
    trail.note(connection, by, "person.added", account_name, data={"administrator": administrator})
    return person


def found(connection: Connection, number: int) -> Person:
    """A person by number.

    Raises:
        LookupError: there is none.
    """
    row = connection.execute(select(schema.people).where(schema.people.c.id == number)).one_or_none()
    if row is None:
        raise LookupError(number)
    return _person(row)


def named(connection: Connection, name: str) -> Person | None:
    """A person by account."""
    row = connection.execute(select(schema.people).where(schema.people.c.name == account(name))).one_or_none()
    return None if row is None else _person(row)


def listed(connection: Connection) -> Sequence[Person]:
    """All accounts by name, those that may not enter last."""
    ordered = select(schema.people).order_by(schema.people.c.active.desc(), schema.people.c.name)
    return [_person(row) for row in connection.execute(ordered)]


def nobody_entered(connection: Connection) -> bool:
    """No administrator has set a password yet: this is a desk at its first start."""
    people = schema.people.c
    ready = select(func.count()).where(people.administrator, people.active, people.password.is_not(None))
    return connection.execute(ready).scalar_one() == 0


def password_of(connection: Connection, person: Person) -> str | None:
    """The hash of the password, if one was set."""
    kept = select(schema.people.c.password).where(schema.people.c.id == person.id)
    found: str | None = connection.execute(kept).scalar_one()
    return found


def rehash(connection: Connection, person: Person, password: str) -> None:
    """Keep the same password under a newer hash."""
    _set(connection, person, password=password)


def set_password(connection: Connection, person: Person, password: str, by: By, *, keep: str | None = None) -> None:
    """Set the hash of a password; whoever is logged in as this person is logged out.

    Args:
        connection: where it is written.
        person: whose it is.
        password: the hash.
        by: who sets it.
        keep: the digest of the session that goes on.
    """
    _set(connection, person, password=password)
    sessions.end_all(connection, person.id, keep=keep)
    trail.note(connection, by, "person.password", person.name)


def describe(connection: Connection, person: Person, shown: str, lang: Lang, by: By) -> Person:
    """Change what others read, and the language.

    Raises:
        DeskError: the shown name is none.
    """
    changed = replace(person, shown=_shown(shown), lang=lang)
    if changed != person:
        _set(connection, person, shown=changed.shown, lang=lang)
        before, after = {"shown": person.shown, "lang": person.lang}, {"shown": changed.shown, "lang": lang}
        trail.note(connection, by, "person.described", person.name, data={"before": before, "after": after})
    return changed


def admit(connection: Connection, person: Person, by: By, *, active: bool, administrator: bool) -> Person:
    """Say whether somebody may enter, and whether as an administrator.

    Raises:
        DeskError: nobody would be left to administer the desk.
    """
    changed = replace(person, active=active, administrator=administrator)
    if changed == person:
        return person
    _set(connection, person, active=active, administrator=administrator)
    if _administrators(connection) == 0:
        raise DeskError.of(
            "这样就没有可以登录的管理员了。", "nobody would be left to administer the desk.", where="administrator",
            mend=Text("请先指定另一位管理员。", "Make somebody else an administrator first."),
        )  # fmt: skip
    if not active:
        sessions.end_all(connection, person.id)
    data = {
        "before": {"active": person.active, "administrator": person.administrator},
        "after": {"active": active, "administrator": administrator},
    }
    trail.note(connection, by, "person.admitted", person.name, data=data)
    return changed


def _administrators(connection: Connection) -> int:
    people = schema.people.c
    return connection.execute(select(func.count()).where(people.administrator, people.active)).scalar_one()


def _set(connection: Connection, person: Person, **values: object) -> None:
    connection.execute(update(schema.people).where(schema.people.c.id == person.id).values(values))


def _fitting(name: str) -> str:
    account_name = account(name)
    if not _NAME.fullmatch(account_name) or _mixes(account_name):
        raise DeskError.of(
            "账号应是2到64个字母、数字或汉字，可带.@+-_。",
            "an account is 2 to 64 letters or digits, and may hold .@+-_.",
            where="name",
        )
    return account_name


def _mixes(name: str) -> bool:
    """Letters of one alphabet stand among those of another, of which some look alike."""
    alphabets = {unicodedata.name(one, "").partition(" ")[0] for one in name if one.isalpha()}
    return "LATIN" in alphabets and not alphabets <= {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL"}


def _shown(shown: str) -> str:
    said = " ".join(shown.split())
    if not said or len(said) > _LONGEST or not said.isprintable():
        raise DeskError.of(
            f"请写姓名，最多{_LONGEST}个字。", f"write a name of at most {_LONGEST} characters.", where="shown"
        )
    return said


def _person(row: Any) -> Person:
    lang: Lang = "en" if row.lang == "en" else "zh"
    return Person(
        row.id, row.name, row.shown, bool(row.administrator), bool(row.active), lang, row.password is not None
    )
