"""The acts that can be performed on a ticket, with the word on the button (domain notes §2.2, §2.7)."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class Action(StrEnum):
    """One thing somebody does to a ticket; the value is the event's name."""

    SUBMIT = "submit"
    RECORD_ON_SITE = "record_on_site"
    ACCEPT = "accept"
    REQUEST_INFO = "request_info"
    DECLINE = "decline"
    SUPPLEMENT = "supplement"
    ADD_FACTS = "add_facts"
    CORRECT_CONTACT = "correct_contact"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    DISPATCH = "dispatch"
    ANSWER_DIRECTLY = "answer_directly"
    SIGN = "sign"
    RETURN = "return"
    UPHOLD_RETURN = "uphold_return"
    REJECT_RETURN = "reject_return"
    ASSIGN = "assign"
    CONTACT = "contact"
    PROGRESS = "progress"
    NOTE = "note"
    ASK_ENTERPRISE = "ask_enterprise"
    PAUSE_CLOCK = "pause_clock"
    RESUME_CLOCK = "resume_clock"
    VERIFY_ON_SITE = "verify_on_site"
    RECORD_ENERGISED = "record_energised"
    ADD_CO_TASK = "add_co_task"
    FINISH_CO_TASK = "finish_co_task"
    WAIVE_CO_TASK = "waive_co_task"
    REFER_OUTSIDE = "refer_outside"
    CLOSE_REFERRAL = "close_referral"
    RECORD_MEETING = "record_meeting"
    APPLY_EXTENSION = "apply_extension"
    GRANT_EXTENSION = "grant_extension"
    APPLY_LEVEL = "apply_level"
    RAISE_LEVEL = "raise_level"
    APPLY_HOLD = "apply_hold"
    HOLD = "hold"
    REFUSE_APPLICATION = "refuse_application"
    RESUME = "resume"
    SUBMIT_RESULT = "submit_result"
    APPROVE_RESULT = "approve_result"
    SEND_BACK = "send_back"
    RECORD_CALLBACK = "record_callback"
    RATE = "rate"
    REDO = "redo"
    PUT_ON_LIST = "put_on_list"
    STRIKE_OFF = "strike_off"
    REOPEN = "reopen"
    MERGE = "merge"
    UNMERGE = "unmerge"
    TRANSFER = "transfer"
    UNDO = "undo"
    JOIN = "join"
    LEAVE = "leave"
    URGE = "urge"
    INSTRUCT = "instruct"
    ANSWER_INSTRUCTION = "answer_instruction"
    ISSUE_SHEET = "issue_sheet"
    ANSWER_SHEET = "answer_sheet"
    ESCALATE = "escalate"


