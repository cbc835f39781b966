"""A page costs the database the same however many tickets there are: SQLite's own steps are counted, not time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask import Flask

from bench import people, zone
from service_desk.app import create_app
from service_desk.config import Settings
from service_desk.persistence import board, queues, searching
from service_desk.persistence.database import db
from service_desk.usecases.reporting.sum_days import sum_finished_days
from service_desk.usecases.zone.seed_departments import seed_departments
from service_desk.web import clock as web_clock
from tests.support.compiled import compile_once
from tests.support.databases import share_what_is_compiled
from tests.support.visitor import Visitor

FEW, MANY = 600, 2_400
OPEN = 0.9
"""So many are open here that even the small zone fills a page."""
COUNTED = 10
"""Where counts stop here, so that both zones have more."""
STEPS_AT_ONCE = 20
ALL_WRITTEN = zone.START + timedelta(days=10)
"""When the last ticket of either zone had ended; the empty days of the year need no sums."""

OFFICERS_PAGES = (
    "/desk?tab=in_progress",
    "/desk?tab=our-in_progress",
    "/desk?tab=in_progress&urgency=0",
    "/desk/search?q=" + quote("用电容量"),
    "/desk/search?q=" + quote("用电容量 状态:办理中"),
    "/desk/search?q=" + quote("状态:办理中"),
    "/desk/search?q=" + quote("园区:东区"),
    "/desk/search?q=20260105",
    "/desk/news",
)
LEADERS_PAGES = ("/desk", "/board", "/figures")


@dataclass
class Steps:
    """How many steps SQLite's machine has made."""

    made: int = 0

    def listen(self, connection: Connection, _record: object) -> None:
        """Count on this connection."""
        connection.set_progress_handler(self.step, STEPS_AT_ONCE)

    def step(self) -> int:
        """Count some and let the statement go on."""
        self.made += STEPS_AT_ONCE
        return 0


@dataclass(frozen=True)
class Measured:
    """A zone whose pages are asked for, and what they cost."""

    officer: Visitor
    leader: Visitor
    steps: Steps

    def cost(self, visitor: Visitor, address: str) -> int:
        """Return the steps of a page that has been asked for before."""
        visitor.get(address)
        before = self.steps.made
        visitor.get(address)
        return self.steps.made - before


def zone_of(size: int, template: Path, folder: Path) -> Iterator[Measured]:
    shutil.copyfile(template, folder / "desk.sqlite3")
    app: Flask = create_app(
        Settings(instance_folder=folder, database_url=f"sqlite:///{folder / 'desk.sqlite3'}")
    )
    compile_once(app.jinja_env)
    now = zone.START.replace(month=3)
    web_clock.init_app(app, lambda: now)
    steps = Steps()
    with app.app_context():
        share_what_is_compiled(db.engine)
        sa.event.listen(db.engine, "connect", steps.listen)
        seed_departments()
        people.hire(now)
        zone.fill(size)
        db.session.remove()
        db.engine.dispose()
    visitors = Visitor(app.test_client()), Visitor(app.test_client())
    for visitor, login in zip(visitors, (people.LOGIN, people.LEADER), strict=True):
        visitor.sign_in(login, people.PASSWORD)
    yield Measured(*visitors, steps)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def _counts_stop_early() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queues, "COUNT_LIMIT", COUNTED)
        patch.setattr(searching, "COUNT_LIMIT", COUNTED)
        patch.setattr(board, "_CELLS", board._CELLS.bindparams(most=COUNTED))
        patch.setattr(zone, "OPEN_SHARE", OPEN)
        patch.setattr(zone, "sum_finished_days", lambda _now: sum_finished_days(ALL_WRITTEN))
        yield


@pytest.fixture(scope="module")
def few(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, _counts_stop_early: None
) -> Iterator[Measured]:
    yield from zone_of(FEW, sqlite_template, tmp_path_factory.mktemp("few"))


@pytest.fixture(scope="module")
def many(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, _counts_stop_early: None
) -> Iterator[Measured]:
    yield from zone_of(MANY, sqlite_template, tmp_path_factory.mktemp("many"))


@pytest.mark.parametrize("address", OFFICERS_PAGES)
def test_an_officers_page(address: str, few: Measured, many: Measured) -> None:
    assert many.cost(many.officer, address) <= 1.3 * few.cost(few.officer, address)


@pytest.mark.parametrize("address", LEADERS_PAGES)
def test_a_leaders_page(address: str, few: Measured, many: Measured) -> None:
    assert many.cost(many.leader, address) <= 1.3 * few.cost(few.leader, address)
