"""Passwords: which are taken, and how they are kept and compared."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from svcqa.errors import DeskError
from svcqa.text import Text

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST, LONGEST = 12, 200
_AT_ONCE = 2
"""Hashes that are computed at the same time: each takes 64 MiB."""


class Passwords:
    """Argon2 hashes.

    Args:
        hasher: computes them; with the strength that is recommended if not given.
    """

    def __init__(self, hasher: PasswordHash | None = None) -> None:
        if hasher is None:
            from pwdlib import PasswordHash

            hasher = PasswordHash.recommended()
        self._hasher, self._turn = hasher, threading.BoundedSemaphore(_AT_ONCE)
        self._nobody = hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        with self._turn:
            return self._hasher.hash(password)

    def fits(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """Whether it is the password, and its hash anew if the kept one is of older strength.

        Without one that is kept, it takes as long to say no: nobody learns by it who has an account.
        """
        with self._turn:
            fits, anew = self._hasher.verify_and_update(password[:LONGEST], kept or self._nobody)
        return fits and kept is not None, anew if kept else None


def check(password: str, again: str, name: str) -> None:
    """A new password is long enough and not easily guessed; of what it is made is left to people (NIST SP 800-63B).

    Raises:
        DeskError: it is not taken.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise _refused(
            f"密码应有{SHORTEST}到{LONGEST}个字符。", f"a password has {SHORTEST} to {LONGEST} characters.",
            Text("可以用一句自己记得住的话。", "A sentence that you remember will do."),
        )  # fmt: skip
    if name in password.casefold() or len(set(password)) < 5:
        raise _refused(
            "这个密码太容易猜到。", "this password is easily guessed.",
            Text("不要包含账号，也不要只用几个不同的字符。", "Leave out the account, and use more characters."),
        )  # fmt: skip
    if password != again:
        raise DeskError.of("两次输入的密码不同。", "the two passwords differ.", where="again")


def _refused(zh: str, en: str, mend: Text) -> DeskError:
    return DeskError.of(zh, en, where="password", mend=mend)
