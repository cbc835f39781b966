"""Corrections and drafts at the same moment: each correction is a version of its own, one draft is begun, the other is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.refusals import Stale
from service_desk.domain.roles import Role
from service_desk.domain.routing_sets import RoutingRow
from service_desk.persistence.database import db
from service_desk.persistence.lessons import book_now, changes_after, digest_at
from service_desk.persistence.routing_sets import routing_draft
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.zone.edit_routing import edit_routing
from tests.usecases.at_once import together
from tests.usecases.deeds import DISPATCHER, MORNING, REQUEST
from tests.usecases.office import Office

ADMINISTRATOR = Actor(None, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))
pytestmark = pytest.mark.every_database


def test_corrections_at_once_are_versions_one_after_another(database: SQLAlchemy, database_url: str) -> None:
    office = Office()
    numbers = [office.submit(replace(REQUEST, title=f"路灯{n}")) for n in range(8)]
    now = office.now

    def accept(mine: list[str]) -> None:
        for number in mine:
            accept_ticket(
                number, DISPATCHER, now,
                category=Category.OTHER, request_type="roads_public_works", level=Level.GENERAL,
            )  # fmt: skip

    _, failures = together(database_url, [lambda: accept(numbers[:4]), lambda: accept(numbers[4:])])
    assert failures == []
    assert [change.version for change in changes_after(db.session())] == list(range(1, 9))
    assert book_now(db.session()) == (8, digest_at(db.session(), 8))


def test_of_two_who_begin_a_draft_at_once_one_is_told(database: SQLAlchemy, database_url: str) -> None:
    def draft(lead: str) -> None:
        row = RoutingRow(lead, (), Level.GENERAL)
        edit_routing("tax", row, (), by=ADMINISTRATOR, now=MORNING, seen_revision=0)

    done, refused = together(database_url, [lambda: draft("CB"), lambda: draft("GS")])
    assert (len(done), [type(failure) for failure in refused]) == (1, [Stale])
    kept = routing_draft(db.session())
    assert kept is not None
    assert kept.revision == 1
