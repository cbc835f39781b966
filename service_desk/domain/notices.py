"""The letters a ticket's life gives rise to, and who receives each."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class Audience(StrEnum):
    """Who a notice is addressed to; addresses are looked up when the act is committed."""

    ENTERPRISE = "enterprise"
    LEAD_DEPARTMENT = "lead_department"
    CO_DEPARTMENTS = "co_departments"
    NAMED_DEPARTMENT = "named_department"
    COORDINATOR = "coordinator"
    LEADERS = "leaders"
    COLLEAGUE = "colleague"


class Notice(StrEnum):
    """One kind of letter; the value is the folder of its templates under `templates/mail/`."""

    RECEIPT = "receipt"
    INFO_WANTED = "info_wanted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    SUPPLEMENTED = "supplemented"
    WITHDRAWN = "withdrawn"
    DISPATCHED = "dispatched"
    CO_TASK = "co_task"
    SIGNED = "signed"
    RETURNED = "returned"
    RETURN_REJECTED = "return_rejected"
    PROGRESS = "progress"
    ON_HOLD = "on_hold"
    RESULT = "result"
    SENT_BACK = "sent_back"
    DISPUTED = "disputed"
    REDO = "redo"
    STRUCK_OFF = "struck_off"
    REOPENED = "reopened"
    MERGED = "merged"
    UNMERGED = "unmerged"
    TAKEN_BACK = "taken_back"
    CO_TASK_DONE = "co_task_done"
    MEETING = "meeting"
    APPLICATION = "application"
    APPLICATION_REFUSED = "application_refused"
    EXTENDED = "extended"
    LEVEL_RAISED = "level_raised"
    HOLD_ENDED = "hold_ended"
    URGED = "urged"
    SHEET = "sheet"
    SHEETS = "sheets"
    SHEET_ANSWERED = "sheet_answered"
    INSTRUCTED = "instructed"
    INSTRUCTION_ANSWERED = "instruction_answered"
    ESCALATED = "escalated"
    MENTIONED = "mentioned"
    WEEKLY_ZONE = "weekly_zone"
    WEEKLY_DEPARTMENT = "weekly_department"
    ACCOUNT_LINK = "account_link"
    ANSWER_REVIEW = "answer_review"
    ANSWER_UNHELPFUL = "answer_unhelpful"
    AREA_CONFIRM = "area_confirm"
    AREA_UPDATE = "area_update"
    AREA_ENDED = "area_ended"
    DRAFT_LINK = "draft_link"
    TRACKING_LINK = "tracking_link"
    FIRM_REFUSED = "firm_refused"
    EXPORT_READY = "export_ready"
    SUBSTITUTE_GONE = "substitute_gone"


NOTICE_NAMES: dict[Notice, Bilingual] = {
    Notice.RECEIPT: Bilingual("诉求回执", "Receipt"),
    Notice.INFO_WANTED: Bilingual("请企业补充", "Information wanted"),
    Notice.DECLINED: Bilingual("不予受理", "Declined"),
    Notice.LAPSED: Bilingual("逾期未补充", "Lapsed"),
    Notice.SUPPLEMENTED: Bilingual("企业已补充", "Information supplied"),
    Notice.WITHDRAWN: Bilingual("企业撤回", "Withdrawn"),
    Notice.DISPATCHED: Bilingual("派单", "Dispatched"),
    Notice.CO_TASK: Bilingual("协办", "Co-handling"),
    Notice.SIGNED: Bilingual("已签收", "Signed for"),
    Notice.RETURNED: Bilingual("部门退单", "Returned"),
    Notice.RETURN_REJECTED: Bilingual("退单未同意", "Return rejected"),
    Notice.PROGRESS: Bilingual("办理进展", "Progress"),
    Notice.ON_HOLD: Bilingual("挂账", "On hold"),
    Notice.RESULT: Bilingual("办理结果", "Result"),
    Notice.SENT_BACK: Bilingual("结果退回", "Result sent back"),
    Notice.DISPUTED: Bilingual("企业有异议", "Disputed"),
    Notice.REDO: Bilingual("重新办理", "To be done again"),
    Notice.STRUCK_OFF: Bilingual("已销号", "Struck off"),
    Notice.REOPENED: Bilingual("重新打开", "Reopened"),
    Notice.MERGED: Bilingual("并案", "Merged"),
    Notice.UNMERGED: Bilingual("撤销并案", "Unmerged"),
    Notice.TAKEN_BACK: Bilingual("派单已撤销", "Dispatch taken back"),
    Notice.CO_TASK_DONE: Bilingual("协办已反馈", "Co-handling done"),
    Notice.MEETING: Bilingual("联席会", "Joint meeting"),
    Notice.APPLICATION: Bilingual("待批申请", "Application to decide"),
    Notice.APPLICATION_REFUSED: Bilingual("申请未批准", "Application refused"),
    Notice.EXTENDED: Bilingual("延期", "Extended"),
    Notice.LEVEL_RAISED: Bilingual("提级", "Level raised"),
    Notice.HOLD_ENDED: Bilingual("挂账到期", "Hold ended"),
    Notice.URGED: Bilingual("催办", "Urged"),
    Notice.SHEET: Bilingual("督办单", "Supervision sheet"),
    Notice.SHEETS: Bilingual("督办单汇总", "Supervision sheets"),
    Notice.SHEET_ANSWERED: Bilingual("督办单回复", "Supervision sheet answered"),
    Notice.INSTRUCTED: Bilingual("领导批示", "Leader's instruction"),
    Notice.INSTRUCTION_ANSWERED: Bilingual("批示回复", "Instruction answered"),
    Notice.ESCALATED: Bilingual("提级督办", "Escalated"),
    Notice.MENTIONED: Bilingual("提到您", "You were mentioned"),
    Notice.WEEKLY_ZONE: Bilingual("周报（全区）", "Weekly report (zone)"),
    Notice.WEEKLY_DEPARTMENT: Bilingual("周报（部门）", "Weekly report (department)"),
    Notice.ACCOUNT_LINK: Bilingual("账号链接", "Account link"),
    Notice.ANSWER_REVIEW: Bilingual("答复待审核", "Answer to review"),
    Notice.ANSWER_UNHELPFUL: Bilingual("答复没有帮上忙", "Answer did not help"),
    Notice.AREA_CONFIRM: Bilingual("确认关注公告", "Confirm following"),
    Notice.AREA_UPDATE: Bilingual("公告有新进展", "Notice updated"),
    Notice.AREA_ENDED: Bilingual("公告结束", "Notice over"),
    Notice.DRAFT_LINK: Bilingual("草稿链接", "Link to a draft"),
    Notice.TRACKING_LINK: Bilingual("进度链接", "Link to follow a request"),
    Notice.FIRM_REFUSED: Bilingual("企业账号未开通", "Firm account refused"),
    Notice.EXPORT_READY: Bilingual("导出完成", "Export ready"),
    Notice.SUBSTITUTE_GONE: Bilingual("代班中断", "Substitute gone"),
}
