"""What stands beside the form of a callback: the script, the calls nobody took, and why this enterprise is called at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from service_desk.domain.actions import Action
from service_desk.domain.callbacks import CALLS_BEFORE_NO_ANSWER, Outcome
from service_desk.domain.phrases import filled
from service_desk.domain.zone_choices import CallbackMode
from service_desk.persistence.database import db
from service_desk.usecases.reading.contact import Contact, contact_of
from service_desk.usecases.zone.edit_callback_script import script_in_force
from service_desk.web.clock import now
from service_desk.web.desk.correcting import correction_address
from service_desk.web.desk.due_words import due_of
from service_desk.web.forms.desk import Stage
from service_desk.web.language import say


@dataclass(frozen=True)
class CallbackHelp:
    """Whom to call, the steps of the call with their version, the attempts in vain (when, who), the rules in words.

    `correct_at` is where a wrong number or enterprise is corrected, None where the person may not.
    """

    contact: Contact
    correct_at: str | None

    steps: Sequence[str]
    version: str
    attempts: Sequence[tuple[datetime, str]]
    no_answer: Any
    sampling: Any


def callback_help(stage: Stage) -> CallbackHelp:
    """Return what helps with the callback of a ticket."""
    script, facts = script_in_force(db.session()), _facts(stage)
    steps = [
        filled(say(step), facts)
        for step in script.steps(stage.view.ticket.result_type, stage.view.ticket.form)
    ]
    return CallbackHelp(
        contact_of(stage.view.ticket, stage.actor), correction_address(stage), steps, script.version,
        _attempts(stage), _no_answer(stage), _sampling(stage),
    )  # fmt: skip


def _facts(stage: Stage) -> dict[str, str]:
    ticket = stage.view.ticket
    lead = stage.department(ticket.lead_department or stage.view.rules.catalogue.coordinator)
    return {
        "编号": ticket.ticket_no, "标题": ticket.title, "企业": ticket.enterprise_name, "主办": say(lead),
        "联系人": ticket.contact_name or _("联系人"), "期限": say(due_of(ticket, now()).words),
    }  # fmt: skip


def _attempts(stage: Stage) -> list[tuple[datetime, str]]:
    """Return the last calls that nobody took, since anybody answered."""
    calls = [entry.event for entry in stage.view.timeline if entry.event.action is Action.RECORD_CALLBACK]
    missed = [call for call in calls if call.data.get("outcome") == Outcome.UNREACHABLE]
    count = stage.failed_calls
    return [(call.at, call.actor_name) for call in missed[len(missed) - count :]] if count else []


def _no_answer(stage: Stage) -> Any:
    left = CALLS_BEFORE_NO_ANSWER - stage.failed_calls
    if left <= 0:
        return _("已满三次无人接听，可以按无人接听规则销号；销号说明里写明三次拨打的时间。")
    if stage.failed_calls:
        return _(
            "已有 %(done)s 次无人接听；换个时间再打，满三次可以按规则销号，还差 %(n)s 次。",
            done=stage.failed_calls, n=left,
        )  # fmt: skip
    return _("无人接听的，换个时间再打，每次都记录；满三次可以按规则销号，还差 %(n)s 次。", n=left)


def _sampling(stage: Stage) -> Any:
    """Say why the enterprise is called, or that it need not be."""
    choice, ticket = stage.view.rules.callback_choice, stage.view.ticket
    if not stage.view.course.callback_is_needed:
        return _("这件没有抽中：告知结果满三个工作日企业没有异议，不回访也可以销号；愿意的照样可以打。")
    if choice.mode is CallbackMode.FULL:
        return _("本区全部回访。")
    if choice.is_called(ticket.ticket_no):
        return _("抽样回访 %(n)s%%：这件按编号抽中，谁也不能挑选。", n=choice.percent)
    return _("这件没有抽中，但难件、督办件、重办件、投诉和没有全部解决的一律回访。")
