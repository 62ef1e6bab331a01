"""What programs can do, told to programs and, on a page, to people."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from svcqa.web.api import document, rates
from svcqa.web.pages.access import Anyone, Known
from svcqa.web.pages.templated import page

router = APIRouter()


@router.get("/api")
def show_api(visit: Known) -> Response:
    """The page."""
    base = f"{visit.request.base_url}api/v1/"
    return page(visit, "api.html", routes=document.routes(), base=base, limit=rates.MOST)


@router.get("/api/v1/openapi.json")
def show_openapi(visit: Anyone) -> Response:
    """The description in OpenAPI 3.1; it tells nothing of this desk."""
    return JSONResponse(_description())


@cache
def _description() -> dict[str, Any]:
    return document.description()
