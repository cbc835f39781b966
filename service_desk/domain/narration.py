"""Telling a ticket's story: one event in plain words, for timelines and letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import OUTCOME_NAMES, RATING_NAMES, RESULT_NAMES, Outcome, ResultType
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Catalogue, Category, Level
from service_desk.domain.events import Event
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.returns import RETURN_REASON_NAMES, ReturnReason
from service_desk.domain.roles import Role


@dataclass(frozen=True)
class Narration:
    """One entry of a timeline: what happened, and the words somebody added (as typed, in whatever language)."""

    headline: Bilingual
    words: str | None = None


_WORD_KEYS = ("note", "answer", "reason", "basis", "ruling")
"""Where an event keeps the person's own words, in the order in which one is looked for."""


def narrate(event: Event, catalogue: Catalogue) -> Narration:
    """Return an event in words; codes are given the catalogue's present names."""
    teller = _TELLERS.get(event.action)
    headline = teller(event, catalogue) if teller else ACTION_NAMES[event.action]
    words = next((str(event.data[key]) for key in _WORD_KEYS if event.data.get(key)), None)
    if event.action is Action.RETURN:
        words = str(event.data["basis"])
    return Narration(headline, words)


def author(event: Event, catalogue: Catalogue) -> Bilingual:
    """Return who performed an act as both sides may read it: the enterprise, a department, or the system."""
    if event.actor_role is Role.ENTERPRISE:
        return Bilingual("企业", "The enterprise")
    if event.actor_role is Role.SYSTEM:
        return Bilingual("系统", "The system")
    return department_name(event.actor_department or catalogue.coordinator, catalogue)


def department_name(code: str, catalogue: Catalogue) -> Bilingual:
    """Return a department's name, or its code where it is no longer in the catalogue."""
    department = catalogue.departments.get(code)
    return department.name if department else Bilingual(code, code)


def _submit(event: Event, catalogue: Catalogue) -> Bilingual:
    source = SOURCE_NAMES[Source(event.data["source"])]
    if event.data["source"] == Source.WEB:
        return Bilingual("企业提交诉求", "Request submitted")
    return Bilingual(f"登记诉求（{source.zh}）", f"Request recorded ({source.en})")


def _accept(event: Event, catalogue: Catalogue) -> Bilingual:
    category, level = (
        CATEGORY_NAMES[Category(event.data["category"])],
        LEVEL_NAMES[Level(event.data["level"])],
    )
    return Bilingual(
        f"已受理，归为{category.zh}类，按{level.zh}问题计时",
        f"Accepted as {category.en}, timed as {level.en.lower()}",
    )


def _dispatch(event: Event, catalogue: Catalogue) -> Bilingual:
    lead = department_name(event.data["lead"], catalogue)
    helpers = [department_name(code, catalogue) for code in event.data.get("co_departments", ())]
    if not helpers:
        return Bilingual(f"已交{lead.zh}主办", f"Handed to {lead.en}")
    zh, en = "、".join(each.zh for each in helpers), ", ".join(each.en for each in helpers)
    return Bilingual(f"已交{lead.zh}主办，{zh}协办", f"Handed to {lead.en}, together with {en}")


def _sign(event: Event, catalogue: Catalogue) -> Bilingual:
    name = author(event, catalogue)
    if event.data.get("contacted"):
        return Bilingual(
            f"{name.zh}已签收，并已联系企业", f"{name.en} signed for it and contacted the enterprise"
        )
    return Bilingual(f"{name.zh}已签收", f"{name.en} signed for it")


def _return(event: Event, catalogue: Catalogue) -> Bilingual:
    reason = RETURN_REASON_NAMES[ReturnReason(event.data["reason"])]
    if not event.data.get("suggested"):
        return Bilingual(f"申请退单：{reason.zh}", f"Return requested: {reason.en}")
    better = department_name(event.data["suggested"], catalogue)
    return Bilingual(
        f"申请退单：{reason.zh}，建议交{better.zh}",
        f"Return requested: {reason.en}; suggested instead: {better.en}",
    )


def _assign(event: Event, catalogue: Catalogue) -> Bilingual:
    name = event.data.get("name", "")
    return Bilingual(f"分派给{name}", f"Assigned to {name}")


def _co_task(event: Event, catalogue: Catalogue) -> Bilingual:
    name = department_name(event.data["co_department"], catalogue)
    if event.action is Action.WAIVE_CO_TASK:
        return Bilingual(f"免除{name.zh}协办", f"Co-handling by {name.en} waived")
    return Bilingual(f"{name.zh}反馈协办意见", f"{name.en} gave its co-handling result")


