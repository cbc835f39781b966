"""Real scheduler processes, two at once and killed without warning: every recipient has one weekly letter, no more, no less."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.tables import OutboxMail, ReportSnapshot
from tests.support import acted_out
from tests.support.forked import Forked
from tests.support.post_office import PostOffice

MONDAY = datetime(2026, 3, 16, 8, 30, tzinfo=SHANGHAI)
LEADERS, MAILBOXES = 6, ("PW", "CB", "WT", "GS")
LETTERS = LEADERS + len(MAILBOXES)
PATIENCE = 120
ONE_AFTER_ANOTHER = 0.1
"""Seconds between heartbeats where a killed scheduler's lease is waited for and no other may lose its own meanwhile."""


@pytest.fixture
def a_week_to_report(database: SQLAlchemy) -> SQLAlchemy:
    """A zone with some tickets of last week and ten readers of the report, and nothing else in the outbox."""
    for number in range(LEADERS):
        acted_out.add_leader(f"leader-{number}", f"leader-{number}@example.com", MONDAY)
    for code in MAILBOXES:
        acted_out.add_department(code, f"{code.lower()}@example.com")
    for days in (6, 5, 4):
        finished = MONDAY - timedelta(days=days - 1)
        acted_out.finished(acted_out.at_work(MONDAY - timedelta(days=days), contact_email=None), finished)
    database.session.execute(database.text("delete from outbox_mail"))
    database.session.commit()
    return database


@dataclass
class Schedulers:
    """Starts scheduler processes on one database and instance folder."""

    database_url: str
    instance: Path
    office: PostOffice | None = None
    heartbeat: float = 0.5
    running: list[Forked] = field(default_factory=list)

    def start(self, now: datetime = MONDAY) -> Forked:
        """Start one; its clock stands at a moment, its lease lasts four heartbeats."""
        environment = os.environ | {
            "DESK_INSTANCE_FOLDER": str(self.instance),
            "DESK_DATABASE_URL": self.database_url,
            "DESK_CLOCK_AT": now.isoformat(),
            "DESK_SECRET_KEY": "a key that signs nothing but the cookies of tests",
            "DESK_HEARTBEAT_SECONDS": str(self.heartbeat),
            "DESK_MAIL_SECONDS": "0.1",
            "DESK_SWEEP_SECONDS": "0.5",
        }
        if self.office is not None:
            server = {"HOST": self.office.host, "PORT": str(self.office.port), "STARTTLS": "false"}
            environment |= {f"DESK_SMTP_{name}": value for name, value in server.items()}
        process = Forked(["scheduler"], environment, self.instance / f"scheduler-{len(self.running)}.log")
        self.running.append(process)
        return process

    def logs(self) -> str:
        """Return what the processes wrote."""
        return "\n".join(path.read_text() for path in sorted(self.instance.glob("scheduler-*.log")))


@contextmanager
def schedulers(
    url: str, folder: Path, office: PostOffice | None = None, heartbeat: float = 0.5
) -> Iterator[Schedulers]:
    """Make an instance folder, and leave no process behind."""
    instance = folder / "instance"
    instance.mkdir()
    started = Schedulers(url, instance, office, heartbeat)
    try:
        yield started
    finally:
        for process in started.running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(timeout=PATIENCE)


def until(condition: Callable[[], bool], started: Schedulers) -> None:
    """Wait for something to become true; fail with the processes' own words when it does not."""
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit, started.logs()
        time.sleep(0.1)


def sent(database: SQLAlchemy) -> int:
    database.session.rollback()
    return int(database.session.query(OutboxMail).filter_by(status="sent").count())


def spooled(started: Schedulers) -> list[str]:
    folder = started.instance / "mail"
    files = sorted(folder.glob("*.eml")) if folder.is_dir() else []
    heads = [path.read_text().partition("\r\n\r\n")[0].partition("\n\n")[0] for path in files]
    return [next(line for line in head.splitlines() if line.startswith("To:")) for head in heads]


def arrived(office: PostOffice) -> Counter[str]:
    return Counter(envelope.rcpt_tos[0] for envelope in office.envelopes)


