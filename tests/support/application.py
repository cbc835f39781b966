"""The whole application on a fresh database, at a moment the test chooses, with a visitor at its door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.routing import Rule

from service_desk.config import Settings
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.web import clock as web_clock
from tests.support.compiled import compile_once
from tests.support.databases import share_what_is_compiled
from tests.support.visitor import Visitor

A_TUESDAY_MORNING = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)
"""When tests begin unless they say otherwise: an ordinary working day of a year whose calendar is loaded."""


_compile = Rule.compile
_ROUTES: dict[tuple[Any, ...], dict[str, Any]] = {}


def _compile_once(rule: Rule) -> None:
    """Give a route what it had in the application before; compiling two hundred is most of making an application."""
    key = (rule.rule, repr(rule.defaults), rule.merge_slashes, rule.subdomain, rule.host)
    if key not in _ROUTES:
        _compile(rule)
        names = ("_parts", "_trace", "_converters", "arguments")
        _ROUTES[key] = {name: getattr(rule, name) for name in names} | {
            name: getattr(rule, name).__func__ for name in ("_build", "_build_unknown")
        }
    for name, value in _ROUTES[key].items():
        setattr(rule, name, value.__get__(rule, None) if name.startswith("_build") else value)


@pytest.fixture(scope="session", autouse=True)
def _routes_compiled_once() -> Iterator[None]:
    """Routes compiled for one test's application serve the next ones, as templates do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", _compile_once)
        yield


class StandingClock:
    """A clock that moves only when a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """Return the moment the clock stands at."""
        return self.moment

    def forward(self, **span: float) -> datetime:
        """Move on by a span given as for `timedelta` (days=…, hours=…) and return the new moment."""
        self.moment += timedelta(**span)
        return self.moment


@pytest.fixture
def clock() -> StandingClock:
    """The clock of the application under test."""
    return StandingClock(A_TUESDAY_MORNING)


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an installation in a temporary folder; whatever this machine's environment says is not heard."""
    for name in ("DATABASE_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return Settings(
        instance_folder=tmp_path / "instance",
        database_url=database_url,
        secret_key=SecretStr("a key that signs nothing but the cookies of tests"),
    )


@pytest.fixture
def app(settings: Settings, clock: StandingClock) -> Iterator[Flask]:
    """The application as it is served, CSRF protection and all; only its clock stands still."""
    from service_desk.app import create_app

    application = create_app(settings)
    application.testing = True
    compile_once(application.jinja_env)
    web_clock.init_app(application, clock)
    with application.app_context():
        share_what_is_compiled(db.engine)
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Flask's own test client, for answers that are not pages."""
    return app.test_client()


@pytest.fixture
def new_visitor(app: Flask) -> Callable[..., Visitor]:
    """Make further visitors, each with cookies of his own: `new_visitor(language="en")`."""

    def make(language: str = "zh-CN") -> Visitor:
        return Visitor(app.test_client(), language)

    return make


@pytest.fixture
def visitor(new_visitor: Callable[..., Visitor]) -> Visitor:
    """A visitor who reads Chinese and has not signed in."""
    return new_visitor()
