"""A ticket's story in plain words: every act, with the codes it keeps turned into names of both languages."""

from __future__ import annotations

from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.events import Event
from service_desk.domain.roles import Role
from service_desk.domain.telling import author, department_name, narrate
from service_desk.domain.transitions import TRANSITIONS
from tests.domain.histories import at

CATALOGUE = load_catalogue()


def event(action: Action, role: Role = Role.DISPATCHER, of: str | None = "ES", **data: Any) -> Event:
    row = next(row for row in TRANSITIONS if row.action is action)
    return Event(
        1, at("2021-05-07 10:00"), action, row.source, row.target or row.source, actor_id=1, actor_name="演示",
        actor_role=role, actor_department=of, data=data,
    )  # fmt: skip


STORY: list[tuple[Event, str, str, str | None]] = [
    (event(Action.SUBMIT, source="web", request_type="tax"), "企业提交诉求", "Request submitted", None),
    (event(Action.SUBMIT, source="phone", request_type="tax"), "登记诉求（电话代录）", "Request recorded (Telephone)", None),
    (
        event(Action.SUBMIT, source="chat", request_type="tax", origin={"said_at": "2021-05-06T14:32:00+08:00", "said_by": "x"}),
        "登记诉求（微信群代录，原话时间 2021年5月6日 14:32）", "Request recorded (Chat group, said at 6 May 2021 14:32)", None,
    ),
    (
        event(Action.RECORD_ON_SITE, source="visit", note="已答复", origin={"visit_no": "ZF20210506-0001"}),
        "走访当场解决（ZF20210506-0001）", "Solved on the spot during a visit (ZF20210506-0001)", "已答复",
    ),
    (event(Action.RECORD_ON_SITE, source="visit", note="已答复"), "走访当场解决", "Solved on the spot during a visit", "已答复"),
    (
        event(Action.ACCEPT, category="FS", request_type="power_capacity", level="general", urgency=0),
        "已受理，归为要素保障类，按一般问题计时", "Accepted as Factor supply, timed as general", None,
    ),
    (event(Action.REQUEST_INFO, note="缺图纸"), "请企业补正材料，补齐前不计时", "Information asked for; the clock waits", "缺图纸"),
    (
        event(Action.DECLINE, reason="已诉讼", channel="人民法院"),
        "不予受理，可通过人民法院办理", "Declined; the channel open to you is 人民法院", "已诉讼",
    ),
    (event(Action.SUPPLEMENT, Role.ENTERPRISE, None, note="见附件"), "企业已补充材料", "The enterprise supplied the information", "见附件"),
    (event(Action.ADD_FACTS, Role.ENTERPRISE, None, note="又停电"), "企业补充情况", "The enterprise added facts", "又停电"),
    (
        event(Action.CORRECT_CONTACT, Role.ENTERPRISE, None, changed=["contact_name", "contact_mobile"], before={}),
        "企业更正了联系人、联系电话", "The enterprise corrected: contact, telephone", None,
    ),
    (
        event(
            Action.CORRECT_CONTACT, Role.CALLBACK, changed=["contact_mobile", "enterprise_name"], reason="空号", renewed_code=True,
            before={"contact_mobile": "138****8000", "enterprise_name": "甲公司"},
            after={"contact_mobile": "139****9000", "enterprise_name": "乙公司"},
        ),
        "更正了企业名称（原为甲公司，现为乙公司）、联系电话（原为138****8000，现为139****9000）、查询码（原来的作废）",
        "Corrected: enterprise's name (甲公司 → 乙公司), telephone (138****8000 → 139****9000), query code (the old one is void)",
        "空号",
    ),
    (
        event(Action.CORRECT_CONTACT, Role.DISPATCHER, changed=["park"], reason="漏填", before={"park": ""}, after={"park": "东区"}),
        "更正了园区（原为空，现为东区）", "Corrected: park (empty → 东区)", "漏填",
    ),
    (
        event(Action.LAPSE, Role.SYSTEM, None),
        "十个工作日未补正，按撤回处理", "Not supplied within ten working days; treated as withdrawn", None,
    ),
    (event(Action.WITHDRAW, Role.ENTERPRISE, None, reason=""), "企业撤回诉求", "The enterprise withdrew the request", None),
    (event(Action.DISPATCH, lead="PW", co_departments=[], note=""), "已交供电局主办", "Handed to Power Supply Bureau", None),
    (
        event(Action.DISPATCH, lead="PW", co_departments=["CB", "GS"], note="尽快"),
        "已交供电局主办，园区建设局、政务服务局（行政审批局）协办",
        "Handed to Power Supply Bureau, together with Park Construction Bureau, Government Service Bureau", "尽快",
    ),
    (
        event(Action.ANSWER_DIRECTLY, result_type="explained", answer="可申报"),
        "已直接答复：解释说明", "Answered directly: Explained", "可申报",
    ),
    (event(Action.SIGN, Role.HANDLER, "PW", contacted=False, note=""), "供电局已签收", "Power Supply Bureau signed for it", None),
    (
        event(Action.SIGN, Role.HANDLER, "PW", contacted=True, note="已约明早"),
        "供电局已签收，并已联系企业", "Power Supply Bureau signed for it and contacted the enterprise", "已约明早",
    ),
    (
        event(Action.RETURN, Role.HEAD, "PW", reason="not_our_duty", basis="三定方案第五条", suggested=None),
        "申请退单：不属本部门职责", "Return requested: Not this department's duty", "三定方案第五条",
    ),
    (
        event(Action.RETURN, Role.HEAD, "PW", reason="not_our_duty", basis="三定方案第五条", suggested="CB"),
        "申请退单：不属本部门职责，建议交园区建设局",
        "Return requested: Not this department's duty; suggested instead: Park Construction Bureau", "三定方案第五条",
    ),
    (event(Action.UPHOLD_RETURN, ruling="属实"), "同意退单，重新派单", "Return upheld; to be dispatched anew", "属实"),
    (event(Action.REJECT_RETURN, ruling="应办"), "驳回退单，裁定有约束力", "Return rejected; the ruling is binding", "应办"),
    (event(Action.ASSIGN, Role.HEAD, "PW", user_id=3, name="演示-承办人"), "分派给演示-承办人", "Assigned to 演示-承办人", None),
    (event(Action.CONTACT, Role.HANDLER, "PW", note="电话"), "已联系企业", "The enterprise was contacted", "电话"),
    (event(Action.PROGRESS, Role.HANDLER, "PW", note="已勘察"), "进展反馈", "Progress", "已勘察"),
    (event(Action.NOTE, note="内部"), "内部备注", "Internal note", "内部"),
    (
        event(Action.ASK_ENTERPRISE, Role.HANDLER, "PW", note="要图纸"),
        "请企业补充，计时暂停", "The enterprise is asked for something; the clock is stopped", "要图纸",
    ),
    (event(Action.RESUME_CLOCK, Role.HANDLER, "PW", note="已来电"), "恢复计时", "The clock runs again", "已来电"),
    (
        event(Action.FINISH_CO_TASK, Role.HANDLER, "CB", co_department="CB", note="同意"),
        "园区建设局反馈协办意见", "Park Construction Bureau gave its co-handling result", "同意",
    ),
    (
        event(Action.WAIVE_CO_TASK, Role.HEAD, "PW", co_department="CB", note="无须"),
        "免除园区建设局协办", "Co-handling by Park Construction Bureau waived", "无须",
    ),
    (
        event(Action.HOLD, Role.LEADER, "GO", reason="待规划", plan="两步", review_on="2021-06-01"),
        "挂账，6月1日（周二）复核", "On hold, to be reviewed on Tue 1 Jun", "待规划",
    ),
    (event(Action.RESUME, Role.SYSTEM, None, note=""), "恢复办理", "Taken up again", None),
    (
        event(Action.SUBMIT_RESULT, Role.HANDLER, "PW", result_type="solved", answer="已送电"),
        "部门提交办理结果：已解决", "Department submitted its result: Solved", "已送电",
    ),
    (
        event(Action.APPROVE_RESULT, Role.HEAD, "PW", note="", result_type="solved", answer="已送电"),
        "办理结果审核通过：已解决", "Result approved: Solved", "已送电",
    ),
    (event(Action.SEND_BACK, Role.HEAD, "PW", reason="没有日期"), "结果退回重写", "Result sent back", "没有日期"),
    (
        event(Action.RECORD_CALLBACK, Role.CALLBACK, outcome="unreachable", rating=None, note=""),
        "回访：无人接听", "Callback: Not reached", None,
    ),
    (
        event(Action.RECORD_CALLBACK, Role.CALLBACK, outcome="solved", rating=5, note="很快"),
        "回访：已解决，非常满意", "Callback: Solved, Very satisfied", "很快",
    ),
    (
        event(Action.RATE, Role.ENTERPRISE, None, outcome="unsolved", rating=1, note="仍停电"),
        "企业评价：未解决，非常不满意", "The enterprise says: Not solved, Very dissatisfied", "仍停电",
    ),
    (
        event(Action.REDO, Role.CALLBACK, reason="仍停电"),
        "企业不认可结果，转重办", "The enterprise does not accept the result; to be redone", "仍停电",
    ),
    (event(Action.PUT_ON_LIST, Role.CALLBACK, reason="未办成"), "转入问题清单办理", "Moved onto the list", "未办成"),
    (event(Action.STRIKE_OFF, Role.CALLBACK, note=""), "已销号", "Struck off", None),
    (event(Action.REOPEN, reason="新情况"), "有新情况，重新办理", "Reopened on new facts", "新情况"),
    (
        event(Action.MERGE, into="QY20210507-0002"),
        "并入QY20210507-0002一并办理", "Merged into QY20210507-0002", None,
    ),
    (event(Action.UNMERGE, reason="不是一回事"), "撤销并案，继续单独办理", "Taken out of the merger; it goes on by itself", "不是一回事"),
    (
        event(Action.TRANSFER, lead="CB", reason="属土建"), "改由园区建设局主办，签收前仍由原单位负责",
        "Transferred to Park Construction Bureau; the present department answers until it has signed", "属土建",
    ),
    (event(Action.UNDO, undoes=3, act="dispatch"), "撤销“派单”，恢复到之前", "“Dispatch” taken back; as it was before", None),
    (event(Action.JOIN, parent="QY20210507-0002"), "归入专题QY20210507-0002", "Put under the umbrella QY20210507-0002", None),
    (event(Action.LEAVE, parent="QY20210507-0002", reason=""), "移出专题QY20210507-0002",
     "Taken out of the umbrella QY20210507-0002", None),
    (
        event(Action.PAUSE_CLOCK, Role.HANDLER, "PW", kind="tender", evidence="招标公告", expected_until="2021-06-01"),
        "停表：招标，预计到6月1日（周二）", "Clock stopped: tender, expected until Tue 1 Jun", "招标公告",
    ),
    (
        event(Action.VERIFY_ON_SITE, Role.HANDLER, "ID", on="2021-05-07", conclusion="相符"),
        "5月7日（周五）现场核查", "Verified on site on Fri 7 May", "相符",
    ),
    (
        event(Action.RECORD_ENERGISED, Role.HANDLER, "PW", on="2021-05-12", until="2021-06-01", note=""),
        "5月12日（周三）已送电，借用至6月1日（周二）", "Power switched on, Wed 12 May, borrowed until Tue 1 Jun", None,
    ),
    (
        event(Action.ADD_CO_TASK, Role.HEAD, "PW", department="WT", title="核对管线"),
        "请水务公司协办：核对管线", "Water Company asked to assist: 核对管线", None,
    ),
    (
        event(Action.RECORD_MEETING, Role.HEAD, "PW", reason="emergency", attendees=["PW", "WT"], minutes="连夜抢修"),
        "联席会（突发紧急）：供电局、水务公司到会", "Joint meeting (an emergency): Power Supply Bureau, Water Company", "连夜抢修",
    ),
    (
        event(Action.REFER_OUTSIDE, Role.HANDLER, "ID", unit="市统计局", document_no="函1号", expected_on="2021-06-01", note="请核定"),
        "函商市统计局（函1号），预计6月1日（周二）回复", "Referred to 市统计局 (函1号), answer expected on Tue 1 Jun", "请核定",
    ),
    (
        event(Action.CLOSE_REFERRAL, Role.HANDLER, "ID", unit="市统计局", document_no="复2号", note="同意"),
        "市统计局已回复（复2号）", "市统计局 has answered (复2号)", "同意",
    ),
    (event(Action.APPLY_EXTENSION, Role.HEAD, "PW", days=3, reason="设备未到"), "申请延期3天", "Extension of 3 days asked", "设备未到"),
    (event(Action.GRANT_EXTENSION, Role.SUPERVISOR, days=3, reason="设备未到"), "批准延期3天", "Extension of 3 days granted", "设备未到"),
    (event(Action.APPLY_LEVEL, Role.HEAD, wanted="complex", reason="跨线"), "申请提为复杂问题", "Asked to be timed as complex", "跨线"),
    (event(Action.RAISE_LEVEL, Role.SUPERVISOR, level="complex", reason="跨线"), "提为复杂问题计时", "Now timed as complex", "跨线"),
    (
        event(Action.APPLY_HOLD, Role.HEAD, "PW", review_on="2021-06-01", reason="待规划"),
        "申请挂账，6月1日（周二）复核", "Hold asked, to be reviewed on Tue 1 Jun", "待规划",
    ),
    (
        event(Action.REFUSE_APPLICATION, Role.SUPERVISOR, kind="extension", reason="可以按期"),
        "延期申请未获批准", "Application refused: extension", "可以按期",
    ),
    (event(Action.URGE, Role.ENTERPRISE, None, note=""), "企业催办", "Urged by the enterprise", None),
    (event(Action.INSTRUCT, Role.LEADER, "GO", note="限期", answer_by="2021-06-01"), "领导批示，6月1日（周二）前回复",
     "Leader's instruction, answer by Tue 1 Jun", "限期"),
    (event(Action.ANSWER_INSTRUCTION, Role.HEAD, "PW", note="已办"), "回复批示", "Instruction answered", "已办"),
    (
        event(Action.ISSUE_SHEET, Role.SYSTEM, None, colour="red", milestone="M7", due="2021-05-08T00:00:00+08:00"),
        "红色督办单：办结超期", "Red sheet: the closing date has passed", None,
    ),
    (event(Action.ISSUE_SHEET, Role.SUPERVISOR, colour="blue", note="请说明"), "蓝色督办单", "Blue sheet", "请说明"),
    (event(Action.ANSWER_SHEET, Role.HEAD, "PW", note="已抢修"), "回复督办单", "Supervision sheet answered", "已抢修"),
    (event(Action.ESCALATE, Role.SYSTEM, None, why="redos"), "提级督办：已重办三次", "Escalated: redone three times", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "zh", "en", "words"),
    STORY,
    ids=lambda value: value.action.value if isinstance(value, Event) else "",
)
def test_an_event_is_told_in_both_languages_with_the_persons_own_words(
    told: Event, zh: str, en: str, words: str | None
) -> None:
    narration = narrate(told, CATALOGUE)
    assert narration.headline == (zh, en)
    assert narration.words == words