def _hold(event: Event, catalogue: Catalogue) -> Bilingual:
    day = event.data.get("review_on", "")
    return Bilingual(f"挂账，{day}复核", f"On hold, to be reviewed on {day}")


def _result(event: Event, catalogue: Catalogue) -> Bilingual:
    result = RESULT_NAMES[ResultType(event.data["result_type"])]
    verb = {
        Action.SUBMIT_RESULT: Bilingual("部门提交办理结果", "Department submitted its result"),
        Action.APPROVE_RESULT: Bilingual("办理结果审核通过", "Result approved"),
        Action.ANSWER_DIRECTLY: Bilingual("已直接答复", "Answered directly"),
    }[event.action]
    return Bilingual(f"{verb.zh}：{result.zh}", f"{verb.en}: {result.en}")


def _opinion(event: Event, catalogue: Catalogue) -> Bilingual:
    outcome = OUTCOME_NAMES[Outcome(event.data["outcome"])]
    lead = Bilingual("企业评价", "The enterprise says")
    if event.action is Action.RECORD_CALLBACK:
        lead = Bilingual("回访", "Callback")
    if event.data.get("rating") is None:
        return Bilingual(f"{lead.zh}：{outcome.zh}", f"{lead.en}: {outcome.en}")
    rating = RATING_NAMES[event.data["rating"]]
    return Bilingual(f"{lead.zh}：{outcome.zh}，{rating.zh}", f"{lead.en}: {outcome.en}, {rating.en}")


def _merge(event: Event, catalogue: Catalogue) -> Bilingual:
    return Bilingual(f"并入{event.data['into']}一并办理", f"Merged into {event.data['into']}")


def _decline(event: Event, catalogue: Catalogue) -> Bilingual:
    channel = event.data["channel"]
    return Bilingual(f"不予受理，可通过{channel}办理", f"Declined; the channel open to you is {channel}")


def _plain(zh: str, en: str) -> Callable[[Event, Catalogue], Bilingual]:
    words = Bilingual(zh, en)
    return lambda event, catalogue: words


_TELLERS: dict[Action, Callable[[Event, Catalogue], Bilingual]] = {
    Action.SUBMIT: _submit,
    Action.RECORD_ON_SITE: _plain("走访当场解决", "Solved on the spot during a visit"),
    Action.ACCEPT: _accept,
    Action.REQUEST_INFO: _plain("请企业补正材料，补齐前不计时", "Information asked for; the clock waits"),
    Action.DECLINE: _decline,
    Action.SUPPLEMENT: _plain("企业已补充材料", "The enterprise supplied the information"),
    Action.ADD_FACTS: _plain("企业补充情况", "The enterprise added facts"),
    Action.LAPSE: _plain(
        "十个工作日未补正，按撤回处理", "Not supplied within ten working days; treated as withdrawn"
    ),
    Action.WITHDRAW: _plain("企业撤回诉求", "The enterprise withdrew the request"),
    Action.DISPATCH: _dispatch,
    Action.ANSWER_DIRECTLY: _result,
    Action.SIGN: _sign,
    Action.RETURN: _return,
    Action.UPHOLD_RETURN: _plain("同意退单，重新派单", "Return upheld; to be dispatched anew"),
    Action.REJECT_RETURN: _plain("驳回退单，裁定有约束力", "Return rejected; the ruling is binding"),
    Action.ASSIGN: _assign,
    Action.CONTACT: _plain("已联系企业", "The enterprise was contacted"),
    Action.PROGRESS: _plain("进展反馈", "Progress"),
    Action.ASK_ENTERPRISE: _plain(
        "请企业补充，计时暂停", "The enterprise is asked for something; the clock is stopped"
    ),
    Action.RESUME_CLOCK: _plain("恢复计时", "The clock runs again"),
    Action.FINISH_CO_TASK: _co_task,
    Action.WAIVE_CO_TASK: _co_task,
    Action.HOLD: _hold,
    Action.RESUME: _plain("恢复办理", "Taken up again"),
    Action.SUBMIT_RESULT: _result,
    Action.APPROVE_RESULT: _result,
    Action.SEND_BACK: _plain("结果退回重写", "Result sent back"),
    Action.RECORD_CALLBACK: _opinion,
    Action.RATE: _opinion,
    Action.REDO: _plain("企业反映未解决，转重办", "Not solved according to the enterprise; to be redone"),
    Action.PUT_ON_LIST: _plain("转入问题清单办理", "Moved onto the list"),
    Action.STRIKE_OFF: _plain("已销号", "Struck off"),
    Action.REOPEN: _plain("有新情况，重新办理", "Reopened on new facts"),
    Action.MERGE: _merge,
}
