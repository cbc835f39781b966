"""What the lists of the desk are called, which tickets they hold, and what an empty one says will come there."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.states import State

WORDS = {
    State.SUBMITTED: Bilingual("企业已经提交，等待受理", "Submitted, waiting to be accepted"),
    State.NEED_INFO: Bilingual(
        "等企业补正，补齐前不计时", "Waiting for the enterprise's information; not timed"
    ),
    State.ACCEPTED: Bilingual("已经受理，等待派单", "Accepted, waiting to be dispatched"),
    State.DISPATCHED: Bilingual("已经派单，等主办单位签收", "Dispatched, waiting for the lead's signature"),
    State.RETURN_REVIEW: Bilingual(
        "部门申请退单，等待裁定", "Returned by a department, waiting for a ruling"
    ),
    State.IN_PROGRESS: Bilingual("已经签收，正在办理", "Signed for and being handled"),
    State.ON_HOLD: Bilingual("客观上暂时不能解决，到期复核", "Cannot be solved for now; reviewed on a date"),
    State.RESULT_REVIEW: Bilingual("结果已经提交，等待审核", "Result submitted, waiting for review"),
    State.CALLBACK: Bilingual("部门已经办结，等待回访企业", "Finished by the department, to be called back"),
    State.RESOLVED_ON_SITE: Bilingual("走访当场解决，等待回访", "Solved during a visit, to be called back"),
    State.CLOSED: Bilingual("已经销号，最近的在前", "Struck off, the latest first"),
}

APPEARS = {
    State.SUBMITTED: Bilingual(
        "企业一提交就出现在这里，当天研判。",
        "What an enterprise submits appears here, to be judged the same day.",
    ),
    State.NEED_INFO: Bilingual(
        "要求企业补正之后在这里等，补齐了回到“待受理”。",
        "What waits for an enterprise's information stays here until it has come.",
    ),
    State.ACCEPTED: Bilingual(
        "受理之后、派单之前在这里；同意退单的也回到这里。",
        "Accepted requests stand here until dispatched; upheld returns come back here.",
    ),
    State.DISPATCHED: Bilingual(
        "派单之后、签收之前在这里，当天要签收。",
        "Dispatched requests stand here until signed for, the same day.",
    ),
    State.RETURN_REVIEW: Bilingual(
        "部门申请退单之后在这里，等受理中心裁定。",
        "What a department returns stands here until the centre has ruled.",
    ),
    State.IN_PROGRESS: Bilingual(
        "签收之后在这里，直到提交结果。", "Signed requests stand here until their result is submitted."
    ),
    State.ON_HOLD: Bilingual(
        "区领导批准挂账的在这里，到复核日期回到“办理中”。",
        "What leaders have put on hold stands here until its review date.",
    ),
    State.RESULT_REVIEW: Bilingual(
        "提交结果之后在这里，等另一个人审核。",
        "Submitted results stand here until somebody else has reviewed them.",
    ),
    State.CALLBACK: Bilingual(
        "结果审核通过之后在这里，等没有参与办理的人回访。",
        "Finished requests stand here until somebody who took no part has called back.",
    ),
    State.RESOLVED_ON_SITE: Bilingual(
        "走访时当场解决的在这里，等回访核实。",
        "What visits solved on the spot stands here until called back.",
    ),
    State.CLOSED: Bilingual(
        "企业认可、销号之后在这里，不再移走。", "What has been struck off stays here for good."
    ),
}

DUE = Bilingual("今日到期", "Due today")
DUE_WORDS = Bilingual("从现在到今天24:00到期的", "Due between now and midnight tonight")
OVERDUE = Bilingual("超期", "Overdue")
OVERDUE_WORDS = Bilingual("已经超过时限，超得最久的在前", "Past their deadline, the latest first")
HELPING = Bilingual("协办", "Co-handling")
HELPING_WORDS = Bilingual(
    "其他部门主办，等本部门的协办意见", "Led by others, waiting for this department's part"
)
TO_DECIDE = Bilingual("待批", "To decide")
TO_DECIDE_WORDS = Bilingual(
    "部门申请延期、提级或挂账，等您批准", "Extensions, levels or holds that departments have applied for"
)
SUPERVISED = Bilingual("督办", "Supervised")
SUPERVISED_WORDS = Bilingual(
    "发过督办单或提级督办的在办诉求", "Open requests with a supervision sheet or escalated"
)
OPEN = Bilingual("全部在办", "All open")
OPEN_WORDS = Bilingual("所有没有办结的，按轻重缓急", "Everything that is not finished, most pressing first")
STAND_IN = Bilingual("代班", "Standing in")
STAND_IN_WORDS = Bilingual(
    "您代班的同事在办的，期间由您办理",
    "What colleagues you stand in for have in hand, yours to handle meanwhile",
)
DUE_APPEARS = Bilingual(
    "今天到期而没有办的会出现在这里；现在一件也没有。",
    "What is due today and not done appears here; nothing is.",
)
OVERDUE_APPEARS = Bilingual(
    "过了时限还没有办的会出现在这里；现在一件也没有。", "What is past its deadline appears here; nothing is."
)
HELPING_APPEARS = Bilingual(
    "别的部门主办、请本部门协办的会出现在这里，反馈意见之后移走。",
    "What others lead and ask this department's part of appears here until it is given.",
)
TO_DECIDE_APPEARS = Bilingual(
    "部门一提出申请就出现在这里，批准或不批准之后移走。",
    "What departments apply for appears here until it is granted or refused.",
)
SUPERVISED_APPEARS = Bilingual(
    "发了督办单或提级督办的会出现在这里，办结之后移走。",
    "What has been given a sheet or escalated appears here until it is finished.",
)
OPEN_APPEARS = Bilingual(
    "企业一提交就在这里，直到销号。", "Requests stand here from their submission to their strike-off."
)
STAND_IN_APPEARS = Bilingual(
    "您代班的同事名下在办的会出现在这里；现在名下没有。",
    "What your absent colleagues have in hand appears here; they have nothing now.",
)
