"""Forms: what was filled in, and what is wrong with it, said where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Form, Request
from starlette.datastructures import FormData

from svcqa.errors import Problem, SvcqaError

WRONG = 422
"""Status of a page that asks to mend a form."""
Written = Annotated[str, Form()]
"""A field people write into; what is missing is left to the page, which says it where it stands."""


class Faults(dict[str, list[Problem]]):
    """Field → what is wrong with it; nothing for most."""

    def __missing__(self, field: str) -> list[Problem]:
        return []


NONE = Faults()


async def _filled(request: Request) -> FormData:
    return await request.form()


Filled = Annotated[FormData, Depends(_filled)]
"""A form with fields that are not known beforehand; to be asked for after the visit, so that the guard comes first."""


def text(form: FormData, name: str) -> str:
    """What was written into a field; a file is no text."""
    found = form.get(name, "")
    return found.strip() if isinstance(found, str) else ""


def texts(form: FormData, name: str) -> list[str]:
    """What was chosen in a field that may hold several."""
    return [one for one in form.getlist(name) if isinstance(one, str)]


def faults(problems: SvcqaError | Iterable[Problem]) -> Faults:
    """Problems by the field they say they are in."""
    found = Faults()
    for one in problems.problems if isinstance(problems, SvcqaError) else problems:
        found.setdefault(one.where, []).append(one)
    return found
