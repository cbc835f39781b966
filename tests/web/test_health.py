"""What the machine that watches the desk is told."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from service_desk.persistence import readiness
from service_desk.persistence.database import db
from service_desk.persistence.tables.delivery import Lease
from tests.support.application import StandingClock


def test_a_desk_that_can_work_says_so(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "ok"
    assert answer.json["scheduler"] == "never ran"


def test_a_database_of_an_older_shape_is_not_well(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "newest_revisions", lambda: frozenset({"a revision of tomorrow"}))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert (answer.json["database"], answer.json["schema"]) == ("reachable", "behind")


def test_a_database_that_does_not_answer_is_not_well(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.drop_all()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["status"] == "failing"


@pytest.mark.parametrize(("seconds", "word", "silent"), [(30, "running", 0), (-90, "silent", 90)])
def test_the_schedulers_silence_is_told_but_is_no_failure(
    seconds: int, word: str, silent: int, app: Flask, client: FlaskClient, clock: StandingClock
) -> None:
    until = clock.forward(seconds=seconds)
    clock.forward(seconds=-seconds)
    with app.app_context():
        db.session.execute(sa.insert(Lease).values(name="scheduler", holder="x", expires_at=until))
        db.session.commit()
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert (answer.json["scheduler"], answer.json["scheduler_silent_seconds"]) == (word, silent)


def test_it_says_nothing_about_addresses_and_keys(app: Flask, client: FlaskClient) -> None:
    said = client.get("/healthz").get_data(as_text=True)
    assert str(app.secret_key) not in said
    assert "sqlite" not in said