def test_every_act_is_told_at_least_once() -> None:
    assert {told.action for told, *_ in STORY} == set(Action)


@pytest.mark.parametrize(
    ("role", "department", "zh", "en"),
    [
        (Role.ENTERPRISE, None, "企业", "The enterprise"),
        (Role.SYSTEM, None, "系统", "The system"),
        (Role.HANDLER, "PW", "供电局", "Power Supply Bureau"),
        (Role.CALLBACK, None, "园区企业服务局", "Park Enterprise Service Bureau"),
    ],
)
def test_the_author_is_an_office_never_a_person(role: Role, department: str | None, zh: str, en: str) -> None:
    assert author(event(Action.NOTE, role, department), CATALOGUE) == (zh, en)


def test_a_department_that_is_gone_is_called_by_its_code() -> None:
    assert department_name("ZZ", CATALOGUE) == ("ZZ", "ZZ")


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        (event(Action.PAUSE_CLOCK, kind="survey", evidence="x"), "停表：勘验", "Clock stopped: survey"),
        (event(Action.ADD_CO_TASK, department="WT"), "请水务公司协办", "Water Company asked to assist"),
        (event(Action.VERIFY_ON_SITE), "现场核查", "On-site verification"),
        (event(Action.RECORD_ENERGISED), "已送电", "Power switched on"),
        (event(Action.REFER_OUTSIDE, unit="银行"), "函商银行", "Referred to 银行"),
        (event(Action.CLOSE_REFERRAL, unit="银行"), "银行已回复", "银行 has answered"),
        (event(Action.APPLY_HOLD), "申请挂账", "Hold asked"),
        (event(Action.REFUSE_APPLICATION), "申请未获批准", "Application refused"),
        (event(Action.INSTRUCT), "领导批示", "Leader's instruction"),
        (event(Action.ESCALATE), "提级督办", "Escalated"),
    ],
)  # fmt: skip
def test_what_was_left_out_is_not_told(told: Event, zh: str, en: str) -> None:
    assert narrate(told, CATALOGUE).headline == (zh, en)
