"""Whether the desk is well: each finding says what is the matter and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.milestones import duration_words
from service_desk.domain.roles import ROLE_NAMES, Role
from service_desk.persistence.database import Session
from service_desk.persistence.letters import COUNT_LIMIT, letter_counts, oldest_waiting_since
from service_desk.persistence.people import roles_held
from service_desk.persistence.readiness import Readiness, readiness
from service_desk.usecases.reporting.send_weekly_report import due_weeks
from service_desk.usecases.zone.departments import DepartmentView, Lack, view_departments
from service_desk.usecases.zone.unloaded_years import unloaded_years

MAIL_IS_SLOW_AFTER = timedelta(minutes=15)
REPORT_IS_LATE_AFTER = timedelta(minutes=30)
NEEDED_ROLES = (Role.DISPATCHER, Role.CALLBACK, Role.SUPERVISOR)
"""Without these, requests lie at the door, are never closed, or nobody judges returns."""


class Topic(StrEnum):
    """What a finding is about; the overview has a page for each."""

    DATABASE = "database"
    SCHEDULER = "scheduler"
    MAIL = "mail"
    REPORT = "report"
    CALENDAR = "calendar"
    DEPARTMENTS = "departments"
    PEOPLE = "people"
    FILES = "files"


class Health(StrEnum):
    """How bad it is."""

    WELL = "well"
    ATTENTION = "attention"
    FAILING = "failing"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it stands, in words, and what to do where it is not well."""

    topic: Topic
    health: Health
    words: Bilingual
    advice: Bilingual | None = None


def check_health(session: Session, now: datetime) -> list[Finding]:
    """Look at everything an administrator answers for, and return one finding or more for each topic."""
    ready = readiness()
    return [
        _database(ready),
        _scheduler(ready, now),
        *_mail(session, now),
        _report(now),
        _calendar(session, now),
        _departments(session),
        _people(session),
    ]


def _well(topic: Topic, zh: str, en: str) -> Finding:
    return Finding(topic, Health.WELL, Bilingual(zh, en))


def _database(ready: Readiness) -> Finding:
    if ready.is_current:
        return _well(
            Topic.DATABASE, "数据库正常，结构是最新的。", "The database answers and has the newest shape."
        )
    return Finding(
        Topic.DATABASE,
        Health.FAILING,
        Bilingual("数据库结构不是最新的。", "The database has not the newest shape."),
        Bilingual(
            "请在服务器上重新启动 service-desk serve，启动时会先备份再升级。",
            "Restart service-desk serve on the server: it makes a backup, then brings the database up to date.",
        ),
    )


def _scheduler(ready: Readiness, now: datetime) -> Finding:
    advice = Bilingual(
        "邮件、时限提醒和周报都靠它。请在服务器上看它的日志，重启 service-desk serve（或单独的定时任务进程）。",
        "Mail, reminders and the weekly report depend on it. Look at its log and restart service-desk serve "
        "(or the scheduler's own process).",
    )
    until = ready.scheduler_until
    if until is None:
        words = Bilingual("定时任务还没有运行过。", "The scheduler has never run.")
        return Finding(Topic.SCHEDULER, Health.FAILING, words, advice)
    if until <= now:
        since = duration_words(now - until)
        words = Bilingual(f"定时任务已停 {since.zh}。", f"The scheduler has been silent for {since.en}.")
        return Finding(Topic.SCHEDULER, Health.FAILING, words, advice)
    return _well(Topic.SCHEDULER, "定时任务正在运行。", "The scheduler is running.")


def _mail(session: Session, now: datetime) -> Iterator[Finding]:
    counts, waits = letter_counts(session), oldest_waiting_since(session, now)
    failed, waiting = _capped(counts["failed"]), _capped(counts["waiting"])
    if counts["failed"]:
        yield Finding(
            Topic.MAIL,
            Health.FAILING,
            Bilingual(
                f"{failed} 封信多次发送失败，已经停发。",
                f"{failed} letters failed repeatedly and are no longer tried.",
            ),
            Bilingual(
                "请看失败原因：地址错了就改部门或账号的邮箱，服务器不通就先修好，再点“重发”。",
                "See why: correct the mailbox of the department or account, or repair the mail server; then send again.",
            ),
        )
    if waits is not None and now - waits > MAIL_IS_SLOW_AFTER:
        since = duration_words(now - waits)
        yield Finding(
            Topic.MAIL,
            Health.ATTENTION,
            Bilingual(
                f"{waiting} 封信在等，最早的已等 {since.zh}。",
                f"{waiting} letters wait, the oldest for {since.en}.",
            ),
            Bilingual(
                "请先看定时任务是否在运行，再看邮件服务器是否通。",
                "See whether the scheduler runs, then whether the mail server answers.",
            ),
        )
    elif not counts["failed"]:
        yield _well(
            Topic.MAIL, f"信件正常，{waiting} 封待发。", f"Mail leaves as it should; {waiting} letters wait."
        )


