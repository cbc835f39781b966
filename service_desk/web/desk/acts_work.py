"""The acts of the department's work, alone and with others."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from service_desk.domain.actions import Action
from service_desk.usecases.handling.add_co_task import add_co_task
from service_desk.usecases.handling.apply_for_leave import apply_extension, apply_hold, apply_level
from service_desk.usecases.handling.assign_handler import assign_handler
from service_desk.usecases.handling.decide_application import (
    approve_hold,
    grant_extension,
    raise_level,
    refuse_application,
)
from service_desk.usecases.handling.end_co_task import finish_co_task, waive_co_task
from service_desk.usecases.handling.pause_clock import ask_enterprise, pause_clock, resume_clock
from service_desk.usecases.handling.record_energised import record_energised
from service_desk.usecases.handling.record_meeting import record_meeting
from service_desk.usecases.handling.refer_outside import close_referral, refer_outside
from service_desk.usecases.handling.report_progress import add_note, log_contact, report_progress
from service_desk.usecases.handling.resume_ticket import resume_ticket
from service_desk.usecases.handling.review_result import approve_result, send_back
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.handling.verify_on_site import verify_on_site
from service_desk.web.desk.act_row import INTERNAL, VISIBLE, Act, Group, note
from service_desk.web.forms.desk import ActForm, one_text
from service_desk.web.forms.desk_contract import (
    AnswerOutsideForm,
    EnergisedForm,
    OpinionForm,
    PartForm,
    PauseForm,
    ReferForm,
    WaiveForm,
)
from service_desk.web.forms.desk_handling import AssignForm, InternalNoteForm, ProgressForm, ResultForm
from service_desk.web.forms.desk_leave import ExtensionForm, GrantForm, HoldForm, LevelForm
from service_desk.web.forms.desk_rows import MeetingForm, VerifyForm

WORK_ACTS = (
    Act(Action.PROGRESS, ProgressForm, report_progress, _l("已反馈进展。")),
    Act(Action.CONTACT, note(_l("联系情况"), VISIBLE), log_contact, _l("已记录联系情况。")),
    Act(Action.SUBMIT_RESULT, ResultForm, submit_result, _l("已提交结果，等待他人审核。")),
    Act(Action.VERIFY_ON_SITE, VerifyForm, verify_on_site, _l("已记录现场核查。")),
    Act(Action.RECORD_ENERGISED, EnergisedForm, record_energised, _l("已记录送电。"),
        _l("借用变压器送电，须借用加自留不超过额定容量，并有供电企业书面同意。")),
    Act(Action.ASK_ENTERPRISE, note(_l("需要企业补充什么"), VISIBLE), ask_enterprise, _l("已请企业补充，计时暂停。"),
        _l("企业补充或恢复计时之前，三天反馈和办结时限停表。")),
    Act(Action.PAUSE_CLOCK, PauseForm, pause_clock, _l("已停表。"), _l("听证、招标、勘验等依法不计入时限的，写明依据；结束后请恢复计时。")),
    Act(Action.RESUME_CLOCK, note(_l("恢复计时的原因"), VISIBLE), resume_clock, _l("计时已恢复。")),
    Act(Action.ASSIGN, AssignForm, assign_handler, _l("已分派。十分钟内可以撤销。")),
    Act(Action.APPROVE_RESULT, ActForm, approve_result, _l("已审核通过，转回访。"), _l("答复随即告知企业，由他人回访。")),
    Act(Action.SEND_BACK, one_text("reason", _l("还缺什么"), words=INTERNAL), send_back, _l("已退回重写。")),
    Act(Action.RESUME, note(_l("恢复办理的原因"), VISIBLE, needed=False), resume_ticket, _l("已恢复办理。")),
    Act(Action.GRANT_EXTENSION, GrantForm, grant_extension, _l("已批准延期。"), _l("企业会收到新的日期和理由；延期单独统计。")),
    Act(Action.RAISE_LEVEL, note(_l("批准意见"), VISIBLE, needed=False), raise_level, _l("已批准提级。"),
        _l("从原受理日起按新的一级计时；只能提一次。")),
    Act(Action.HOLD, note(_l("批准意见"), VISIBLE, needed=False), approve_hold, _l("已批准挂账。"),
        _l("时限停表，但仍算在办，到期复核。")),
    Act(Action.REFUSE_APPLICATION, one_text("reason", _l("不予批准的理由"), words=INTERNAL), refuse_application,
        _l("已答复不予批准。"), _l("时限和难易不变。")),
    Act(Action.FINISH_CO_TASK, OpinionForm, finish_co_task, _l("已反馈协办意见。")),
    Act(Action.ADD_CO_TASK, PartForm, add_co_task, _l("已请该单位协办。"), group=Group.TOGETHER),
    Act(Action.WAIVE_CO_TASK, WaiveForm, waive_co_task, _l("已免除协办。"), group=Group.TOGETHER),
    Act(Action.REFER_OUTSIDE, ReferForm, refer_outside, _l("已记录函商。"),
        _l("等外部回复期间计时不停；收到回复并记录文号后才能提交结果。"), group=Group.TOGETHER),
    Act(Action.CLOSE_REFERRAL, AnswerOutsideForm, close_referral, _l("已记录外部回复。"), group=Group.TOGETHER),
    Act(Action.RECORD_MEETING, MeetingForm, record_meeting, _l("已记录联席会。"), group=Group.TOGETHER),
    Act(Action.APPLY_EXTENSION, ExtensionForm, apply_extension, _l("已申请延期，等待批准。"),
        _l("到期之后不能再申请，按超期统计。"), group=Group.LEAVE),
    Act(Action.APPLY_LEVEL, LevelForm, apply_level, _l("已申请提级，等待批准。"),
        _l("办结时限届满前可以申请一次；超期后不能再改。"), group=Group.LEAVE),
    Act(Action.APPLY_HOLD, HoldForm, apply_hold, _l("已申请挂账，等待区领导批准。"),
        _l("客观上现在办不了的才挂账；批准后时限停表，但仍算在办，到期复核。"), group=Group.LEAVE),
    Act(Action.NOTE, InternalNoteForm, add_note, _l("已备注。"), group=Group.REST),
)  # fmt: skip
