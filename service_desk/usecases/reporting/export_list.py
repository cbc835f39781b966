"""Long exports: asked for, looked at, cancelled and fetched by their owner; written by the timetable."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.exports import AT_MOST, ATTEMPTS, KEPT_FOR, UNDER_WAY, ExportFailure, ExportStatus
from service_desk.domain.notices import Notice
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.exports import (
    CLAIM_FOR,
    add_export,
    claim_export,
    claimed_export,
    expired_exports,
    export_by_token,
    exports_under_way,
)
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import ExportJob

NO_EXPORT = Bilingual("没有这份导出，或者已经过期。", "There is no such export, or it has expired.")
TOO_MANY = Bilingual(
    f"您已有{AT_MOST}份导出在生成，请等一份做完，或取消一份。",
    f"{AT_MOST} of your exports are under way; wait until one is done, or cancel one.",
)


@dataclass(frozen=True)
class ExportOrder:
    """What a job is to write: the list as its address has it, in a language, as .xlsx or .csv."""

    job_id: int
    user_id: int
    title: str
    ending: str
    language: str
    wanted: Mapping[str, Any]


class ExportStoppedError(Exception):
    """The job was cancelled or taken over, or the process is to end: nothing more is to be written."""


Moved = Callable[[int], None]
"""Called with the number of rows written so far; raises ExportStoppedError where the work is to stop."""
Write = Callable[[ExportOrder, IO[bytes], Moved], None]


def order_export(
    user_id: int,
    now: datetime,
    *,
    title: str,
    ending: str,
    language: str,
    wanted: Mapping[str, Any],
    total: int,
) -> str:
    """Ask for an export and return its token; raises NotPossible while two of the person's are under way."""
    with transaction() as session:
        if exports_under_way(session, user_id) >= AT_MOST:
            raise NotPossible(TOO_MANY)
        token = secrets.token_urlsafe(24)
        job = ExportJob(
            token=token, user_id=user_id, language=language, ending=ending, title=title[:200], wanted=dict(wanted),
            status=ExportStatus.WAITING.value, done=0, total=total, attempts=0, created_at=now,
            expires_at=now + KEPT_FOR,
        )  # fmt: skip
        add_export(session, job)
        return token


def cancel_export(token: str, user_id: int, now: datetime, folder: Path) -> None:
    """Cancel an export under way, or throw away its file; raises NotFound where it is not the person's."""
    with transaction() as session:
        job = export_by_token(session, token, user_id)
        if job is None:
            raise NotFound(NO_EXPORT)
        if job.status in (*UNDER_WAY, ExportStatus.READY):
            _end(job, ExportStatus.CANCELLED, now)
            file_of(job, folder).unlink(missing_ok=True)


def finished_export(session: Session, token: str, user_id: int, now: datetime) -> ExportJob:
    """Return an export whose file can be fetched; raises NotFound for another's, an unfinished or an expired one."""
    job = export_by_token(session, token, user_id)
    if job is None or job.status != ExportStatus.READY or job.expires_at <= now:
        raise NotFound(NO_EXPORT)
    return job


def file_of(job: ExportJob, folder: Path) -> Path:
    """Return where the file of a job lies; its name is one that nobody gave."""
    return folder / f"{job.token}.{job.ending}"


def carry_out_export(
    write: Write, folder: Path, holder: str, clock: Callable[[], datetime], is_stopping: Callable[[], bool]
) -> ExportStatus | None:
    """Write the next export that waits and return how it ended; None where none waits.

    The file is written beside its place and moved there at the end, so a killed process leaves nothing that looks
    finished; a job whose process died is taken up again, three times at most. Other errors are told in the job and
    raised.
    """
    with transaction() as session:
        job = claim_export(session, holder, clock())
        if job is None:
            return None
        if job.attempts > ATTEMPTS:
            _fail(job, ExportFailure.KILLED, clock())
            return ExportStatus.FAILED
        order = ExportOrder(job.id, job.user_id, job.title, job.ending, job.language, dict(job.wanted))
        place = file_of(job, folder)
    folder.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.draft")
    try:
        with draft.open("wb") as file:
            write(order, file, lambda done: _move_on(order.job_id, holder, done, clock(), is_stopping))
        return _finish(order.job_id, holder, draft, place, clock())
    except ExportStoppedError:
        return _stopped(order.job_id, holder, is_stopping)
    except BaseException:
        with transaction() as session:
            job = claimed_export(session, order.job_id, holder)
            if job is not None:
                _fail(job, ExportFailure.ERROR, clock())
        raise
    finally:
        draft.unlink(missing_ok=True)


def _move_on(job_id: int, holder: str, done: int, now: datetime, is_stopping: Callable[[], bool]) -> None:
    """Tell how far the work is, and stop it where nobody wants it any more."""
    with transaction() as session:
        job = claimed_export(session, job_id, holder)
        if job is None or is_stopping():
            raise ExportStoppedError
        job.done, job.total = done, max(job.total, done)
        job.claimed_until = now + CLAIM_FOR


def _finish(job_id: int, holder: str, draft: Path, place: Path, now: datetime) -> ExportStatus:
    with transaction() as session:
        job = claimed_export(session, job_id, holder)
        if job is None:
            raise ExportStoppedError
        job.size, job.done = draft.stat().st_size, job.total
        draft.replace(place)
        _end(job, ExportStatus.READY, now)
        job.expires_at = now + KEPT_FOR
        owner = session.get(User, job.user_id)
        if owner is not None and owner.active and owner.email:
            queue_mail(
                session, f"export/{job.token}", Notice.EXPORT_READY, owner.email, now,
                recipient_name=owner.display_name, language=job.language,
                data={"title": job.title, "expires_at": job.expires_at.isoformat()},
            )  # fmt: skip
    return ExportStatus.READY


def _stopped(job_id: int, holder: str, is_stopping: Callable[[], bool]) -> ExportStatus:
    """Leave a job to the next process where this one is to end; a cancelled one is over."""
    with transaction() as session:
        job = claimed_export(session, job_id, holder)
        if job is None or not is_stopping():
            return ExportStatus.CANCELLED
        job.status, job.claimed_by, job.claimed_until = ExportStatus.WAITING.value, None, None
        job.attempts -= 1
    return ExportStatus.WAITING


def _fail(job: ExportJob, why: ExportFailure, now: datetime) -> None:
    _end(job, ExportStatus.FAILED, now)
    job.reason = why.value


def _end(job: ExportJob, status: ExportStatus, now: datetime) -> None:
    job.status, job.finished_at = status.value, now
    job.claimed_by = job.claimed_until = None


def sweep_exports(now: datetime, folder: Path) -> int:
    """Throw away what is kept no longer; returns how many jobs were forgotten."""
    with transaction() as session:
        jobs = expired_exports(session, now)
        for job in jobs:
            with contextlib.suppress(OSError):
                file_of(job, folder).unlink(missing_ok=True)
            session.delete(job)
        return len(jobs)