def _capped(count: int) -> str:
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count)


def _report(now: datetime) -> Finding:
    late = due_weeks(now - REPORT_IS_LATE_AFTER)
    if not late:
        return _well(Topic.REPORT, "周报按时发出。", "The weekly report has gone out in time.")
    names = [week.title for week in late]
    return Finding(
        Topic.REPORT,
        Health.ATTENTION,
        Bilingual(
            f"周报{'、'.join(name.zh for name in names)}到时没有发出。",
            f"The weekly report {', '.join(name.en for name in names)} is overdue.",
        ),
        Bilingual(
            "定时任务恢复后会自动补发；如果数字对不上，它会停下来并在日志里写明。",
            "It is sent as soon as the scheduler runs; where figures contradict each other it stops and its log says so.",
        ),
    )


def _calendar(session: Session, now: datetime) -> Finding:
    years = unloaded_years(session, now)
    if not years:
        return _well(
            Topic.CALENDAR,
            "近期要用的年份都已录入放假安排。",
            "The days off of all years needed soon are loaded.",
        )
    zh, en = "、".join(map(str, years)), ", ".join(map(str, years))
    return Finding(
        Topic.CALENDAR,
        Health.ATTENTION,
        Bilingual(
            f"{zh} 年放假安排尚未录入，时限暂按周一至周五计算。",
            f"The days off of {en} are not loaded; deadlines there count Monday to Friday for now.",
        ),
        Bilingual(
            "国务院办公厅通知发布后，请在工作日历里导入；导入后时限自动重算。",
            "Import them in the calendar once the State Council's notice is out; deadlines are then recomputed.",
        ),
    )


def _departments(session: Session) -> Finding:
    lacking = [view for view in view_departments(session) if view.lacks]
    if not lacking:
        return _well(
            Topic.DEPARTMENTS,
            "各部门都有邮箱、负责人和承办人。",
            "Every department has a mailbox, a head and a handler.",
        )
    found = [
        _lacking(lacking, Lack.MAILBOX, "没有邮箱", "without a mailbox"),
        _lacking(lacking, Lack.HEAD, "没有在用的负责人", "without an active head"),
        _lacking(lacking, Lack.HANDLER, "没有在用的承办人", "without an active handler"),
    ]
    said = [words for words in found if words is not None]
    return Finding(
        Topic.DEPARTMENTS,
        Health.ATTENTION,
        Bilingual("；".join(words.zh for words in said) + "。", "; ".join(words.en for words in said) + "."),
        Bilingual("请在部门页补上，或邀请相应人员。", "Complete the department, or invite people for it."),
    )


def _lacking(views: Sequence[DepartmentView], lack: Lack, zh: str, en: str) -> Bilingual | None:
    names = [view.name for view in views if lack in view.lacks]
    if not names:
        return None
    return Bilingual(
        f"{len(names)} 个部门{zh}：{'、'.join(name.zh for name in names)}",
        f"{len(names)} {en}: {', '.join(name.en for name in names)}",
    )


def _people(session: Session) -> Finding:
    missing = [ROLE_NAMES[role] for role in NEEDED_ROLES if role not in roles_held(session)]
    if not missing:
        return _well(
            Topic.PEOPLE, "受理、回访、督办都有人。", "Dispatch, callback and supervision are staffed."
        )
    return Finding(
        Topic.PEOPLE,
        Health.ATTENTION,
        Bilingual(
            f"还没有人担任：{'、'.join(name.zh for name in missing)}。",
            f"Nobody acts as: {', '.join(name.en for name in missing)}.",
        ),
        Bilingual(
            "没有人受理、回访，诉求会停在原地。请邀请同事。", "Requests would lie still. Invite colleagues."
        ),
    )
