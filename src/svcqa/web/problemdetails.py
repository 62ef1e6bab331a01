"""Errors as programs are told them: problem details (RFC 9457), in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field

from svcqa.errors import Problem
from svcqa.text import Text
from svcqa.web.words import known

MEDIA = "application/problem+json"


class Saying(BaseModel):
    """A sentence in both languages."""

    zh: str = Field(description="In Chinese.")
    en: str = Field(description="In English.")


class Details(BaseModel):
    """Why there is no other answer (RFC 9457)."""

    type: str = Field(description="Always `about:blank`: the status says what kind of problem it is.")
    title: str = Field(description="The phrase of the status.")
    status: int = Field(description="The status.")
    detail: str = Field(description="What is wrong, in Chinese and English.")
    said: Saying = Field(description="The same, by language.")
    problems: list[Saying] = Field(description="What is wrong in particular, with where and how to mend it.")


def details(
    status: int, detail: str = "", problems: Sequence[Problem] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """An error as an answer.

    Args:
        status: of the answer.
        detail: which of several problems of that status it is.
        problems: what is wrong in particular.
        headers: those of the answer.
    """
    said, more = _said(status, detail), [Saying(zh=one.say("zh"), en=one.say("en")) for one in problems]
    told = Details(
        type="about:blank", title=_phrase(status), status=status, detail=f"{said.zh} {said.en}",
        said=Saying(zh=said.zh, en=said.en), problems=more,
    )  # fmt: skip
    return Response(json.dumps(told.model_dump(), ensure_ascii=True), status, headers, MEDIA)


def unfit(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Parts of a request that are not as the description says."""
    return [Problem(_unfit(one), ".".join(map(str, one["loc"]))) for one in errors]


def _unfit(error: Mapping[str, Any]) -> Text:
    said = str(error.get("msg", ""))
    return Text(f"不符合要求（{said}）。", f"it does not hold ({said}).")


def _said(status: int, detail: str) -> Text:
    names = (f"api.{status}.{detail}", f"api.{status}", f"error.{detail}.mend", f"error.{status}.mend", "api.422")
    words = known()
    return next(words[name] for name in names if name in words)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
