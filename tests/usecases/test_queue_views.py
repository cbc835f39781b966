"""What each role's queue shows: its lists, counts that tell the truth, pages that lose nothing, the day in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.refusals import NotEntitled
from service_desk.domain.requests import Urgency
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT, queue_page
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import tabs_of
from service_desk.usecases.reading.queues import QueueView, view_queue
from tests.support.staged import Staged
from tests.usecases.deeds import (
    ACCEPTED,
    APPROVED,
    ASKED,
    CALLER,
    CLOSED,
    COMMISSIONER,
    DISPATCHED,
    DISPATCHER,
    HANDLER,
    HEAD,
    HELD,
    HELPER,
    LEADER,
    ON_SITE,
    OUTSIDER,
    RESULT,
    RETURNED,
    SUPERVISOR,
    WORKING,
)
from tests.usecases.office import Office

A = Action
EVERYWHERE = (
    (A.SUBMIT,), (A.SUBMIT, A.REQUEST_INFO), (A.SUBMIT, A.DECLINE), ACCEPTED, DISPATCHED, RETURNED, WORKING, ASKED, HELD,
    RESULT, APPROVED, CLOSED, ON_SITE, (A.SUBMIT, A.WITHDRAW),
)  # fmt: skip
OFFICERS = (DISPATCHER, HANDLER, HEAD, HELPER, OUTSIDER, CALLER, SUPERVISOR, LEADER, COMMISSIONER)


def look(
    office: Office, actor: Actor, key: str | None = None, narrowing: Narrowing | None = None
) -> QueueView:
    return view_queue(db.session(), actor, office.now, key, narrowing)


def keys(actor: Actor, office: Office) -> list[str]:
    return [tab.key for tab in tabs_of(actor, office.now)]


def numbers(view: QueueView) -> list[str]:
    return [ticket.ticket_no for ticket in view.page.tickets]


def test_a_department_works_from_its_own_eleven_lists(office: Office) -> None:
    names = [tab.name.zh for tab in tabs_of(HANDLER, office.now)]
    assert names == [
        "待签收",
        "超期",
        "今日到期",
        "办理中",
        "待审核",
        "协办",
        "退单",
        "待回访",
        "挂账",
        "已销号",
        "全部在办",
    ]
    assert {tab.department for tab in tabs_of(HANDLER, office.now)} == {"PW"}


def test_a_dispatcher_begins_with_what_waits_for_a_decision_and_then_sees_everything(office: Office) -> None:
    names = [tab.name.zh for tab in tabs_of(DISPATCHER, office.now)]
    assert names[:4] == ["待受理", "退单待审", "待派单", "待补正"]
    assert {"办理中", "已销号", "全部在办"} <= set(names)


def test_a_callback_officer_begins_with_the_calls(office: Office) -> None:
    assert [tab.name.zh for tab in tabs_of(CALLER, office.now)] == ["待回访", "当场解决", "已销号"]


@pytest.mark.parametrize("actor", [SUPERVISOR, LEADER], ids=["supervisor", "leader"])
def test_supervision_begins_with_what_is_overdue_in_all_departments(office: Office, actor: Actor) -> None:
    tabs = tabs_of(actor, office.now)
    assert tabs[0].name.zh == "超期"
    assert {tab.department for tab in tabs} == {None}


def test_somebody_with_two_roles_has_the_lists_of_both_and_none_twice(office: Office) -> None:
    both = Actor(7, "演示-双岗", frozenset({Role.DISPATCHER, Role.HANDLER}), "ES")
    found = keys(both, office)
    assert set(found) == {
        *keys(DISPATCHER, office),
        *(f"our-{k.removeprefix('our-')}" for k in keys(HANDLER, office)),
    }
    assert len(found) == len(set(found))


def test_an_administrator_has_no_queue(office: Office) -> None:
    with pytest.raises(NotEntitled):
        look(office, Actor(9, "演示-管理员", frozenset({Role.ADMINISTRATOR})))


def tickets_everywhere() -> Office:
    """Bring tickets into every state, and some more a week later."""
    office = Office()
    for path in EVERYWHERE:
        office.bring(*path)
    office.now += timedelta(days=8)
    for path in (DISPATCHED, WORKING, ASKED):
        office.bring(*path)
    return office


@pytest.mark.every_database
@pytest.mark.parametrize("actor", OFFICERS, ids=lambda actor: next(iter(actor.roles)))
def test_every_count_is_the_length_of_its_list(staged: Staged, actor: Actor) -> None:
    office = staged(tickets_everywhere)
    view = look(office, actor)
    for tab in view.tabs:
        listed = queue_page(db.session(), tab.narrowed, size=100).tickets
        if tab.is_counted or tab.kept:
            assert view.counts[tab.key] == len(listed), tab.key
        else:
            assert tab.key not in view.counts


def test_a_narrowed_list_is_counted_as_it_is_narrowed_and_the_others_show_no_number(office: Office) -> None:
    urgent = office.bring(*ACCEPTED)
    office.bring(*ACCEPTED)
    office.act(A.DISPATCH, urgent)
    other = office.bring(A.SUBMIT, enterprise_name="另一家演示公司")
    view = look(office, DISPATCHER, "open", Narrowing(enterprise="另一家"))
    assert numbers(view) == [other]
    assert view.counts == {"open": 1}
    assert look(office, DISPATCHER, "open", Narrowing(enterprise="一家")).counts == {"open": 0}


def test_conditions_add_up(office: Office) -> None:
    wanted = office.bring(*WORKING, park="东区", urgency=Urgency.URGENT)
    office.bring(*WORKING, park="东区")
    office.bring(*WORKING, park="生物产业园", urgency=Urgency.URGENT)
    office.act(A.ASSIGN, wanted, user_id=HEAD.user_id)
    narrowing = Narrowing(
        park="东区", category="FS", level="general", request_type="power_capacity", source="web"
    )
    assert len(numbers(look(office, HANDLER, "our-in_progress", narrowing))) == 2
    assert numbers(look(office, HANDLER, "our-in_progress", replace(narrowing, owner_id=HEAD.user_id))) == [
        wanted
    ]
    assert numbers(look(office, HANDLER, "our-in_progress", replace(narrowing, category="OT"))) == []


def test_a_department_cannot_widen_its_list_to_another_department(office: Office) -> None:
    mine = office.bring(*WORKING)
    office.bring(*ACCEPTED)
    assert numbers(look(office, HANDLER, "our-in_progress", Narrowing(department="CB"))) == [mine]
    assert numbers(look(office, OUTSIDER, "our-in_progress", Narrowing(department="PW"))) == []
    assert numbers(look(office, OUTSIDER, "in_progress")) == []


def test_the_zone_can_look_at_one_department(office: Office) -> None:
    mine = office.bring(*WORKING)
    assert numbers(look(office, LEADER, "in_progress", Narrowing(department="PW"))) == [mine]
    assert numbers(look(office, LEADER, "in_progress", Narrowing(department="CB"))) == []


def test_a_co_handler_sees_the_ticket_until_his_part_is_given(office: Office) -> None:
    number = office.bring(*WORKING)
    assert numbers(look(office, HELPER, "our-helping")) == [number]
    office.act(A.FINISH_CO_TASK, number)
    assert numbers(look(office, HELPER, "our-helping")) == []


def test_what_is_due_tonight_is_due_today_and_what_is_due_tomorrow_is_not(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    assert numbers(look(office, HANDLER, "our-due")) == [number]
    office.act(A.SIGN, number)
    assert numbers(look(office, HANDLER, "our-due")) == []


def test_an_unknown_list_opens_the_first_one_with_anything_in_it(office: Office) -> None:
    office.bring(*WORKING)
    assert look(office, HANDLER, "no-such-list").tab.key == "our-in_progress"
    assert look(office, OUTSIDER).tab.key == "our-dispatched"


@pytest.mark.every_database
@pytest.mark.parametrize("key", ["open", "due", "our-helping"])
def test_turning_pages_forth_and_back_shows_every_ticket_once(office: Office, key: str) -> None:
    for _ in range(7):
        office.bring(*DISPATCHED)
    actor = HELPER if key == "our-helping" else DISPATCHER
    narrowed = look(office, actor, key).tab.narrowed
    whole = [ticket.ticket_no for ticket in queue_page(db.session(), narrowed).tickets]
    assert len(whole) == 7

    page, forth = queue_page(db.session(), narrowed, size=3), []
    while True:
        forth.append([ticket.ticket_no for ticket in page.tickets])
        if page.older is None:
            break
        page = queue_page(db.session(), narrowed, page.older, size=3)
    assert [len(part) for part in forth] == [3, 3, 1]
    assert [number for part in forth for number in part] == whole
    assert page.newer is not None
    page = queue_page(db.session(), narrowed, page.newer, size=3)
    assert [ticket.ticket_no for ticket in page.tickets] == forth[1]
    assert page.newer is not None
    page = queue_page(db.session(), narrowed, page.newer, size=3)
    assert [ticket.ticket_no for ticket in page.tickets] == forth[0]
    assert page.newer is None


def test_the_day_names_what_is_due_and_what_is_overdue(office: Office) -> None:
    late = office.bring(*DISPATCHED)
    office.now += timedelta(days=1)
    office.bring(*DISPATCHED)
    day = look(office, HANDLER).day
    assert day.heading.zh == "今天先办这 2 件"
    assert day.words.zh == "1 件今日到期 · 1 件超期 · 3月11日（周三）"
    assert day.heading.en == "First today: 2 due"
    assert numbers(look(office, HANDLER, "our-overdue")) == [late]
    assert late not in numbers(look(office, HANDLER, "our-due"))
    assert look(office, LEADER).day.heading.zh == "1 件超期，先督办这些"


def test_each_role_is_told_its_own_first_duty(office: Office) -> None:
    assert look(office, DISPATCHER).day.heading.zh == "新诉求都处理完了"
    assert look(office, HANDLER).day.heading.zh == "手上没有在办的诉求"
    assert look(office, CALLER).day.heading.zh == "没有等待回访的诉求"
    assert look(office, LEADER).day.heading.zh == "没有超期的诉求"
    office.bring(A.SUBMIT)
    office.bring(*RETURNED)
    office.bring(*APPROVED)
    office.bring(*WORKING)
    assert look(office, DISPATCHER).day.heading.zh == "今天先办这 2 件"
    assert look(office, DISPATCHER).day.words.zh.startswith("1 件待受理 · 1 件退单待审 · ")
    assert look(office, CALLER).day.heading.zh == "1 件等您回访"


def test_a_make_up_saturday_ahead_is_announced(office: Office) -> None:
    office.now = datetime(2026, 2, 10, 9, 0, tzinfo=SHANGHAI)
    assert "2月14日（周六）调休上班" in look(office, HANDLER).day.words.zh
    office.now = datetime(2026, 2, 17, 9, 0, tzinfo=SHANGHAI)
    assert "今天是节假日" in look(office, HANDLER).day.words.zh


def test_counting_stops_at_the_bound(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service_desk.persistence.queues.COUNT_LIMIT", 3)
    for _ in range(5):
        office.bring(A.SUBMIT)
    assert look(office, DISPATCHER, "submitted", Narrowing(category="FS")).counts == {"submitted": 3}
    assert look(office, DISPATCHER, "submitted").counts["submitted"] == 5
    assert COUNT_LIMIT == 1000


@pytest.mark.parametrize(
    ("narrowing", "found"),
    [
        (Narrowing(due="overdue"), {"late"}),
        (Narrowing(due="today"), {"fresh"}),
        (Narrowing(due="soon"), {"fresh", "working"}),
        (Narrowing(state="in_progress"), {"working"}),
        (Narrowing(since=date(2026, 3, 11)), {"fresh"}),
        (Narrowing(until=date(2026, 3, 10)), {"late", "working"}),
        (Narrowing(since=date(2026, 3, 10), until=date(2026, 3, 10), state="dispatched"), {"late"}),
    ],
)
def test_the_open_list_is_narrowed_by_state_by_due_date_and_by_day_of_submission(
    office: Office, narrowing: Narrowing, found: set[str]
) -> None:
    named = {office.bring(*DISPATCHED): "late", office.bring(*WORKING): "working"}
    office.now += timedelta(days=1)
    named[office.bring(*DISPATCHED)] = "fresh"
    view = view_queue(db.session(), DISPATCHER, office.now, "open", narrowing)
    assert {named[number] for number in numbers(view)} == found
    assert view.counts == {"open": len(found)}


def test_a_list_of_one_state_cannot_be_turned_into_another(office: Office) -> None:
    number = office.bring(*WORKING)
    view = view_queue(db.session(), DISPATCHER, office.now, "in_progress", Narrowing(state="callback"))
    assert numbers(view) == [number]
