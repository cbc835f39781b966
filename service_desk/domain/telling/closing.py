"""Telling the acts at the end: results, callbacks, ratings, another round."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import OUTCOME_NAMES, RATING_NAMES, RESULT_NAMES, Outcome, ResultType
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.events import Event
from service_desk.domain.telling.teller import Teller, plain

_VERBS = {
    Action.SUBMIT_RESULT: Bilingual("部门提交办理结果", "Department submitted its result"),
    Action.APPROVE_RESULT: Bilingual("办理结果审核通过", "Result approved"),
    Action.ANSWER_DIRECTLY: Bilingual("已直接答复", "Answered directly"),
}


def _result(event: Event, catalogue: Catalogue) -> Bilingual:
    result, verb = RESULT_NAMES[ResultType(event.data["result_type"])], _VERBS[event.action]
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


CLOSING_TELLERS: Mapping[Action, Teller] = {
    Action.SUBMIT_RESULT: _result,
    Action.APPROVE_RESULT: _result,
    Action.ANSWER_DIRECTLY: _result,
    Action.SEND_BACK: plain("结果退回重写", "Result sent back"),
    Action.RECORD_CALLBACK: _opinion,
    Action.RATE: _opinion,
    Action.REDO: plain("企业不认可结果，转重办", "The enterprise does not accept the result; to be redone"),
    Action.PUT_ON_LIST: plain("转入问题清单办理", "Moved onto the list"),
    Action.STRIKE_OFF: plain("已销号", "Struck off"),
    Action.REOPEN: plain("有新情况，重新办理", "Reopened on new facts"),
}
