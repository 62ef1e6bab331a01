"""The API does as its description says, whatever it is sent; on both databases."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from svcqa.web.api.rates import Rates
from tests.history import new_place
from tests.office import workbook
from tests.web.checking import check, with_manual
from tests.web.desk import Office, a_desk
from tests.web.programs import program, read, token_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the package that asks
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis import checks as ask

CHECKS = [
    ask.not_a_server_error, ask.status_code_conformance, ask.content_type_conformance, ask.response_schema_conformance,
    ask.response_headers_conformance,
]  # fmt: skip
_FITTING, _UNFIT = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk at which a workbook was handed in and checked."""
    folder = tmp_path_factory.mktemp("desk")
    with new_place(request.param, folder) as place:
        made = a_desk(folder, place)
        made.app.state.rates = Rates(10**9)
        with_manual(made, folder)
        program(made, "uploader").send("/projects/1/submissions", [read(workbook(folder / "派工.xlsx"))])
        check(made)
        yield made
        made.desk.workshop.close()
        made.desk.database.close()


def _asked(office: Office, examples: int, *, fitting: bool) -> None:
    """Ask for everything that is described, of what exists; ``fitting``: or in ways that are not as described."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", office.app)
        headers = {"Authorization": f"Bearer {token_of(office, 'auditor')}"}
        for found in schema.get_all_operations():
            operation = found.ok()  # type: ignore[union-attr]

            @seed(20260120)
            @settings(
                max_examples=examples,
                derandomize=False,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=_FITTING if fitting else _UNFIT))
            def run(case: Any) -> None:
                if fitting:
                    case.path_parameters = dict.fromkeys(case.path_parameters or {}, 1)
                case.validate_response(case.call(headers=headers), checks=CHECKS)

            run()


@pytest.mark.parametrize("fitting", [True, False])
def test_nothing_that_is_sent_is_answered_otherwise_than_described(office: Office, *, fitting: bool) -> None:
    _asked(office, 6, fitting=fitting)


@pytest.mark.long
@pytest.mark.parametrize("fitting", [True, False])
def test_nor_is_anything_of_much_more(office: Office, *, fitting: bool) -> None:
    _asked(office, 300, fitting=fitting)
