"""Where a ticket stands, in the words an enterprise would use, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import deadline_words
from service_desk.domain.states import State
from service_desk.domain.telling import department_name
from service_desk.usecases.reading.views import TicketView


@dataclass(frozen=True)
class Standing:
    """A sentence about now, one about what comes next, and the question put to the enterprise if it is its turn."""

    now: Bilingual
    next: Bilingual
    asked: str | None = None


_ASKING = frozenset({Action.REQUEST_INFO, Action.ASK_ENTERPRISE})
_PLAIN: dict[State, tuple[Bilingual, Bilingual]] = {
    State.SUBMITTED: (
        Bilingual("已收到，等待受理", "Received, waiting to be accepted"),
        Bilingual(
            "受理人员会核对内容并确定由谁主办，最迟下一个工作日内受理；受理后当天研判交办。",
            "It is checked and accepted within the next working day at the latest; then it is assigned the same day.",
        ),
    ),
    State.ACCEPTED: (
        Bilingual("已受理，正在确定主办单位", "Accepted, the department is being chosen"),
        Bilingual(
            "今天之内交给主办单位，由它联系您。",
            "It goes to the responsible department today, which will contact you.",
        ),
    ),
    State.RETURN_REVIEW: (
        Bilingual("已受理，正在确定主办单位", "Accepted, the department is being chosen"),
        Bilingual(
            "部门职责正在核定，不需要您做什么。",
            "Which department is in charge is being settled; you need not do anything.",
        ),
    ),
    State.ON_HOLD: (
        Bilingual("挂账：目前客观上办不了，已列入计划", "On hold: it cannot be done for now, a plan is set"),
        Bilingual(
            "到复核日期再次研究，条件具备就恢复办理，进展会告诉您。",
            "It is looked at again on the review date and taken up when it can be; you will be told.",
        ),
    ),
    State.RESULT_REVIEW: (
        Bilingual("主办单位已有结果，正在审核", "The department has a result, which is being reviewed"),
        Bilingual("审核通过后答复您。", "You get the answer once it is approved."),
    ),
    State.CALLBACK: (
        Bilingual("已答复，等您评价", "Answered, waiting for your rating"),
        Bilingual(
            "我们会电话回访；您也可以现在在本页评价。说没有解决的，转回重办。",
            "We will call you; you can also rate it here now. What is not solved goes back to be redone.",
        ),
    ),
    State.RESOLVED_ON_SITE: (
        Bilingual("走访时已当场解决", "Solved on the spot during a visit"),
        Bilingual("我们会抽样回访；没有解决的请在本页说明。", "Some are called back; if it is not solved, say so here."),
    ),
    State.CLOSED: (
        Bilingual("已办结并销号", "Finished and struck off"),
        Bilingual(
            "30 天内有新情况可以在本页评价说明，或拨打电话要求重开。",
            "If something new comes up within 30 days, say so here or ask by telephone to have it reopened.",
        ),
    ),
    State.DECLINED: (
        Bilingual("不予受理", "Declined"),
        Bilingual("原因和可以走的渠道见办理过程。", "The reason and the channel open to you are told under “What has happened”."),
    ),
    State.WITHDRAWN: (
        Bilingual("已撤回", "Withdrawn"),
        Bilingual("需要时可以重新提交。", "You can file it again whenever you need to."),
    ),
}  # fmt: skip


def standing_of(view: TicketView) -> Standing:
    """Return where a ticket stands for its enterprise."""
    state = view.ticket.state_now
    lead = department_name(
        view.ticket.lead_department or view.rules.catalogue.coordinator, view.rules.catalogue
    )
    match state:
        case State.NEED_INFO:
            return _waiting_for_information(view)
        case State.DISPATCHED:
            return Standing(
                Bilingual(f"已交{lead.zh}，等待签收", f"Handed to {lead.en}, waiting to be signed for"),
                Bilingual(
                    "签收后由承办人联系您，三天内有反馈。",
                    "Once signed for, the handler contacts you; you hear of progress within three days.",
                ),
            )
        case State.IN_PROGRESS if view.is_paused:
            return Standing(
                Bilingual(
                    f"{lead.zh}请您补充，计时已停",
                    f"{lead.en} needs something from you; the clock is stopped",
                ),
                Bilingual("补充后接着办、接着计时。", "Handling and the clock go on once you have answered."),
                _question(view),
            )
        case State.IN_PROGRESS:
            return Standing(
                Bilingual(f"{lead.zh}正在办理", f"{lead.en} is working on it"),
                Bilingual(
                    "有进展会写进办理过程，办完先审核再答复您。",
                    "Progress is written down for you to see; the result is reviewed before you get it.",
                ),
            )
        case State.CALLBACK | State.RESOLVED_ON_SITE if view.ticket.rating is not None:
            return _rated(view)
        case State.MERGED:
            into = view.ticket.merged_into or ""
            return Standing(
                Bilingual(f"已并入 {into} 一并办理", f"Merged into {into}"),
                Bilingual("请凭那一件的编号查看进度。", "Please follow it under that number."),
            )
        case _:
            return Standing(*_PLAIN[state])  # fmt: skip


def _rated(view: TicketView) -> Standing:
    if view.situation.solved is False:
        return Standing(
            Bilingual("您说还没有解决", "You say it is not solved"),
            Bilingual(
                "回访核实后转回重办，您会收到通知。",
                "After a check it goes back to be redone, and you will be told.",
            ),
        )
    return Standing(
        Bilingual("已收到您的评价，等待销号", "Your rating has been received; it is about to be struck off"),
        Bilingual("工作人员核对后销号。", "An officer checks and strikes it off."),
    )  # fmt: skip


def _waiting_for_information(view: TicketView) -> Standing:
    deadline = view.situation.info_deadline
    words = Bilingual("补齐后才开始计时。", "The clock starts once it is complete.")
    if deadline is not None:
        by = deadline_words(deadline)
        words = Bilingual(
            f"请在{by.zh}前补充，补齐后受理；逾期按撤回处理，可以重新提交。",
            f"Please answer by {by.en}; then it is accepted. After that it counts as withdrawn and can be filed again.",
        )
    return Standing(Bilingual("请您补充材料", "We need something from you"), words, _question(view))


def _question(view: TicketView) -> str | None:
    asked = [entry.told.words for entry in view.timeline if entry.event.action in _ASKING]
    return asked[-1] if asked else None
