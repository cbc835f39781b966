"""`service-desk init`: the first administrator comes in by a one-time link, and there is no second first one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from service_desk.app import create_app
from service_desk.cli import main
from service_desk.config import Settings
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db
from tests.support.visitor import Visitor

PASSWORD = "四个不相干的词连起来"


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the command takes for its instance folder."""
    for name in ("DATABASE_URL", "DESK_DATABASE_URL", "DESK_CLOCK_AT", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))
    monkeypatch.setenv("DESK_PUBLIC_URL", "http://desk.zone.example")
    return tmp_path


@pytest.fixture
def site(installation: Path) -> Iterator[Flask]:
    """The site on the same folder, as `serve` would run it."""
    app = create_app(Settings(instance_folder=installation))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def init(*options: str) -> Result:
    return CliRunner().invoke(main, ["init", *options])


def link_in(result: Result) -> str:
    found = re.search(r"http://desk\.zone\.example(/link/\S+)", result.output)
    assert found, result.output
    return found[1]


def administrators(site: Flask) -> list[User]:
    with site.app_context():
        return [user for user in db.session.scalars(sa.select(User)) if Role.ADMINISTRATOR in user.roles]


def test_the_link_lets_the_first_administrator_set_a_password_and_sign_in(site: Flask) -> None:
    told = init("--login", "Chief", "--name", "区管理员")
    assert told.exit_code == 0, told.output
    visitor = Visitor(site.test_client(), "zh-CN")
    page = visitor.get(link_in(told), status=200)
    visitor.submit(page, {"new": PASSWORD, "again": PASSWORD})
    visitor.sign_in("chief", PASSWORD)
    assert [user.display_name for user in administrators(site)] == ["区管理员"]


def test_once_there_is_an_administrator_the_command_refuses(site: Flask) -> None:
    visitor = Visitor(site.test_client(), "zh-CN")
    page = visitor.get(link_in(init()), status=200)
    visitor.submit(page, {"new": PASSWORD, "again": PASSWORD})
    again = init("--login", "second")
    assert again.exit_code == 1
    assert "已经有系统管理员" in again.output
    assert "/link/" not in again.output
    assert len(administrators(site)) == 1


def test_an_unused_link_is_replaced_by_the_next_one(site: Flask) -> None:
    first, second = link_in(init()), link_in(init())
    visitor = Visitor(site.test_client(), "zh-CN")
    visitor.get(first, status=410)
    visitor.get(second, status=200)
    assert len(administrators(site)) == 1
