"""Steps of the handling departments of the demo zone: signing, progress, pauses, co-tasks, holds, results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from service_desk.demo.answering import answer
from service_desk.demo.story import Play, Stage, Story
from service_desk.domain.roles import Role
from service_desk.usecases.handling.assign_handler import assign_handler
from service_desk.usecases.handling.end_co_task import finish_co_task, waive_co_task
from service_desk.usecases.handling.pause_clock import ask_enterprise, resume_clock
from service_desk.usecases.handling.report_progress import add_note, log_contact, report_progress
from service_desk.usecases.handling.resume_ticket import resume_ticket
from service_desk.usecases.handling.review_result import approve_result, send_back
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.routing.sign_ticket import sign_ticket


def _sign(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "contact", at)
    sign_ticket(story.ticket_no, stage.cast.handler(story.lead), at, contacted=True, note=note)


def _sign_only(stage: Stage, story: Story, at: datetime) -> None:
    sign_ticket(story.ticket_no, stage.cast.head(story.lead), at, contacted=False)


def _assign(stage: Stage, story: Story, at: datetime) -> None:
    handler = stage.cast.handler(story.lead).user_id or 0
    assign_handler(story.ticket_no, stage.cast.head(story.lead), at, user_id=handler)


def _contact(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "contact", at)
    log_contact(story.ticket_no, stage.cast.handler(story.lead), at, note=note)


def _progress(stage: Stage, story: Story, at: datetime) -> None:
    note = story.filled.note or stage.words(story, "progress", at)
    report_progress(story.ticket_no, stage.cast.handler(story.lead), at, note=note)


def _further(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "progress", at)
    report_progress(story.ticket_no, stage.cast.handler(story.lead), at, note=note)


def _note(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "internal", at)
    add_note(story.ticket_no, stage.cast.handler(story.lead), at, note=note)


def _co(stage: Stage, story: Story, at: datetime) -> None:
    """Every helper gives its opinion, one after the other; now and then the head does without one."""
    for place, code in enumerate(story.helpers):
        moment = at + timedelta(minutes=7 * place)
        if story.rng.random() < 0.1:
            reason = stage.words(story, "waive", at)
            head = stage.cast.head(story.lead)
            waive_co_task(story.ticket_no, head, moment, department=code, reason=reason)
        else:
            opinion = stage.words(story, "co_opinion", at)
            finish_co_task(story.ticket_no, stage.cast.handler(code), moment, opinion=opinion)
    story.helpers = []


def _ask(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "ask_during", at)
    ask_enterprise(story.ticket_no, stage.cast.handler(story.lead), at, note=note)


def _answer(stage: Stage, story: Story, at: datetime) -> None:
    answer(story, at, stage.words(story, "answer_during", at))


def _run_again(stage: Stage, story: Story, at: datetime) -> None:
    resume_clock(story.ticket_no, stage.cast.handler(story.lead), at, note="企业电话答复，恢复计时。")


def _resume(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "resume", at)
    resume_ticket(story.ticket_no, stage.cast.zone(Role.SUPERVISOR), at, note=note)


def _result(stage: Stage, story: Story, at: datetime) -> None:
    answer, result = story.filled.answer, story.filled.text.result
    submit_result(story.ticket_no, stage.cast.handler(story.lead), at, result_type=result, answer=answer)


def _approve(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "review", at)
    approve_result(story.ticket_no, stage.cast.head(story.lead), at, note=note)


def _send_back(stage: Stage, story: Story, at: datetime) -> None:
    reason = stage.words(story, "send_back", at)
    send_back(story.ticket_no, stage.cast.head(story.lead), at, reason=reason)


HANDLING_STEPS: Mapping[str, Play] = {
    "sign": _sign,
    "sign_only": _sign_only,
    "assign": _assign,
    "contact": _contact,
    "progress": _progress,
    "further": _further,
    "note": _note,
    "co": _co,
    "ask": _ask,
    "answer": _answer,
    "run_again": _run_again,
    "resume": _resume,
    "result": _result,
    "approve": _approve,
    "send_back": _send_back,
}
