"""What holds for every act on the desk: done once, refused to others, never silently over a change, never losing text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.roles import Role
from service_desk.domain.transitions import TRANSITIONS
from service_desk.web.desk.acts import ACTS
from service_desk.web.desk.reach import SHOWN_LATER, reach_of
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import ASKED, DEEDS, HANDLER, WORKING

A, R = Action, Role
TEXT = "演示内容：现场已经看过。"
TOO_LONG = "长" * 2001


@dataclass(frozen=True)
class Row:
    """An act as it is tried: by whom, with what, after what; `text` is the field that holds words and must be filled."""

    role: Role
    department: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    text: str | None = "note"
    after: tuple[Action, ...] | None = None
    button: str = ""


ROWS: dict[Action, Row] = {
    A.ACCEPT: Row(R.DISPATCHER, text=None, button="then=accept"),
    A.DISPATCH: Row(R.DISPATCHER, text=None),
    A.REQUEST_INFO: Row(R.DISPATCHER),
    A.ANSWER_DIRECTLY: Row(R.DISPATCHER, text="answer"),
    A.DECLINE: Row(R.DISPATCHER, fields={"channel": "人民法院"}, text="reason"),
    A.SUPPLEMENT: Row(R.HANDLER, "PW", after=ASKED),
    A.ADD_FACTS: Row(R.DISPATCHER),
    A.CORRECT_CONTACT: Row(R.CALLBACK, fields={"contact_mobile": "13900139000"}, text="reason"),
    A.SIGN: Row(R.HANDLER, "PW", {"contacted": "y"}, text=None),
    A.RETURN: Row(R.HEAD, "PW", {"reason": "not_our_duty", "suggested": "CB"}, text="basis"),
    A.UPHOLD_RETURN: Row(R.SUPERVISOR, text="ruling"),
    A.REJECT_RETURN: Row(R.DISPATCHER, text="ruling"),
    A.ASSIGN: Row(R.HEAD, "PW", {"user_id": str(HANDLER.user_id)}, text=None),
    A.CONTACT: Row(R.HANDLER, "PW"),
    A.PROGRESS: Row(R.HANDLER, "PW", {"reach": "public"}),
    A.ASK_ENTERPRISE: Row(R.HANDLER, "PW"),
    A.RESUME_CLOCK: Row(R.HANDLER, "PW"),
    A.FINISH_CO_TASK: Row(R.HANDLER, "CB", text="opinion"),
    A.WAIVE_CO_TASK: Row(R.SUPERVISOR, fields={"task": "1"}, text="reason"),
    A.PAUSE_CLOCK: Row(R.HANDLER, "PW", {"kind": "survey", "expected_until": "2026-03-20"}, text="evidence"),
    A.VERIFY_ON_SITE: Row(R.HANDLER, "PW", {"on": "2026-03-10", "people": "两人"}, text="conclusion"),
    A.RECORD_ENERGISED: Row(R.HANDLER, "PW", {"on": "2026-03-10", "note": TEXT}, text=None),
    A.ADD_CO_TASK: Row(R.HEAD, "PW", {"department": "LE", "title": "核对管线"}, text=None),
    A.REFER_OUTSIDE: Row(R.HANDLER, "PW", {"unit": "市发改委"}),
    A.CLOSE_REFERRAL: Row(R.HANDLER, "PW", {"referral": "1", "document_no": "演示函1号"}),
    A.RECORD_MEETING: Row(
        R.HEAD,
        "PW",
        {
            "held_on": "2026-03-10",
            "reason": "emergency",
            "attendees": ["PW", "CB"],
            "owners-0-department": "CB",
            "owners-0-matter": "核对现场",
        },
        text="minutes",
    ),
    A.APPLY_EXTENSION: Row(R.HANDLER, "PW", {"days": "3"}, text="reason"),
    A.GRANT_EXTENSION: Row(R.SUPERVISOR, fields={"days": "3", "note": TEXT}, text=None),
    A.APPLY_LEVEL: Row(R.HEAD, "PW", {"level": "complex"}, text="reason"),
    A.RAISE_LEVEL: Row(R.DISPATCHER, fields={"note": TEXT}, text=None),
    A.APPLY_HOLD: Row(R.HEAD, "PW", {"plan": "2026-04-01 完成方案"}, text="reason"),
    A.HOLD: Row(R.LEADER, fields={"note": TEXT}, text=None),
    A.REFUSE_APPLICATION: Row(R.SUPERVISOR, text="reason"),
    A.TRANSFER: Row(R.DISPATCHER, fields={"lead": "CB"}, text="reason"),
    A.LEAVE: Row(R.DISPATCHER, text=None),
    A.URGE: Row(R.SUPERVISOR, fields={"note": TEXT}, text=None),
    A.INSTRUCT: Row(R.LEADER),
    A.ANSWER_INSTRUCTION: Row(R.HEAD, "PW"),
    A.ISSUE_SHEET: Row(R.SUPERVISOR, fields={"colour": "yellow"}),
    A.ANSWER_SHEET: Row(R.HEAD, "PW"),
    A.RESUME: Row(R.HEAD, "PW", text=None),
    A.SUBMIT_RESULT: Row(R.HANDLER, "PW", {"result_type": "solved"}, text="answer"),
    A.APPROVE_RESULT: Row(R.HEAD, "PW", text=None),
    A.SEND_BACK: Row(R.HEAD, "PW", text="reason"),
    A.RECORD_CALLBACK: Row(R.CALLBACK, fields={"outcome": "solved", "rating": "5"}, text=None),
    A.STRIKE_OFF: Row(R.CALLBACK, text=None),
    A.REDO: Row(R.CALLBACK, text="reason"),
    A.PUT_ON_LIST: Row(R.CALLBACK, text="reason"),
    A.REOPEN: Row(R.SUPERVISOR, text="reason"),
    A.NOTE: Row(R.HANDLER, "PW", after=WORKING),
}
"""Every act but those that need another ticket (see test_desk_intake) or one's own last act (test_desk_contract)."""

