"""Writes a ticket's history by hand for tests of pure rules, step by step along the transition table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Self

from service_desk.domain.actions import Action
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.policy import DEFAULT_POLICY, load_policies
from service_desk.domain.reporting.case import Case, CaseFacts
from service_desk.domain.requests import Kind, Source, Urgency
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.transitions import find_transition
from service_desk.domain.zone_time import SHANGHAI

COORDINATOR = "ES"
_numbers = count(1)


def at(day: int, hour: int = 10, minute: int = 0, *, month: int = 5, year: int = 2021) -> datetime:
    """Return a moment in Shanghai; May 2021 unless said otherwise (week 21 is 24 to 30 May)."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


class History:
    """A ticket being written: every act must be possible in the state it is in."""

    def __init__(
        self,
        *,
        request_type: str = "power_capacity",
        enterprise: str = "演示新材料公司",
        firm: int | None = None,
        park: str | None = "演示科技园",
        kind: Kind = Kind.HELP,
        source: Source = Source.WEB,
        title: str = "申请增容500 kVA",
    ) -> None:
        number = next(_numbers)
        self.facts = CaseFacts(
            ticket_no=f"QY20210501-{number:04d}",
            title=title,
            enterprise=enterprise,
            firm=firm if firm is not None else 10_000 + number,
            park=park,
            kind=kind,
            source=source,
            request_type=request_type,
            urgency=Urgency.NORMAL,
        )
        self.events: list[Event] = []
        self.state = State.DRAFT

    @property
    def number(self) -> str:
        """The ticket's number."""
        return self.facts.ticket_no

    @property
    def case(self) -> Case:
        """The ticket as the report is given it."""
        return Case(self.facts, load_policies()[DEFAULT_POLICY], tuple(self.events))

    def act(self, action: Action, when: datetime, *, is_public: bool = True, **data: Any) -> Self:
        """Append one event; the state follows the transition table."""
        row = find_transition(self.state, action)
        assert row is not None, f"{action} is not possible in {self.state}"
        if action in (Action.ANSWER_DIRECTLY, Action.RECORD_ON_SITE):
            data.setdefault("lead", COORDINATOR)
        event = Event(
            seq=len(self.events) + 1,
            at=when,
            action=action,
            source=row.source,
            target=row.target or self._before(action, data),
            actor_role=Role.HANDLER,
            is_public=is_public if row.is_public is None else row.is_public,
            data=data,
        )
        event = replace(event, department=follow([*self.events, event]).lead)
        self.events.append(event)
        self.state = event.target
        return self

    def _before(self, action: Action, data: dict[str, Any]) -> State:
        """Return where an act that takes something back leads, and name in its data what it takes back."""
        course = follow(self.events)
        if action is Action.UNMERGE:
            assert course.merged_from is not None
            return course.merged_from
        assert course.last_act is not None
        data["undoes"] = course.last_act.seq
        return course.last_act.source

    def submitted(self, when: datetime) -> Self:
        """File the request."""
        return self.act(
            Action.SUBMIT, when, source=self.facts.source.value, request_type=self.facts.request_type
        )

    def accepted(self, when: datetime, *, level: str = "general", request_type: str | None = None) -> Self:
        """Accept it, under another request type if given."""
        kind = request_type or self.facts.request_type
        return self.act(Action.ACCEPT, when, category="FS", request_type=kind, level=level, urgency=0)

    def dispatched(self, when: datetime, lead: str = "PW") -> Self:
        """Hand it to a department."""
        return self.act(Action.DISPATCH, when, lead=lead, co_departments=[], note="")

    def signed(self, when: datetime, *, contacted: bool = True) -> Self:
        """Have the department sign for it."""
        return self.act(Action.SIGN, when, contacted=contacted, note="")

    def at_work(self, when: datetime, lead: str = "PW", *, level: str = "general") -> Self:
        """Submit, accept, dispatch and sign within four minutes, the enterprise being contacted at once."""
        step = timedelta(minutes=1)
        self.submitted(when).accepted(when + step, level=level)
        return self.dispatched(when + 2 * step, lead).signed(when + 3 * step)

    def finished(self, when: datetime) -> Self:
        """Submit a result and have it approved a minute later."""
        result: dict[str, Any] = {"result_type": "solved", "answer": "已送电"}
        self.act(Action.SUBMIT_RESULT, when, **result)
        return self.act(Action.APPROVE_RESULT, when + timedelta(minutes=1), note="", **result)

    def called(self, when: datetime, outcome: str = "solved", rating: int | None = None) -> Self:
        """Record a callback."""
        return self.act(Action.RECORD_CALLBACK, when, outcome=outcome, rating=rating, note="")

    def struck_off(self, when: datetime) -> Self:
        """Strike it off."""
        return self.act(Action.STRIKE_OFF, when, note="")
