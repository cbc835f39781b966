"""Telling a replay on a terminal: the facts, each ticket's timeline with its working days, its 13710, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from service_desk.demo.columns import padded, width
from service_desk.demo.replays.acting import Performed
from service_desk.demo.replays.contract import contract_lines
from service_desk.demo.replays.script import Act, Basis, Landmark, Script
from service_desk.demo.replays.visiting import visit_lines
from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import Outcome
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Category, Level
from service_desk.domain.date_words import full_date_words, weekday_words
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.milestones import Milestone
from service_desk.domain.rates import NOTHING_COUNTED, tally, vote_on_solution
from service_desk.domain.requests import Kind
from service_desk.domain.states import STATE_NAMES, State
from service_desk.domain.telling import department_name, narrate
from service_desk.domain.telling.timetable import MILESTONE_MARKS, milestone_words
from service_desk.domain.zone_time import SHANGHAI, local_date
from service_desk.persistence.database import Session
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stored_clock import milestones_of

_BASIS = {
    Basis.PAGE: Bilingual("报道", "page"),
    Basis.ROUTINE: Bilingual("补记", "added"),
    Basis.DEMO: Bilingual("演示", "demo"),
}


class Teller:
    """Tells one replay in one language; `session` reads what the acts have stored."""

    def __init__(
        self, script: Script, performed: Sequence[Performed], session: Session, language: str
    ) -> None:
        self._script, self._performed, self._session, self._language = script, performed, session, language
        self._rules: Rules = rules_in_force(session)

    def lines(self) -> Iterator[str]:
        """Yield the whole account, line by line."""
        yield from self._opening()
        yield from self._landmarks()
        yield from self._durations()
        if self._script.round is not None:
            yield from visit_lines(self._session, self._script, self._script.round, self._language)
        for key in self._script.parts:
            yield from self._ticket(key)
        yield from self._closing()

    def _say(self, zh: str, en: str) -> str:
        return Bilingual(zh, en).say(self._language)

    def _opening(self) -> Iterator[str]:
        script, firm = self._script, self._script.enterprise
        yield script.title.say(self._language)
        yield "=" * width(script.title.say(self._language))
        unknown = self._say("报道未载", "not on the page")
        yield self._say(
            f"企业：{firm.name}  统一社会信用代码：{unknown}  联系人、电话：{unknown}",
            f"Enterprise: {firm.name}  credit code: {unknown}  contact, telephone: {unknown}",
        )
        for fact in script.facts:
            yield f"· {fact.say(self._language)}"
        if script.nominal:
            yield f"≈ {script.nominal.say(self._language)}"
        yield self._say(
            "※ 时刻为演示设定，报道没有时刻；“约”是报道未载的日期。+自然日/工作日，自登记日起算。"
            "〔报道〕报道载明；〔补记〕系统需要而报道未提；〔演示〕报道没有，只为演示系统怎么办。",
            "※ Times of day are set for the replay; the page has none; ≈ marks a day that is not on it. +natural/working "
            "days since the request. [page] the page says so; [added] the desk needs it and the page is silent; [demo] not on "
            "the page, only to show what the desk does.",
        )

    # ---- the days of the story ---------------------------------------------------------------------------------------

    def _landmarks(self) -> Iterator[str]:
        if not self._script.landmarks:
            return
        yield ""
        yield self._say("里程碑（自然日/工作日）", "Milestones (natural/working days)")
        known = {landmark.key: landmark for landmark in self._script.landmarks}
        for landmark in self._script.landmarks:
            weekday = weekday_words(landmark.on).say(self._language)
            counts = [self._counted(known[key], landmark) for key in landmark.since]
            words = padded(landmark.words.say(self._language), 34 if self._language == "zh" else 62)
            yield f"  {landmark.on}  {weekday}  {words}{'  '.join(counts)}".rstrip()

    def _durations(self) -> Iterator[str]:
        if not self._script.durations:
            return
        yield ""
        yield self._say("时长（报道只给时长，不推算日期）", "Durations (the page gives no dates for them)")
        for each in self._script.durations:
            length = self._say(f"{each.months}个月", f"{each.months} months")
            yield f"  {padded(length, 12)}{each.words.say(self._language)}"

    def _counted(self, start: Landmark, end: Landmark) -> str:
        return self._say(
            f"距{start.on:%m-%d}：{self._days(start.on, end.on)}",
            f"since {start.on:%m-%d}: {self._days(start.on, end.on)}",
        )

    def _days(self, start: date, end: date) -> str:
        natural, working = (end - start).days, self._rules.calendar.working_days_between(start, end)
        return self._say(f"{natural}自然日/{working}工作日", f"{natural} natural/{working} working")

    # ---- one ticket ----------------------------------------------------------------------------------------------------

    def _ticket(self, key: str) -> Iterator[str]:
        acts = [each for each in self._performed if each.act.ticket == key]
        ticket = ticket_by_number(self._session, acts[0].ticket_no)
        if ticket is None:
            raise LookupError(f"{acts[0].ticket_no} is not stored")
        events = history(self._session, ticket.id)
        part = self._script.parts[key]
        yield ""
        firm = f"{part.enterprise}  " if part.enterprise else ""
        yield f"{key}  {ticket.ticket_no}  {firm}{self._say(part.title, part.title_en)}"
        yield f"    {self._routing(ticket)}"
        first = local_date(events[0].at)
        for each in acts:
            if each.refusal is not None:
                yield from self._attempt(each, each.refusal)
            else:
                yield from self._event(each, events[each.seq - 1], first)
        for milestone in milestones_of(ticket, events, self._rules):
            yield f"    {self._milestone(milestone)}"
        yield from contract_lines(ticket, follow(events), self._session, self._rules, self._language)
        if ticket.result_at is not None:
            taken = self._days(first, local_date(ticket.result_at))
            yield f"    {self._say(f'用时：{taken}', f'Taken: {taken}')}"
        yield f"    {self._standing(ticket)}"
        for remark in self._script.remarks_on(key):
            yield f"    ! {remark.say(self._language)}"

    def _routing(self, ticket: Ticket) -> str:
        catalogue = self._rules.catalogue
        kind = catalogue.request_types[ticket.request_type]
        category = CATEGORY_NAMES[Category(ticket.category)].say(self._language)
        if ticket.secondary_category:
            second = CATEGORY_NAMES[Category(ticket.secondary_category)].say(self._language)
            category += self._say(f"（次类{second}）", f" (second: {second})")
        lead = department_name(ticket.lead_department or catalogue.coordinator, catalogue).say(self._language)
        codes = dict.fromkeys(task.department for task in ticket.co_tasks)
        helpers = [department_name(code, catalogue).say(self._language) for code in codes]
        level = LEVEL_NAMES[Level(ticket.level)].say(self._language)
        joined = self._say("、", ", ").join(helpers) or self._say("无", "none")
        return self._say(
            f"{category}｜{kind.name.zh}｜{level}｜主办 {lead}｜协办 {joined}",
            f"{category} | {kind.name.en} | {level} | lead: {lead} | with: {joined}",
        )

    def _attempt(self, each: Performed, refusal: Bilingual) -> Iterator[str]:
        act = ACTION_NAMES[Action(each.act.do)]
        mark, who = self._told_by(each.act)
        tried = self._say(f"试办“{act.zh}”，系统不准", f"“{act.en}” is tried and refused")
        yield f"    {padded(self._moment(each.act), 24)}{padded('✘', 7)}{mark} {who}{self._say('：', ': ')}{tried}"
        yield f"    {' ' * 31}{refusal.say(self._language)}"
        yield f"    {' ' * 31}{each.act.words.say(self._language)}"

    def _moment(self, act: Act) -> str:
        day, about = local_date(act.at), self._say("约", "≈") if act.is_approximate else ""
        return f"{about}{day} {weekday_words(day).say(self._language)} {act.at.astimezone(SHANGHAI):%H:%M}※"

    def _told_by(self, act: Act) -> tuple[str, str]:
        basis = _BASIS[act.basis].say(self._language)
        return self._say(f"〔{basis}〕", f"[{basis}]"), self._script.people[act.by][1].say(self._language)

    def _event(self, each: Performed, event: Event, first: date) -> Iterator[str]:
        day, act = local_date(event.at), each.act
        moment = self._moment(act)
        mark, who = self._told_by(act)
        headline = narrate(event, self._rules.catalogue).headline.say(self._language)
        natural, working = (day - first).days, self._rules.calendar.working_days_between(first, day)
        yield f"    {padded(moment, 24)}{padded(f'+{natural}/{working}', 7)}{mark} {who}{self._say('：', ': ')}{headline}"
        yield f"    {' ' * 31}{act.words.say(self._language)}"

    def _milestone(self, milestone: Milestone) -> str:
        now = self._script.ends
        name = padded(milestone.name.say(self._language), 16 if self._language == "zh" else 26)
        words = milestone_words(milestone, now).say(self._language)
        return f"{MILESTONE_MARKS[milestone.status(now)]} {milestone.key} {name}{words}"

    def _standing(self, ticket: Ticket) -> str:
        """Return where the ticket stands and whether the solved rate counts it."""
        outcome = Outcome(ticket.callback_outcome) if ticket.callback_outcome else None
        rate = tally([vote_on_solution(outcome, Kind(ticket.kind), is_held=ticket.state == State.ON_HOLD)])
        state = STATE_NAMES[State(ticket.state)].say(self._language)
        counted = rate.text() != NOTHING_COUNTED
        return self._say(
            f"现状：{state}；{'计入' if counted else '未计入'}解决率（{rate.part}/{rate.whole}，{rate.text()}）",
            f"Now: {state}; {'' if counted else 'not '}in the solved rate ({rate.part}/{rate.whole}, {rate.text()})",
        )

    def _closing(self) -> Iterator[str]:
        day = full_date_words(local_date(self._script.ends)).say(self._language)
        ends = f"{day} {self._script.ends:%H:%M}"
        yield ""
        yield self._say(f"以上为截至{ends}的情况。", f"As of {ends}.")