ELSEWHERE = {Action.MERGE, Action.JOIN, Action.UNDO, Action.UNMERGE}

EVERY = pytest.mark.parametrize("action", ROWS, ids=lambda action: action.value)


def brought(desk: Desk, action: Action) -> tuple[Row, str, str]:
    """Return the row, a ticket on which the act comes next, and the address of its form."""
    row = ROWS[action]
    number = desk.bring(*(row.after or DEEDS[action].after))
    return row, number, f"/desk/tickets/{number}/{ACTS[action].slug}"


def filled_in(row: Row) -> dict[str, Any]:
    return row.fields | ({row.text: TEXT} if row.text else {})


def carried_out(visitor: Visitor, page: Page, action: Action, **more: Any) -> Page:
    """Send the form, and where the act is final confirm it."""
    row = ROWS[action]
    answer = visitor.submit(page, {**filled_in(row), **more}, button=row.button)
    if "请确认" in answer:
        answer = visitor.submit(answer, button="confirmed=1")
    return answer


def test_every_act_of_an_officer_is_tried() -> None:
    assert set(ROWS) | ELSEWHERE == set(ACTS)


def says_once_who_reads_it(form: Page, action: Action) -> None:
    """Look whether the form of an act says who will read it, as the transition table has it."""
    told = [p.get("data-reach") for p in form.tree.all("p") if p.get("data-reach")]
    assert told == [reach_of(action).value]
    words = {True: "企业会看到", False: "企业看不到", None: "由您在“给谁看”里选"}
    [is_public] = {each.is_public for each in TRANSITIONS if each.action is action}
    assert ("企业现在看不到" if action in SHOWN_LATER else words[is_public]) in form


def asks_for_words_beside_their_field(visitor: Visitor, form: Page, row: Row) -> None:
    """Send the form without its words, and with too many."""
    assert row.text is not None
    for typed in ("  ", TOO_LONG):
        refused = visitor.submit(form, row.fields | {row.text: typed}, status=422)
        assert set(refused.errors()) == {row.text}
        assert refused.value(row.text).strip() == typed.strip()


@EVERY
def test_an_act_says_who_reads_it_misses_no_words_keeps_what_was_typed_on_a_stale_page_and_is_done_once(
    desk: Desk, action: Action
) -> None:
    row, number, address = brought(desk, action)
    visitor = desk.officer(row.role, row.department)
    form = visitor.get(address)
    says_once_who_reads_it(form, action)
    before = len(desk.events(number))
    if row.text:
        asks_for_words_beside_their_field(visitor, form, row)
    assert len(desk.events(number)) == before

    if action is Action.REOPEN:
        desk.act(Action.RATE, number, rating=3, note="别人刚写的话")
    else:
        desk.act(Action.NOTE, number, note="别人刚写的话")
    stale = visitor.submit(form, filled_in(row), button=row.button, status=409)
    assert "有了变化" in stale
    assert "别人刚写的话" in stale
    assert len(desk.events(number)) == before + 1
    assert not row.text or stale.value(row.text) == TEXT

    page = carried_out(visitor, stale, action)
    assert page.path == f"/desk/tickets/{number}"
    assert str(ACTS[action].done) in page
    last = desk.events(number)[-1]
    assert (last.action, last.actor_role) == (action, row.role)
    assert not row.text or TEXT in last.data.values()

    again = carried_out(visitor, stale, action)
    assert "没有重复记录" in again
    assert len(desk.events(number)) == before + 2


def test_no_act_is_open_to_another_department_or_to_a_role_without_it(desk: Desk) -> None:
    cases = [(action, *brought(desk, action)) for action in ROWS]
    for role, department, status in ((R.HEAD, "LE", 404), (R.COMMISSIONER, None, 403)):
        visitor = desk.officer(role, department)
        token = visitor.get("/account").value("csrf_token")
        for action, row, number, address in cases:
            before = len(desk.events(number))
            sent = {**filled_in(row), "version": str(desk.ticket(number).version), "confirmed": "1"}
            for page in (
                visitor.get(address, status=status),
                visitor.send(address, {**sent, "csrf_token": token}, status=status),
            ):
                assert (f"{ACTION_NAMES[action].zh}由" in page) == (status == 403), action
            assert len(desk.events(number)) == before
