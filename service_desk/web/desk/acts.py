"""The table of acts an officer can perform on a ticket: action, form, use case, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from service_desk.domain.actions import Action
from service_desk.domain.states import State
from service_desk.persistence.tables import Ticket
from service_desk.usecases.closing.record_callback import record_callback
from service_desk.usecases.closing.redo_ticket import put_on_list, redo_ticket, reopen_ticket
from service_desk.usecases.closing.strike_off_ticket import strike_off_ticket
from service_desk.usecases.handling.apply_for_leave import apply_hold
from service_desk.usecases.handling.assign_handler import assign_handler
from service_desk.usecases.handling.decide_application import (
    approve_hold,
)
from service_desk.usecases.handling.end_co_task import finish_co_task, waive_co_task
from service_desk.usecases.handling.pause_clock import ask_enterprise, resume_clock
from service_desk.usecases.handling.report_progress import add_note, log_contact, report_progress
from service_desk.usecases.handling.resume_ticket import resume_ticket
from service_desk.usecases.handling.review_result import approve_result, send_back
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.intake.decline_ticket import decline_ticket
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.intake.supplement_ticket import add_facts, supplement_ticket
from service_desk.usecases.routing.dispatch_ticket import answer_directly, dispatch_ticket
from service_desk.usecases.routing.judge_return import reject_return, uphold_return
from service_desk.usecases.routing.merge_ticket import merge_ticket
from service_desk.usecases.routing.return_ticket import return_ticket
from service_desk.usecases.routing.sign_ticket import sign_ticket
from service_desk.web.desk.triage import accept_and_dispatch
from service_desk.web.forms.desk import ActForm, one_text
from service_desk.web.forms.desk_closing import CallbackForm
from service_desk.web.forms.desk_handling import (
    AssignForm,
    HoldForm,
    ProgressForm,
    ResultForm,
    ReturnForm,
    SignForm,
    WaiveForm,
)
from service_desk.web.forms.desk_intake import AcceptForm, DeclineForm, DispatchForm, MergeForm


@dataclass(frozen=True)
class Act:
    """One row: `use_case(ticket_no, actor, now, seen_version=…, **form.inputs())`, then `done` is said.

    `done_in` says something else where the ticket ends in another state. `words` tell the consequence before it is
    done; `is_final` asks once more, because nobody can take it back.
    """

    action: Action
    form: type[ActForm]
    use_case: Callable[..., Ticket]
    done: Any
    words: Any = ""
    is_final: bool = False
    done_in: Mapping[State, Any] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The act's name in addresses."""
        return self.action.value.replace("_", "-")


def _note(label: Any, words: Any = "", *, needed: bool = True) -> type[ActForm]:
    return one_text("note", label, needed=needed, words=words)


_VISIBLE = _l("企业看得到这段话。")
_INTERNAL = _l("只限内部，企业看不到。")

