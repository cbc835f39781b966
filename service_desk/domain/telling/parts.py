"""Telling the parts of a ticket and its letters to external units, each with its date and how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.course import Course
from service_desk.domain.date_words import day_words, deadline_words, moment_words
from service_desk.domain.tasks import TASK_STATUS_NAMES, Referral, Task, critical_task, task_due
from service_desk.domain.telling.names import department_name


def parts_in_words(course: Course, calendar: WorkingCalendar, catalogue: Catalogue) -> Iterator[Bilingual]:
    """Yield a line per part: number, department, what, due when, how it stands; ★ marks the critical path."""
    critical = critical_task(course.tasks)
    for task in course.tasks:
        yield _part(task, calendar, catalogue, is_critical=critical is not None and task.no == critical.no)


def _part(task: Task, calendar: WorkingCalendar, catalogue: Catalogue, *, is_critical: bool) -> Bilingual:
    name, due, status = (
        department_name(task.department, catalogue),
        deadline_words(task_due(task, calendar)),
        TASK_STATUS_NAMES[task.status],
    )
    star = "★" if is_critical else ""
    ended = moment_words(task.ended_at) if task.ended_at is not None else None
    zh = f"{task.no}.{star} {name.zh}" + (f"：{task.title}" if task.title else "")
    en = f"{task.no}.{star} {name.en}" + (f": {task.title}" if task.title else "")
    zh += f"  {due.zh}到期  " + (f"{ended.zh}{status.zh}" if ended else status.zh)
    en += f"  due {due.en}  " + (f"{status.en.lower()} {ended.en}" if ended else status.en.lower())
    return Bilingual(zh, en)


def referrals_in_words(course: Course) -> Iterator[Bilingual]:
    """Yield a line per external unit: written to when, expected when, answered when under which number."""
    for each in course.referrals:
        yield _referral(each)


def _referral(each: Referral) -> Bilingual:
    sent = moment_words(each.sent_at)
    zh, en = f"{each.no}. {each.unit}  {sent.zh}发出", f"{each.no}. {each.unit}  sent {sent.en}"
    if each.answered_at is None:
        expected = day_words(each.expected_on) if each.expected_on else None
        zh += f"，预计{expected.zh}回复" if expected else ""
        en += f", expected {expected.en}" if expected else ""
        return Bilingual(f"{zh}，等待回复", f"{en}, awaited")
    answered, number = moment_words(each.answered_at), each.answer_document_no
    return Bilingual(
        f"{zh}，{answered.zh}回复" + (f"（{number}）" if number else ""),
        f"{en}, answered {answered.en}" + (f" ({number})" if number else ""),
    )