@pytest.mark.every_database
def test_two_schedulers_at_once_spool_one_letter_each(
    a_week_to_report: SQLAlchemy, database_url: str, tmp_path: Path
) -> None:
    with schedulers(database_url, tmp_path) as started:
        both = [started.start(), started.start()]
        until(lambda: sent(a_week_to_report) == LETTERS, started)
        assert len(set(spooled(started))) == len(spooled(started)) == LETTERS
        for process in both:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=PATIENCE) == 0
        assert a_week_to_report.session.query(ReportSnapshot).count() == 22
        assert "Traceback" not in started.logs()


@pytest.mark.every_database
def test_two_schedulers_at_once_mail_one_letter_each(
    a_week_to_report: SQLAlchemy, database_url: str, tmp_path: Path, post_office: PostOffice
) -> None:
    with schedulers(database_url, tmp_path, post_office) as started:
        for _ in range(2):
            started.start()
        until(lambda: sent(a_week_to_report) == LETTERS, started)
        assert set(arrived(post_office).values()) == {1}
        assert len(arrived(post_office)) == LETTERS


@pytest.mark.every_database
def test_a_scheduler_killed_again_and_again_leaves_one_letter_each_in_the_spool(
    a_week_to_report: SQLAlchemy, database_url: str, tmp_path: Path
) -> None:
    with schedulers(database_url, tmp_path, heartbeat=ONE_AFTER_ANOTHER) as started:
        for run, enough in enumerate((1, 5)):
            victim = started.start(MONDAY + timedelta(minutes=10 * run))
            until(
                lambda least=enough: len(spooled(started)) >= least or sent(a_week_to_report) == LETTERS,
                started,
            )
            victim.send_signal(signal.SIGKILL)
            victim.wait(timeout=PATIENCE)
        started.start(MONDAY + timedelta(hours=1))
        until(lambda: sent(a_week_to_report) == LETTERS, started)
        assert len(set(spooled(started))) == len(spooled(started)) == LETTERS


class Killer(PostOffice):
    """A post office that kills whoever is sending, at one point of the conversation, once."""

    victim: Forked | None = None
    at_letter = 3
    after_taking_it = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take letters; kill at the third, before or after keeping it."""
        victim, is_now = self.victim, len(self.letters) + 1 == self.at_letter
        if victim is None or not is_now:
            return await super().handle_DATA(server, session, envelope)
        answer = await super().handle_DATA(server, session, envelope) if self.after_taking_it else "451 lost"
        self.victim = None
        victim.send_signal(signal.SIGKILL)
        victim.wait(timeout=PATIENCE)
        return answer


@pytest.fixture
def killer(post_office: PostOffice) -> PostOffice:
    """The running post office, turned into a killer."""
    post_office.__class__ = Killer
    return post_office


@pytest.mark.every_database
@pytest.mark.parametrize("after_taking_it", [False, True])
def test_a_scheduler_killed_in_the_middle_of_a_letter_is_followed_by_one_that_finishes(
    a_week_to_report: SQLAlchemy, database_url: str, tmp_path: Path, killer: Killer, after_taking_it: bool
) -> None:
    killer.after_taking_it = after_taking_it
    with schedulers(database_url, tmp_path, killer, ONE_AFTER_ANOTHER) as started:
        killer.victim = victim = started.start()
        until(lambda: victim.poll() == -signal.SIGKILL, started)
        started.start(MONDAY + timedelta(minutes=10))
        until(lambda: sent(a_week_to_report) == LETTERS, started)
    identities = {str(letter["Message-ID"]) for letter in killer.letters}
    assert len(arrived(killer)) == len(identities) == LETTERS
    # Killed between the server's having the letter and our knowing it, the letter comes again under the same identity.
    assert len(killer.letters) == LETTERS + after_taking_it


def test_a_scheduler_told_to_stop_ends_at_once_and_lets_go_of_the_lease(
    a_week_to_report: SQLAlchemy, database_url: str, tmp_path: Path
) -> None:
    with schedulers(database_url, tmp_path) as started:
        process = started.start()
        until(lambda: sent(a_week_to_report) == LETTERS, started)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        a_week_to_report.session.rollback()
        leases = a_week_to_report.session.execute(a_week_to_report.text("select count(*) from lease"))
        assert leases.scalar() == 0
