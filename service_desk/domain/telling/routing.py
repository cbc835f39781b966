"""Telling the acts that find the responsible department."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.events import Event
from service_desk.domain.returns import RETURN_REASON_NAMES, ReturnReason
from service_desk.domain.telling.names import author, department_name, department_names
from service_desk.domain.telling.teller import Teller, plain


def _dispatch(event: Event, catalogue: Catalogue) -> Bilingual:
    lead = department_name(event.data["lead"], catalogue)
    helpers = event.data.get("co_departments", ())
    if not helpers:
        return Bilingual(f"已交{lead.zh}主办", f"Handed to {lead.en}")
    names = department_names(helpers, catalogue)
    return Bilingual(f"已交{lead.zh}主办，{names.zh}协办", f"Handed to {lead.en}, together with {names.en}")


def _transfer(event: Event, catalogue: Catalogue) -> Bilingual:
    lead = department_name(event.data["lead"], catalogue)
    return Bilingual(
        f"改由{lead.zh}主办，签收前仍由原单位负责",
        f"Transferred to {lead.en}; the present department answers until it has signed",
    )


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


def _merge(event: Event, catalogue: Catalogue) -> Bilingual:
    return Bilingual(f"并入{event.data['into']}一并办理", f"Merged into {event.data['into']}")


def _undo(event: Event, catalogue: Catalogue) -> Bilingual:
    act = ACTION_NAMES[Action(event.data["act"])]
    return Bilingual(f"撤销“{act.zh}”，恢复到之前", f"“{act.en}” taken back; as it was before")


def _join(event: Event, catalogue: Catalogue) -> Bilingual:
    return Bilingual(f"归入专题{event.data['parent']}", f"Put under the umbrella {event.data['parent']}")


def _leave(event: Event, catalogue: Catalogue) -> Bilingual:
    return Bilingual(f"移出专题{event.data['parent']}", f"Taken out of the umbrella {event.data['parent']}")


ROUTING_TELLERS: Mapping[Action, Teller] = {
    Action.DISPATCH: _dispatch,
    Action.TRANSFER: _transfer,
    Action.SIGN: _sign,
    Action.RETURN: _return,
    Action.UPHOLD_RETURN: plain("同意退单，重新派单", "Return upheld; to be dispatched anew"),
    Action.REJECT_RETURN: plain("驳回退单，裁定有约束力", "Return rejected; the ruling is binding"),
    Action.ASSIGN: _assign,
    Action.MERGE: _merge,
    Action.UNMERGE: plain("撤销并案，继续单独办理", "Taken out of the merger; it goes on by itself"),
    Action.UNDO: _undo,
    Action.JOIN: _join,
    Action.LEAVE: _leave,
}
