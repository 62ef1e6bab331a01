"""The description of the API in OpenAPI 3.1, for programs and for the page that tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from svcqa.text import Text
from svcqa.version import VERSION
from svcqa.web.api import results, submissions
from svcqa.web.problemdetails import MEDIA, Details
from svcqa.web.words import known

ROUTERS: tuple[APIRouter, ...] = (submissions.router, results.router)
"""What programs may ask."""
_REFUSALS = {
    "400": "It cannot be understood.", "401": "There is no valid token.", "403": "The person may not do this.",
    "404": "There is no such thing, or it is not open to the person.", "413": "It is too large.",
    "422": "The request does not hold.", "429": "Too many requests; `Retry-After` says when to ask again.",
}  # fmt: skip

_PROJECT = {
    "name": "project", "in": "path", "required": True, "description": "Number of a project you belong to.",
    "schema": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A route as people read of it."""

    method: str
    path: str
    does: Text


def routes() -> list[Told]:
    """All routes, in their order."""
    found = [cast("APIRoute", route) for router in ROUTERS for route in router.routes]
    return [Told(", ".join(sorted(one.methods or ())), one.path, _does(one.name)) for one in found]


def description() -> dict[str, Any]:
    """The description, in OpenAPI 3.1."""
    every = [route for router in ROUTERS for route in router.routes]
    made = get_openapi(title="svcqa", version=VERSION, description=_about(), routes=every)
    schemas = made["components"]["schemas"]
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    details = Details.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= {"Details": details, **details.pop("$defs", {})}
    names = {(one.path, method.lower()): one.name for one in map(_api, every) for method in one.methods or ()}
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            _describe(operation, names[path, method])
            if "{project}" in path:  # the guard reads it, and no route names it
                operation.setdefault("parameters", []).insert(0, _PROJECT)
    return made


def _describe(operation: dict[str, Any], name: str) -> None:
    """Say in both languages what a route does, and how it refuses."""
    does = _does(name)
    operation |= {"operationId": name, "summary": does.en, "description": f"{does.en}\n\n{does.zh}"}
    refusal = {MEDIA: {"schema": {"$ref": "#/components/schemas/Details"}}}
    for status, words in _REFUSALS.items():
        operation["responses"][status] = {"description": words, "content": refusal}
    if "409" in operation["responses"]:
        operation["responses"]["409"]["content"] = refusal


def _does(name: str) -> Text:
    return known()[f"api.does.{name}"]


def _about() -> str:
    about = known()["api.about"]
    return f"{about.en}\n\n{about.zh}"


def _api(route: object) -> APIRoute:
    return cast("APIRoute", route)