ACTION_NAMES: dict[Action, Bilingual] = {
    Action.SUBMIT: Bilingual("提交", "Submit"),
    Action.RECORD_ON_SITE: Bilingual("记录当场解决", "Record as solved on the spot"),
    Action.ACCEPT: Bilingual("受理", "Accept"),
    Action.REQUEST_INFO: Bilingual("要求补正", "Ask for information"),
    Action.DECLINE: Bilingual("不予受理", "Decline"),
    Action.SUPPLEMENT: Bilingual("补充材料", "Supplement"),
    Action.ADD_FACTS: Bilingual("补充情况", "Add facts"),
    Action.CORRECT_CONTACT: Bilingual("更正企业或联系方式", "Correct the enterprise or contact"),
    Action.LAPSE: Bilingual("逾期未补正", "Lapse"),
    Action.WITHDRAW: Bilingual("撤回", "Withdraw"),
    Action.DISPATCH: Bilingual("派单", "Dispatch"),
    Action.ANSWER_DIRECTLY: Bilingual("直接答复", "Answer directly"),
    Action.SIGN: Bilingual("签收", "Sign for"),
    Action.RETURN: Bilingual("退单", "Return"),
    Action.UPHOLD_RETURN: Bilingual("同意退单", "Uphold the return"),
    Action.REJECT_RETURN: Bilingual("驳回退单", "Reject the return"),
    Action.ASSIGN: Bilingual("分派承办人", "Assign"),
    Action.CONTACT: Bilingual("记录联系", "Log a contact"),
    Action.PROGRESS: Bilingual("反馈进展", "Report progress"),
    Action.NOTE: Bilingual("内部备注", "Internal note"),
    Action.ASK_ENTERPRISE: Bilingual("请企业补充", "Ask the enterprise"),
    Action.PAUSE_CLOCK: Bilingual("依法停表", "Stop the clock by law"),
    Action.RESUME_CLOCK: Bilingual("恢复计时", "Resume the clock"),
    Action.VERIFY_ON_SITE: Bilingual("记录现场核查", "Record an on-site verification"),
    Action.RECORD_ENERGISED: Bilingual("记录送电", "Record energisation"),
    Action.ADD_CO_TASK: Bilingual("增加协办", "Add a co-handling department"),
    Action.FINISH_CO_TASK: Bilingual("反馈协办意见", "Give the co-handling result"),
    Action.WAIVE_CO_TASK: Bilingual("免除协办", "Waive the co-handling"),
    Action.REFER_OUTSIDE: Bilingual("函商外部单位", "Refer to an external unit"),
    Action.CLOSE_REFERRAL: Bilingual("记录外部回复", "Record the external answer"),
    Action.RECORD_MEETING: Bilingual("记录联席会", "Record a joint meeting"),
    Action.APPLY_EXTENSION: Bilingual("申请延期", "Apply for an extension"),
    Action.GRANT_EXTENSION: Bilingual("批准延期", "Grant the extension"),
    Action.APPLY_LEVEL: Bilingual("申请提级", "Apply for a higher level"),
    Action.RAISE_LEVEL: Bilingual("批准提级", "Raise the level"),
    Action.APPLY_HOLD: Bilingual("申请挂账", "Apply for a hold"),
    Action.HOLD: Bilingual("批准挂账", "Approve the hold"),
    Action.REFUSE_APPLICATION: Bilingual("不予批准", "Refuse the application"),
    Action.RESUME: Bilingual("恢复办理", "Resume handling"),
    Action.SUBMIT_RESULT: Bilingual("提交结果", "Submit the result"),
    Action.APPROVE_RESULT: Bilingual("审核通过", "Approve the result"),
    Action.SEND_BACK: Bilingual("退回重写", "Send back"),
    Action.RECORD_CALLBACK: Bilingual("记录回访", "Record the callback"),
    Action.RATE: Bilingual("评价", "Rate"),
    Action.REDO: Bilingual("重办", "Redo"),
    Action.PUT_ON_LIST: Bilingual("转入清单", "Put on the list"),
    Action.STRIKE_OFF: Bilingual("销号", "Strike off"),
    Action.REOPEN: Bilingual("重开", "Reopen"),
    Action.MERGE: Bilingual("并案", "Merge"),
    Action.UNMERGE: Bilingual("撤销并案", "Unmerge"),
    Action.TRANSFER: Bilingual("改派", "Transfer"),
    Action.UNDO: Bilingual("撤销上一步", "Undo the last act"),
    Action.JOIN: Bilingual("归入专题", "Put under an umbrella"),
    Action.LEAVE: Bilingual("移出专题", "Take out of the umbrella"),
    Action.URGE: Bilingual("催办", "Urge"),
    Action.INSTRUCT: Bilingual("批示", "Instruct"),
    Action.ANSWER_INSTRUCTION: Bilingual("回复批示", "Answer the instruction"),
    Action.ISSUE_SHEET: Bilingual("发督办单", "Issue a supervision sheet"),
    Action.ANSWER_SHEET: Bilingual("回复督办单", "Answer the supervision sheet"),
    Action.ESCALATE: Bilingual("提级督办", "Escalate"),
}
