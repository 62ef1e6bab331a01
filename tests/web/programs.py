"""A program that uses the API with somebody's token; for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from svcqa.web.store import tokens
from tests.web.desk import BASE, Office

Files = Sequence[tuple[str, bytes]]


class Program:
    """Asks for what stands under ``/api/v1``."""

    def __init__(self, client: TestClient, token: str) -> None:
        self.client, self.token = client, token

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def get(self, path: str, **parameters: Any) -> Response:
        answer: Response = self.client.get(f"/api/v1{path}", params=parameters, headers=self.headers)
        return answer

    def send(self, path: str, files: Files, **data: Any) -> Response:
        sent = [("files", one) for one in files]
        answer: Response = self.client.post(f"/api/v1{path}", data=data, files=sent, headers=self.headers)
        return answer


def token_of(office: Office, name: str, days: int = 30) -> str:
    """A token of somebody."""
    with office.desk.database.writing() as connection:
        return tokens.make(connection, office.people[name], "test", days, office.by(name))


def program(office: Office, name: str) -> Program:
    """A program of somebody; of nobody if the name is empty."""
    client = TestClient(office.app, base_url=BASE, follow_redirects=False)
    return Program(client, token_of(office, name) if name else "")


def read(path: Path) -> tuple[str, bytes]:
    """A file as it is sent."""
    return path.name, path.read_bytes()
