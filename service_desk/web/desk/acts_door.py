"""The acts at the door and of routing."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from service_desk.domain.actions import Action
from service_desk.domain.states import State
from service_desk.usecases.intake.decline_ticket import decline_ticket
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.intake.supplement_ticket import add_facts, supplement_ticket
from service_desk.usecases.routing.dispatch_ticket import answer_directly, dispatch_ticket
from service_desk.usecases.routing.group_tickets import join_umbrella, leave_umbrella
from service_desk.usecases.routing.judge_return import reject_return, uphold_return
from service_desk.usecases.routing.merge_ticket import merge_ticket, unmerge_ticket
from service_desk.usecases.routing.return_ticket import return_ticket
from service_desk.usecases.routing.sign_ticket import sign_ticket
from service_desk.usecases.routing.transfer_ticket import transfer_ticket
from service_desk.usecases.routing.undo_act import undo_act
from service_desk.web.desk.act_row import INTERNAL, VISIBLE, Act, Group, note
from service_desk.web.desk.correcting import correct_and_tell
from service_desk.web.desk.triage import accept_and_dispatch
from service_desk.web.forms.desk import ActForm, one_text
from service_desk.web.forms.desk_contract import JoinForm, TransferForm
from service_desk.web.forms.desk_correct import CorrectForm
from service_desk.web.forms.desk_dispatch import DispatchForm
from service_desk.web.forms.desk_handling import ReturnForm, SignForm
from service_desk.web.forms.desk_intake import AcceptForm, DeclineForm, MergeForm

DOOR_ACTS = (
    Act(Action.ACCEPT, AcceptForm, accept_and_dispatch, _l("已受理，等待派单。"),
        done_in={State.DISPATCHED: _l("已受理并派单。十分钟内可以撤销派单。")}),
    Act(Action.DISPATCH, DispatchForm, dispatch_ticket, _l("已派单，等待主办单位签收。十分钟内可以撤销。")),
    Act(Action.UNDO, ActForm, undo_act, _l("已撤销，恢复到之前。"), _l("没有发出的通知一并撤回，已收到通知的单位会被告知。")),
    Act(Action.REQUEST_INFO, note(_l("需要企业补正什么"), _l("请一次说全。企业会收到这段话，补齐前不计时。")),
        request_information, _l("已请企业补正。"), _l("十个工作日没有补正的，按撤回处理。")),
    Act(Action.ANSWER_DIRECTLY, one_text("answer", _l("给企业的答复"), rows=6, words=VISIBLE), answer_directly,
        _l("已答复，转回访。"), _l("由受理中心直接答复，不再派单；由其他同事回访。")),
    Act(Action.DECLINE, DeclineForm, decline_ticket, _l("已告知企业不予受理。"),
        _l("诉求就此结束并告知企业，不能撤回。"), is_final=True),
    Act(Action.SUPPLEMENT, note(_l("企业补充的内容"), _l("企业通过电话等方式补充的，在这里代为记录。")),
        supplement_ticket, _l("已记录企业的补充。")),
    Act(Action.SIGN, SignForm, sign_ticket, _l("已签收，由您承办。")),
    Act(Action.RETURN, ReturnForm, return_ticket, _l("已申请退单，等待裁定。"),
        _l("派单后一个工作日内可以退单，每个部门只能退一次；裁定之前，首接责任不变。")),
    Act(Action.UPHOLD_RETURN, one_text("ruling", _l("裁定意见"), words=INTERNAL), uphold_return,
        _l("已同意退单，请重新派单。"), _l("诉求回到待派单；裁定会记下来，下次同类诉求派单时提示。")),
    Act(Action.REJECT_RETURN, one_text("ruling", _l("裁定意见"), words=INTERNAL), reject_return,
        _l("已驳回退单。"), _l("裁定有约束力，这件诉求不能再退单。")),
    Act(Action.TRANSFER, TransferForm, transfer_ticket, _l("已改派，新单位签收前仍由原单位负责。十分钟内可以撤销。"),
        _l("计时不停，首接单位不变；新单位签收前，原单位仍负责。"), group=Group.TOGETHER),
    Act(Action.UNMERGE, one_text("reason", _l("撤销并案的理由"), words=VISIBLE), unmerge_ticket,
        _l("已撤销并案，继续单独办理。"), _l("回到并案前的状态，并案期间不计时。")),
    Act(Action.JOIN, JoinForm, join_umbrella, _l("已归入专题。"), group=Group.REST),
    Act(Action.LEAVE, one_text("reason", _l("移出理由"), needed=False, words=INTERNAL), leave_umbrella,
        _l("已移出专题。"), group=Group.REST),
    Act(Action.MERGE, MergeForm, merge_ticket, _l("已并案。十分钟内可以撤销，以后也可以撤销并案。"),
        _l("这一件就此结束，由并入的那一件继续办理。"), is_final=True, group=Group.REST),
    Act(Action.ADD_FACTS, note(_l("企业补充的情况"), _l("企业通过电话等方式补充的，在这里代为记录。")), add_facts,
        _l("已记录补充情况。"), group=Group.REST),
    Act(Action.CORRECT_CONTACT, CorrectForm, correct_and_tell, _l("已更正，经过里留有记录。改错了可以再更正一次。"),
        _l("换了企业，新企业的账号看得到这件诉求，原企业的账号看不到了；企业名下的件数和报表随之改变。"), group=Group.REST),
)  # fmt: skip
