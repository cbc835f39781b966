"""The pictures that are drawn for the visits of the demo zone: photographs like any other, each once."""

from __future__ import annotations

import io
from dataclasses import replace

from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from service_desk.demo.drawn_photos import (
    AT_VISIT,
    SIZE,
    WITH_REQUEST,
    drawn,
    photographs_at,
    photographs_with,
)
from service_desk.demo.firms import load_firms
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.roles import Role
from service_desk.domain.visits import MAX_PHOTOS
from service_desk.usecases.visits.record_visit import record_visit
from tests.support.desk import Desk
from tests.usecases.deeds import COMMISSIONER, MORNING
from tests.usecases.test_record_visit import REPORT


def test_every_picture_is_one_and_no_two_are_alike() -> None:
    names = [name for some in AT_VISIT.values() for name in some]
    pictures = {name: drawn(name) for name in names}
    assert len(set(pictures.values())) == len(names)
    assert all(Image.open(io.BytesIO(content)).size == SIZE for content in pictures.values())
    assert max(len(some) for some in AT_VISIT.values()) <= MAX_PHOTOS


def test_they_come_with_their_visit_and_its_page_shows_them(desk: Desk) -> None:
    visitor = desk.person(Role.COMMISSIONER)
    with desk.app.app_context():
        tokens = photographs_at(1, REPORT.key, visitor, desk.clock())
        number = record_visit(replace(REPORT, photos=tokens), visitor, desk.clock()).visit_no
    page = desk.officer(Role.COMMISSIONER).get(f"/visits/{number}")
    for name, token in zip(AT_VISIT[1], tokens, strict=True):
        assert name in page
        assert f"/visits/{number}/photos/{token}" in page.links


def test_every_other_firm_sends_some_with_its_form(desk: Desk) -> None:
    assert set(WITH_REQUEST) <= set(load_catalogue().request_types)
    with desk.app.app_context():
        sent = [photographs_with("power_capacity", firm, desk.clock())[1] for firm in load_firms()[:4]]
        assert [len(tokens) for tokens in sent] in ([2, 0, 2, 0], [0, 2, 0, 2])
        assert photographs_with("tax", load_firms()[0], desk.clock())[1] == ()


def test_a_database_filled_without_a_store_has_visits_without_them(database: SQLAlchemy) -> None:
    assert photographs_at(1, REPORT.key, COMMISSIONER, MORNING) == ()
