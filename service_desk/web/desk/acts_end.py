"""The acts at the end, and those of supervision."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from service_desk.domain.actions import Action
from service_desk.usecases.closing.record_callback import record_callback
from service_desk.usecases.closing.redo_ticket import put_on_list, redo_ticket, reopen_ticket
from service_desk.usecases.closing.strike_off_ticket import strike_off_ticket
from service_desk.usecases.supervision.instruct_department import answer_instruction, instruct_department
from service_desk.usecases.supervision.issue_sheets import answer_sheet, issue_sheet
from service_desk.usecases.supervision.urge_ticket import urge_ticket
from service_desk.web.desk.act_row import INTERNAL, VISIBLE, Act, Group, note
from service_desk.web.forms.desk import one_text
from service_desk.web.forms.desk_closing import CallbackForm
from service_desk.web.forms.desk_contract import InstructForm, SheetForm

END_ACTS = (
    Act(Action.RECORD_CALLBACK, CallbackForm, record_callback, _l("已记录回访。")),
    Act(Action.STRIKE_OFF, note(_l("销号说明"), VISIBLE, needed=False), strike_off_ticket, _l("已销号。"),
        _l("销号后企业收到通知；三十天内有新情况可以重开。")),
    Act(Action.REDO, one_text("reason", _l("重办原因"), words=VISIBLE), redo_ticket,
        _l("已转重办，一个工作日内联系企业，办结时限重新计算。")),
    Act(Action.PUT_ON_LIST, one_text("reason", _l("转入原因"), words=VISIBLE), put_on_list,
        _l("已转入清单，等待派单。")),
    Act(Action.REOPEN, one_text("reason", _l("有什么新情况"), words=VISIBLE), reopen_ticket,
        _l("已重开，一个工作日内联系企业，办结时限重新计算。")),
)  # fmt: skip

SUPERVISION_ACTS = (
    Act(Action.ANSWER_SHEET, note(_l("原因和措施"), INTERNAL), answer_sheet, _l("已回复督办单。")),
    Act(Action.ANSWER_INSTRUCTION, note(_l("办理情况"), INTERNAL), answer_instruction, _l("已回复批示。")),
    Act(Action.URGE, note(_l("催办的话"), VISIBLE, needed=False), urge_ticket, _l("已催办。"), group=Group.SUPERVISION),
    Act(Action.INSTRUCT, InstructForm, instruct_department, _l("已批示，等待主办单位回复。"), group=Group.SUPERVISION),
    Act(Action.ISSUE_SHEET, SheetForm, issue_sheet, _l("已发督办单。"), group=Group.SUPERVISION),
)  # fmt: skip
