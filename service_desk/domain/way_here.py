"""Why a ticket is where it is: what was suggested, which rules were tried, who decided otherwise and why; from its events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue, Category
from service_desk.domain.events import Event
from service_desk.domain.following import effective
from service_desk.domain.returns import RETURN_REASON_NAMES, ReturnReason
from service_desk.domain.routing import RULE_KIND_NAMES, RuleKind
from service_desk.domain.telling.names import department_name

NO_RECORD = Bilingual("无记录", "no record")


@dataclass(frozen=True)
class RuleTried:
    """One rule that was tried: which, under which conditions, and whether it matched."""

    words: Bilingual
    is_match: bool


@dataclass(frozen=True)
class WayStep:
    """One step of the way: when, who, what it did to the way; `rules` are those tried, `why` the person's own words."""

    at: datetime
    who: str
    words: Bilingual
    rules: tuple[RuleTried, ...] = ()
    why: str = ""


def way_here(events: Sequence[Event], catalogue: Catalogue) -> tuple[WayStep, ...]:
    """Return the way of a ticket through the offices, oldest first; what was taken back is left out.

    Where an older ticket's events say nothing of suggestion or rules, the step says so.
    """
    return tuple(
        step
        for event in effective(events)
        if event.action in _STEPS
        for step in _STEPS[event.action](event, catalogue)
    )


def _submitted(event: Event, catalogue: Catalogue) -> Iterator[WayStep]:
    kept: Mapping[str, Any] = event.data.get("suggestion") or {}
    if not kept.get("category"):
        yield WayStep(event.at, "", Bilingual(f"提交时的建议：{NO_RECORD.zh}", f"Suggestion: {NO_RECORD.en}"))
        return
    category, kind = (
        CATEGORY_NAMES[Category(kept["category"])],
        _type_name(kept.get("request_type"), catalogue),
    )
    percent = min(99, round(100 * float(kept.get("confidence", 0))))
    taught = len(kept.get("lessons", ()))
    zh, en = f"，参照了{taught}条更正" if taught else "", f", after {taught} corrections" if taught else ""
    yield WayStep(
        event.at, "",
        Bilingual(
            f"提交时的建议：{category.zh}类，{kind.zh}，把握{percent}%{zh}",
            f"Suggested: {category.en}, {kind.en}, {percent}% sure{en}",
        ),
    )  # fmt: skip


def _accepted(event: Event, catalogue: Catalogue) -> Iterator[WayStep]:
    category = CATEGORY_NAMES[Category(event.data["category"])]
    kind = _type_name(event.data.get("request_type"), catalogue)
    yield WayStep(
        event.at,
        event.actor_name,
        Bilingual(f"确定为{category.zh}类，{kind.zh}", f"Decided: {category.en}, {kind.en}"),
    )


def _dispatched(event: Event, catalogue: Catalogue) -> Iterator[WayStep]:
    lead = department_name(str(event.data.get("lead", "")), catalogue)
    trace: Mapping[str, Any] | None = event.data.get("routing")
    if trace is None:
        words = Bilingual(
            f"派给{lead.zh}；规则：{NO_RECORD.zh}", f"Dispatched to {lead.en}; rules: {NO_RECORD.en}"
        )
        yield WayStep(event.at, event.actor_name, words)
        return
    proposed = department_name(trace["lead"], catalogue)
    version = trace["set"]
    directory = Bilingual(
        f"派单目录第{version}版" if version else "随程序的派单目录",
        f"routing table, version {version}" if version else "the packaged routing table",
    )
    rules = tuple(_rule(each) for each in trace["tried"])
    yield WayStep(
        event.at, "", Bilingual(f"{directory.zh}建议交{proposed.zh}", f"{directory.en}: {proposed.en}"), rules
    )
    if trace["lead"] == event.data.get("lead"):
        words = Bilingual(f"照建议派给{lead.zh}", f"Dispatched to {lead.en} as proposed")
        yield WayStep(event.at, event.actor_name, words)
        return
    why = str(event.data.get("override") or "")
    reason = Bilingual("", "") if why else Bilingual("，没有写理由", ", without a reason")
    words = Bilingual(f"改派给{lead.zh}{reason.zh}", f"Dispatched to {lead.en} instead{reason.en}")
    yield WayStep(event.at, event.actor_name, words, (), why)


def _returned(event: Event, catalogue: Catalogue) -> Iterator[WayStep]:
    reason = RETURN_REASON_NAMES[ReturnReason(event.data["reason"])]
    words = Bilingual(f"退单：{reason.zh}", f"Returned: {reason.en}")
    if event.data.get("suggested"):
        better = department_name(event.data["suggested"], catalogue)
        words = Bilingual(f"{words.zh}，建议交{better.zh}", f"{words.en}; suggested: {better.en}")
    yield WayStep(event.at, event.actor_name, words, (), str(event.data.get("basis") or ""))


def _transferred(event: Event, catalogue: Catalogue) -> Iterator[WayStep]:
    lead = department_name(str(event.data.get("lead", "")), catalogue)
    words = Bilingual(f"改由{lead.zh}主办", f"Transferred to {lead.en}")
    yield WayStep(event.at, event.actor_name, words, (), str(event.data.get("reason") or ""))


def _plain(event: Event, catalogue: Catalogue) -> Iterator[WayStep]:
    yield WayStep(
        event.at, event.actor_name, ACTION_NAMES[event.action], (), str(event.data.get("ruling") or "")
    )


def _rule(kept: Mapping[str, Any]) -> RuleTried:
    """Return a rule that was tried in words: its kind, its conditions, what was found."""
    name = RULE_KIND_NAMES[RuleKind(kept["rule"])]
    zh, en = [], []
    if kept.get("park"):
        zh.append(f"园区是{kept['park']}")
        en.append(f"park is {kept['park']}")
    if kept.get("words"):
        zh.append(f"写有{'、'.join(kept['words'])}之一")
        en.append(f"one of the words {', '.join(kept['words'])}")
    if kept.get("found"):
        zh.append(f"找到{'、'.join(kept['found'])}")
        en.append(f"found {', '.join(kept['found'])}")
    if not zh:
        return RuleTried(name, bool(kept["match"]))
    return RuleTried(
        Bilingual(f"{name.zh}（{'；'.join(zh)}）", f"{name.en} ({'; '.join(en)})"), bool(kept["match"])
    )


def _type_name(code: object, catalogue: Catalogue) -> Bilingual:
    kind = catalogue.request_types.get(str(code))
    return kind.name if kind else Bilingual(str(code or "—"), str(code or "—"))


_STEPS: Mapping[Action, Callable[[Event, Catalogue], Iterator[WayStep]]] = {
    Action.SUBMIT: _submitted,
    Action.RECORD_ON_SITE: _submitted,
    Action.ACCEPT: _accepted,
    Action.DISPATCH: _dispatched,
    Action.RETURN: _returned,
    Action.UPHOLD_RETURN: _plain,
    Action.REJECT_RETURN: _plain,
    Action.TRANSFER: _transferred,
    Action.ANSWER_DIRECTLY: _plain,
}