_TABLE = (
    Act(Action.ACCEPT, AcceptForm, accept_and_dispatch, _l("已受理，等待派单。"),
        done_in={State.DISPATCHED: _l("已受理并派单。")}),
    Act(Action.DISPATCH, DispatchForm, dispatch_ticket, _l("已派单，等待主办单位签收。")),
    Act(Action.REQUEST_INFO, _note(_l("需要企业补正什么"), _l("请一次说全。企业会收到这段话，补齐前不计时。")),
        request_information, _l("已请企业补正。"), _l("十个工作日没有补正的，按撤回处理。")),
    Act(Action.ANSWER_DIRECTLY, one_text("answer", _l("给企业的答复"), rows=6, words=_VISIBLE), answer_directly,
        _l("已答复，转回访。"), _l("由受理中心直接答复，不再派单；由其他同事回访。")),
    Act(Action.DECLINE, DeclineForm, decline_ticket, _l("已告知企业不予受理。"),
        _l("诉求就此结束并告知企业，不能撤回。"), is_final=True),
    Act(Action.SUPPLEMENT, _note(_l("企业补充的内容"), _l("企业通过电话等方式补充的，在这里代为记录。")),
        supplement_ticket, _l("已记录企业的补充。")),
    Act(Action.SIGN, SignForm, sign_ticket, _l("已签收，由您承办。")),
    Act(Action.RETURN, ReturnForm, return_ticket, _l("已申请退单，等待裁定。"),
        _l("派单后一个工作日内可以退单；裁定之前，首接责任不变。")),
    Act(Action.UPHOLD_RETURN, one_text("ruling", _l("裁定意见"), words=_INTERNAL), uphold_return,
        _l("已同意退单，请重新派单。"), _l("诉求回到待派单。")),
    Act(Action.REJECT_RETURN, one_text("ruling", _l("裁定意见"), words=_INTERNAL), reject_return,
        _l("已驳回退单。"), _l("裁定有约束力，这件诉求不能再退单。")),
    Act(Action.PROGRESS, ProgressForm, report_progress, _l("已反馈进展。")),
    Act(Action.CONTACT, _note(_l("联系情况"), _VISIBLE), log_contact, _l("已记录联系情况。")),
    Act(Action.SUBMIT_RESULT, ResultForm, submit_result, _l("已提交结果，等待他人审核。")),
    Act(Action.ASK_ENTERPRISE, _note(_l("需要企业补充什么"), _VISIBLE), ask_enterprise, _l("已请企业补充，计时暂停。"),
        _l("企业补充或恢复计时之前，三天反馈和办结时限停表。")),
    Act(Action.RESUME_CLOCK, _note(_l("恢复计时的原因"), _VISIBLE), resume_clock, _l("计时已恢复。")),
    Act(Action.ASSIGN, AssignForm, assign_handler, _l("已分派。")),
    Act(Action.FINISH_CO_TASK, one_text("opinion", _l("协办意见"), words=_INTERNAL), finish_co_task,
        _l("已反馈协办意见。")),
    Act(Action.WAIVE_CO_TASK, WaiveForm, waive_co_task, _l("已免除协办。")),
    Act(Action.APPLY_HOLD, HoldForm, apply_hold, _l("已申请挂账，等待区领导批准。"),
        _l("客观上现在办不了的才挂账；批准后时限停表，但仍算在办，到期复核。")),
    Act(Action.HOLD, _note(_l("批准意见"), _VISIBLE, needed=False), approve_hold, _l("已批准挂账。"),
        _l("时限停表，但仍算在办，到期复核。")),
    Act(Action.RESUME, _note(_l("恢复办理的原因"), _VISIBLE, needed=False), resume_ticket, _l("已恢复办理。")),
    Act(Action.APPROVE_RESULT, ActForm, approve_result, _l("已审核通过，转回访。"), _l("答复随即告知企业，由他人回访。")),
    Act(Action.SEND_BACK, one_text("reason", _l("还缺什么"), words=_INTERNAL), send_back, _l("已退回重写。")),
    Act(Action.RECORD_CALLBACK, CallbackForm, record_callback, _l("已记录回访。")),
    Act(Action.STRIKE_OFF, _note(_l("销号说明"), _VISIBLE, needed=False), strike_off_ticket, _l("已销号。"),
        _l("销号后企业收到通知；三十天内有新情况可以重开。")),
    Act(Action.REDO, one_text("reason", _l("重办原因"), words=_VISIBLE), redo_ticket, _l("已转重办，办结时限重新计算。")),
    Act(Action.PUT_ON_LIST, one_text("reason", _l("转入原因"), words=_VISIBLE), put_on_list,
        _l("已转入清单，等待派单。")),
    Act(Action.REOPEN, one_text("reason", _l("有什么新情况"), words=_VISIBLE), reopen_ticket,
        _l("已重开，办结时限重新计算。")),
    Act(Action.MERGE, MergeForm, merge_ticket, _l("已并案。"),
        _l("这一件就此结束，由并入的那一件继续办理；不能撤回。"), is_final=True),
    Act(Action.ADD_FACTS, _note(_l("企业补充的情况"), _l("企业通过电话等方式补充的，在这里代为记录。")), add_facts,
        _l("已记录补充情况。")),
    Act(Action.NOTE, _note(_l("内部备注"), _INTERNAL), add_note, _l("已备注。")),
)  # fmt: skip

ACTS: dict[Action, Act] = {act.action: act for act in _TABLE}
"""Every act an officer has a form for, in the order in which buttons stand."""

BY_SLUG: dict[str, Act] = {act.slug: act for act in _TABLE}

_LEADING = (
    Action.ACCEPT, Action.DISPATCH, Action.SIGN, Action.STRIKE_OFF, Action.REDO, Action.PUT_ON_LIST,
    Action.RECORD_CALLBACK, Action.APPROVE_RESULT, Action.RESUME_CLOCK, Action.PROGRESS, Action.FINISH_CO_TASK,
)  # fmt: skip
"""Acts whose form stands on the ticket's page itself: the first that is possible is what the person came for."""


def leading_act(possible: frozenset[str]) -> Act | None:
    """Return the act whose form stands on the ticket's page, None where nothing is expected of the person."""
    return next((ACTS[action] for action in _LEADING if action.value in possible), None)
