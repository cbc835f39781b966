"""Gives each test a fresh database with today's tables, on SQLite and, where asked, on a real PostgreSQL.

A template is built once per test process and copied for each test: a file copy on SQLite, `create database … template`
on PostgreSQL. What SQLAlchemy has compiled for one test serves the next ones, which ask the same questions of other data.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache

from service_desk.persistence.database import db, install_engine_behaviour
from service_desk.persistence.upgrading import run_migrations
from tests.support.brought import is_fresh
from tests.support.postgresql import PostgresServer

TEMPLATE = "desk_template"


_DIALECTS: dict[str, Dialect] = {}
_COMPILED: LRUCache[Any, Any] = LRUCache(2000)


def share_what_is_compiled(engine: Engine) -> None:
    """Let an engine take the statements that others of its kind have compiled; a dialect of its own would not know them.

    Nor does it wait for the disk, as the tests' PostgreSQL does not.
    """
    engine.dialect = _DIALECTS.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_COMPILED)
    if engine.dialect.name == "sqlite":  # a test's file need not outlive a power cut
        event.listen(
            engine, "connect", lambda connection, _record: connection.execute("pragma synchronous=off")
        )


def bare_application(url: str) -> Flask:
    """Return a Flask application that knows the database and nothing else: no pages, no mail, no settings."""
    app = Flask("bare", instance_path="/nonexistent")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    with app.app_context():
        install_engine_behaviour(db.engine)
        share_what_is_compiled(db.engine)
    return app


def build_schema(url: str) -> None:
    """Create the tables the way an installation gets them: by the migrations."""
    app = bare_application(url)
    with app.app_context():
        run_migrations()
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The PostgreSQL of this test process, started when the first test asks for it."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of a PostgreSQL database with empty tables."""
    postgres_server.create(TEMPLATE)
    build_schema(postgres_server.url(TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with empty tables."""
    path = tmp_path_factory.mktemp("template") / "desk.sqlite3"
    build_schema(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database in a file."""
    path = tmp_path / "desk.sqlite3"
    shutil.copyfile(sqlite_template, path)
    is_fresh(path)
    return f"sqlite:///{path}"


_numbers = count(1)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database."""
    name = f"desk_{next(_numbers)}"
    postgres_server.create(name, postgres_template)
    yield postgres_server.url(name)
    postgres_server.discard(name)


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on: "sqlite", unless it is marked `every_database`."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    """The address of this test's fresh database."""
    return str(request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[database_kind]))


@pytest.fixture
def any_database(database_url: str) -> str:
    """The address of a fresh database; the test runs once on each kind."""
    return database_url


@pytest.fixture
def database(database_url: str) -> Iterator[SQLAlchemy]:
    """The database handle inside a context of its own, for use cases and queries that need no web page.

    A test that runs in several threads opens `bare_application(database_url).app_context()` in each.
    """
    app = bare_application(database_url)
    with app.app_context():
        yield db
        db.session.remove()
        db.engine.dispose()
