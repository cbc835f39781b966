"""Databases that a long story has been played on: played once in a test process, copied for every test that begins there."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from flask import Flask
from sqlalchemy import make_url

from service_desk.persistence.database import db
from tests.support.databases import bare_application
from tests.support.postgresql import PostgresServer

T = TypeVar("T")
_numbers = count(1)


class Staged(Protocol):
    """Opens a copy of the database that a story was played on, and returns a copy of what the story returned."""

    def __call__(self, story: Callable[..., T], *about: Hashable) -> T:
        """Play the story about something, or copy what is there from the last time."""
        ...


class Stages:
    """The stories played so far on one kind of database."""

    def __init__(self, empty: Callable[[], str], copied: Callable[[str], str]) -> None:
        self._empty, self._copied = empty, copied
        self._played: dict[Hashable, tuple[str, Any]] = {}

    def after(self, story: Callable[..., T], *about: Hashable) -> tuple[str, T]:
        """Return the address of a copy of the database after the story, and what the story returned."""
        if (story, about) not in self._played:
            url = self._empty()
            with bare_application(url).app_context():
                told = story(*about)
                db.session.remove()
                db.engine.dispose()  # SQLite's last connection writes its log into the file, PostgreSQL copies idle ones
            self._played[story, about] = (url, told)
        url, told = self._played[story, about]
        return self._copied(url), copy.deepcopy(told)


@pytest.fixture(scope="session")
def _sqlite_stages(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    folder = tmp_path_factory.mktemp("stages")

    def copied(url: str) -> str:
        path = folder / f"{next(_numbers)}.sqlite3"
        shutil.copyfile(url.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"

    return Stages(lambda: copied(f"sqlite:///{sqlite_template}"), copied)


@pytest.fixture(scope="session")
def _postgresql_stages(postgres_server: PostgresServer, postgres_template: str) -> Stages:
    def copied(url: str) -> str:
        name = f"stage_{next(_numbers)}"
        postgres_server.create(name, make_url(url).database)
        return postgres_server.url(name)

    return Stages(lambda: copied(postgres_server.url(postgres_template)), copied)


@pytest.fixture
def staged(database_kind: str, request: pytest.FixtureRequest) -> Iterator[Staged]:
    """Begin after a story: `staged(two_months)` in a fixture of the test's own, instead of `database`."""
    stages: Stages = request.getfixturevalue(f"_{database_kind}_stages")
    with ExitStack() as stack:

        def begin(story: Callable[..., T], *about: Hashable) -> T:
            url, told = stages.after(story, *about)
            stack.enter_context(bare_application(url).app_context())
            stack.callback(db.engine.dispose)
            stack.callback(db.session.remove)
            return told

        yield begin


@pytest.fixture
def site_after(app: Flask, _sqlite_stages: Stages) -> Staged:
    """Open the site after a story, `site_after(a_frozen_week)`, before anything else is done on it."""

    def begin(story: Callable[..., T], *about: Hashable) -> T:
        url, told = _sqlite_stages.after(story, *about)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
            Path(url.removeprefix("sqlite:///")).replace(str(db.engine.url.database))
        return told

    return begin
