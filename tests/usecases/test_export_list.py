"""Long exports: two at a time, written by one process, taken up again after a kill, cancelled, kept seven days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.exports import ATTEMPTS, KEPT_FOR, ExportFailure, ExportStatus
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.exports import CLAIM_FOR, claim_export
from service_desk.persistence.tables import ExportJob, OutboxMail
from service_desk.usecases.accounts.manage_account import Person, invite_user
from service_desk.usecases.reporting.export_list import (
    ExportOrder,
    Moved,
    Write,
    cancel_export,
    carry_out_export,
    file_of,
    finished_export,
    order_export,
    sweep_exports,
)
from tests.support.histories import at
from tests.support.people import ADMINISTRATOR

NOW = at(24)
pytestmark = pytest.mark.every_database


@pytest.fixture
def owner(database: SQLAlchemy) -> int:
    """A leader with a mailbox."""
    person = Person("leader", "演示领导", frozenset({Role.LEADER}), email="leader@zone.example")
    return invite_user(person, by=ADMINISTRATOR, now=NOW).user_id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where exports are laid down."""
    return tmp_path / "exports"


def order(owner: int, *, now: datetime = NOW) -> str:
    return order_export(
        owner, now, title="台账", ending="csv", language="zh", wanted={"list": "new"}, total=3
    )


def job(database: SQLAlchemy, token: str) -> ExportJob:
    database.session.rollback()
    database.session.expire_all()
    return database.session.query(ExportJob).filter_by(token=token).one()


def write_three(order: ExportOrder, file: IO[bytes], moved: Moved) -> None:
    for done in range(1, 4):
        file.write(f"{order.title} {done}\n".encode())
        moved(done)


def carry_out(
    folder: Path, write: Write = write_three, *, now: datetime = NOW, holder: str = "a"
) -> ExportStatus | None:
    return carry_out_export(write, folder, holder, lambda: now, lambda: False)


def test_an_export_is_written_told_in_a_letter_and_fetched_by_its_owner_alone(
    database: SQLAlchemy, owner: int, folder: Path
) -> None:
    token = order(owner)
    assert carry_out(folder) is ExportStatus.READY
    done = finished_export(database.session(), token, owner, NOW)
    assert file_of(done, folder).read_text() == "台账 1\n台账 2\n台账 3\n"
    assert (done.done, done.total, done.size) == (3, 3, 27)
    [letter] = database.session.query(OutboxMail).all()
    assert (letter.notice, letter.recipient) == ("export_ready", "leader@zone.example")
    with pytest.raises(NotFound):
        finished_export(database.session(), token, owner + 1, NOW)
    assert carry_out(folder) is None


def test_a_third_export_waits_until_one_is_done(database: SQLAlchemy, owner: int, folder: Path) -> None:
    order(owner), order(owner)
    with pytest.raises(NotPossible, match="2份"):
        order(owner)
    carry_out(folder)
    order(owner)


def test_a_cancelled_export_stops_and_leaves_no_file(database: SQLAlchemy, owner: int, folder: Path) -> None:
    token = order(owner)

    def cancelled_half_way(order: ExportOrder, file: IO[bytes], moved: Moved) -> None:
        moved(1)
        cancel_export(token, owner, NOW, folder)
        moved(2)

    assert carry_out(folder, cancelled_half_way) is ExportStatus.CANCELLED
    assert job(database, token).status == ExportStatus.CANCELLED
    assert list(folder.iterdir()) == []
    assert carry_out(folder) is None


def test_nobody_cancels_anothers_export(database: SQLAlchemy, owner: int, folder: Path) -> None:
    token = order(owner)
    with pytest.raises(NotFound):
        cancel_export(token, owner + 1, NOW, folder)
    assert job(database, token).status == ExportStatus.WAITING


def test_what_a_killed_process_left_is_taken_up_again_three_times_and_then_given_up_in_words(
    database: SQLAlchemy, owner: int, folder: Path
) -> None:
    token = order(owner)
    moments = iter(NOW + n * (CLAIM_FOR + timedelta(seconds=1)) for n in range(10))
    for attempt in range(1, ATTEMPTS + 1):
        _claim_and_die(folder, next(moments))
        assert (job(database, token).status, job(database, token).attempts) == (ExportStatus.RUNNING, attempt)
        assert carry_out(folder, now=job(database, token).claimed_until or NOW) is None  # not dead yet
    assert carry_out(folder, now=next(moments)) is ExportStatus.FAILED
    assert job(database, token).reason == ExportFailure.KILLED
    assert carry_out(folder, now=next(moments)) is None


def _claim_and_die(folder: Path, now: datetime) -> None:
    """Claim the next job as a process does that is killed right afterwards."""
    with transaction() as session:
        assert claim_export(session, "dead", now) is not None


def test_after_a_kill_the_next_process_writes_the_whole_file(
    database: SQLAlchemy, owner: int, folder: Path
) -> None:
    token = order(owner)
    _claim_and_die(folder, NOW)
    later = NOW + CLAIM_FOR + timedelta(seconds=1)
    assert carry_out(folder, now=later, holder="b") is ExportStatus.READY
    assert file_of(job(database, token), folder).is_file()


def test_a_process_that_was_thought_dead_does_not_finish_anothers_work(
    database: SQLAlchemy, owner: int, folder: Path
) -> None:
    token = order(owner)

    def overtaken(order: ExportOrder, file: IO[bytes], moved: Moved) -> None:
        assert carry_out(folder, now=NOW + CLAIM_FOR + timedelta(seconds=1), holder="b") is ExportStatus.READY
        moved(3)

    assert carry_out(folder, overtaken, holder="a") is ExportStatus.CANCELLED
    assert job(database, token).status == ExportStatus.READY


def test_a_process_that_is_to_end_leaves_the_job_to_the_next(
    database: SQLAlchemy, owner: int, folder: Path
) -> None:
    token = order(owner)
    answers: Iterator[bool] = iter([False, True, True])
    status = carry_out_export(write_three, folder, "a", lambda: NOW, lambda: next(answers))
    assert status is ExportStatus.WAITING
    assert (job(database, token).status, job(database, token).attempts) == (ExportStatus.WAITING, 0)
    assert list(folder.iterdir()) == []
    assert carry_out(folder) is ExportStatus.READY


def test_an_error_is_told_in_the_job_and_raised(database: SQLAlchemy, owner: int, folder: Path) -> None:
    token = order(owner)

    def broken(order: ExportOrder, file: IO[bytes], moved: Moved) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        carry_out(folder, broken)
    assert (job(database, token).status, job(database, token).reason) == (
        ExportStatus.FAILED,
        ExportFailure.ERROR,
    )
    assert list(folder.iterdir()) == []


def test_a_file_is_kept_for_seven_days(database: SQLAlchemy, owner: int, folder: Path) -> None:
    token = order(owner)
    carry_out(folder)
    place = file_of(job(database, token), folder)
    assert sweep_exports(NOW + KEPT_FOR - timedelta(seconds=1), folder) == 0
    with pytest.raises(NotFound):
        finished_export(database.session(), token, owner, NOW + KEPT_FOR)
    assert place.is_file()
    assert sweep_exports(NOW + KEPT_FOR, folder) == 1
    assert not place.exists()
    assert database.session.query(ExportJob).count() == 0
