"""The demo zone: complete, consistent, the same each time, loaded once and never over something else."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from service_desk.cli import main
from service_desk.cli.demo import ACCOUNTS, PASSWORD, load_demo
from service_desk.config import Settings
from service_desk.demo.drawing import HOT_TYPE
from service_desk.demo.firms import load_firms
from service_desk.demo.people import DEPARTMENT_ACCOUNTS, ENTERPRISE_ACCOUNT, ZONE_ACCOUNTS
from service_desk.demo.plan import HOT_PARK, TICKETS, WEEKS
from service_desk.demo.scenarios import past_scenarios, present_scenarios
from service_desk.demo.texts import load_texts
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.enterprises import is_fictitious
from service_desk.domain.identifiers import check_phone, check_uscc
from service_desk.domain.passwords import weakness
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import Role
from service_desk.domain.states import STORED_STATES, State
from service_desk.persistence.accounts import User, user_by_login
from service_desk.persistence.database import Session
from service_desk.persistence.tables import (
    AbsenceRow,
    DepartmentRow,
    Enterprise,
    OutboxMail,
    Phrase,
    SavedView,
    Ticket,
    TicketEvent,
    Watch,
)
from service_desk.usecases.accounts.password_hash import is_password
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.reporting.read_weekly_report import frozen_report
from tests.support.application import A_TUESDAY_MORNING
from tests.support.source_rules import ROOT


def tickets_of(session: Session) -> list[Ticket]:
    return list(session.scalars(sa.select(Ticket).order_by(Ticket.ticket_no)))


# ---- what is in it ---------------------------------------------------------------------------------------------------


def test_three_hundred_tickets_stand_in_every_state(demo_zone: Session) -> None:
    tickets = tickets_of(demo_zone)
    assert len(tickets) == TICKETS
    assert {ticket.state for ticket in tickets} == set(STORED_STATES)


def test_every_request_type_and_nearly_every_firm_has_tickets(demo_zone: Session) -> None:
    tickets = tickets_of(demo_zone)
    assert {ticket.request_type for ticket in tickets} == set(load_catalogue().request_types)
    assert len({ticket.uscc for ticket in tickets}) >= 40


def test_nothing_has_happened_after_the_first_start_or_before_twelve_weeks(demo_zone: Session) -> None:
    moments = demo_zone.scalars(sa.select(TicketEvent.at)).all()
    assert max(moments) <= A_TUESDAY_MORNING
    assert A_TUESDAY_MORNING - min(moments) <= timedelta(weeks=WEEKS, days=1)


def test_every_ticket_has_one_responsible_department_and_a_clock(demo_zone: Session) -> None:
    known = set(load_catalogue().departments)
    for ticket in tickets_of(demo_zone):
        assert ticket.responsible_department in known
        assert ticket.clock in ("not_started", "running", "stopped", "finished")
        assert (ticket.clock == "running") == (ticket.next_due_at is not None)


def test_the_nightly_check_finds_counts_clocks_states_and_seals_in_order(demo_zone: Session) -> None:
    assert list(check_records()) == []


def test_some_tickets_are_overdue_some_due_today_some_stopped_some_urgent(demo_zone: Session) -> None:
    tickets = tickets_of(demo_zone)
    due = [ticket.next_due_at for ticket in tickets if ticket.next_due_at]
    today = [
        moment for moment in due if A_TUESDAY_MORNING <= moment <= A_TUESDAY_MORNING + timedelta(hours=24)
    ]
    assert 3 <= sum(moment < A_TUESDAY_MORNING for moment in due) <= 15
    assert len(today) >= 3
    assert sum(ticket.clock == "stopped" for ticket in tickets) >= 5
    assert {ticket.urgency for ticket in tickets} == {0, 1, 2}


def test_returns_redos_and_ratings_are_plausible(demo_zone: Session) -> None:
    tickets = tickets_of(demo_zone)
    ratings = [ticket.rating for ticket in tickets if ticket.rating is not None]
    acts = Counter(demo_zone.scalars(sa.select(TicketEvent.action)))
    assert 0.9 <= sum(rating >= 3 for rating in ratings) / len(ratings) < 1
    assert (
        min(acts["uphold_return"], acts["reject_return"], acts["redo"], acts["send_back"], acts["reopen"])
        >= 1
    )
    assert set(acts) >= {
        "hold",
        "resume",
        "ask_enterprise",
        "supplement",
        "put_on_list",
        "lapse",
        "withdraw",
        "merge",
        "grant_extension",
        "raise_level",
        "pause_clock",
        "refer_outside",
        "close_referral",
        "verify_on_site",
        "record_meeting",
        "transfer",
        "urge",
        "instruct",
        "issue_sheet",
        "join",
    }


def test_one_park_asks_for_more_power_every_week(demo_zone: Session) -> None:
    asked = [t for t in tickets_of(demo_zone) if t.request_type == HOT_TYPE and t.park == HOT_PARK]
    weeks = Counter(Week.of(ticket.submitted_at) for ticket in asked)
    last = Week.last_completed(A_TUESDAY_MORNING)
    series = [weeks[last.earlier(back)] for back in (3, 2, 1, 0)]
    assert series == sorted(set(series))
    assert len({t.uscc for t in asked if Week.of(t.submitted_at) == last}) >= 3


# ---- who is in it ----------------------------------------------------------------------------------------------------


def test_every_department_has_a_handler_a_head_a_mailbox_and_a_number(demo_zone: Session) -> None:
    departments = demo_zone.scalars(sa.select(DepartmentRow)).all()
    people = demo_zone.scalars(sa.select(User)).all()
    assert len(departments) == 21
    for department in departments:
        roles = {role for person in people if person.department == department.code for role in person.roles}
        assert roles == {Role.HANDLER, Role.HEAD}
        assert (department.mailbox or "").endswith("@zone.example")
        assert check_phone(department.phone or "").ok


def test_there_is_an_account_for_every_role_and_the_announced_password_opens_it(demo_zone: Session) -> None:
    assert {account.role for account in ACCOUNTS} == set(Role) - {Role.SYSTEM}
    for account in ACCOUNTS:
        assert weakness(PASSWORD, account.login) is None
        user = user_by_login(demo_zone, account.login)
        assert user is not None
        assert (user.display_name, user.roles) == (account.display_name, {account.role})
        assert user.display_name.startswith("演示-")
    assert is_password(user.password_hash, PASSWORD)
    assert len(ZONE_ACCOUNTS) + len(DEPARTMENT_ACCOUNTS) + 1 == demo_zone.scalar(
        sa.select(sa.func.count(User.id))
    )


def test_every_firm_is_plainly_invented_and_has_a_correct_fictitious_code(demo_zone: Session) -> None:
    *firms, umbrella = demo_zone.scalars(sa.select(Enterprise).order_by(Enterprise.id))
    assert umbrella.name.startswith("演示专题")  # the zone's own ticket over the hot spot: no firm, no code
    assert umbrella.uscc is None
    for firm in firms:
        assert firm.name.startswith("演示")
        assert is_fictitious(firm.uscc or "")
        assert check_uscc(firm.uscc or "").ok
        assert firm.industry
    assert len(load_firms()) == len(firms)


def test_the_page_about_the_demo_names_every_account_and_counts_right() -> None:
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    everybody = (*ZONE_ACCOUNTS, ENTERPRISE_ACCOUNT, *DEPARTMENT_ACCOUNTS)
    assert [account.login for account in everybody if f"`{account.login}`" not in page] == []
    for words in (
        f"`{PASSWORD}`",
        f"{len(everybody)} accounts",
        f"{len(load_firms())} firms",
        f"{TICKETS} tickets",
        f"{len(load_texts())} texts",
        f"{len(past_scenarios())} whole lives",
        f"{len(present_scenarios())} situations",
    ):
        assert words in page


# ---- letters and reports ---------------------------------------------------------------------------------------------


def test_only_reports_and_letters_of_the_last_two_days_wait_to_be_delivered(demo_zone: Session) -> None:
    letters = demo_zone.scalars(sa.select(OutboxMail)).all()
    fresh = [letter for letter in letters if not letter.notice.startswith("weekly")]
    assert fresh
    assert all(A_TUESDAY_MORNING - letter.created_at <= timedelta(days=2) for letter in fresh)
    assert {letter.status for letter in letters} == {"waiting"}
    assert {letter.recipient.rpartition(".")[2] for letter in letters} == {"example"}


def test_two_weekly_reports_are_frozen_sent_and_in_balance(demo_zone: Session) -> None:
    week = Week.last_completed(A_TUESDAY_MORNING)
    for one in (week, week.earlier()):
        report = frozen_report(demo_zone, one, "zone")
        assert report is not None
        came = report.count(Figure.OPENING) + report.count(Figure.NEW) + report.count(Figure.REOPENED)
        gone = sum(
            report.count(f) for f in (Figure.STRUCK_OFF, Figure.WITHDRAWN, Figure.MERGED, Figure.DECLINED)
        )
        assert came - gone == report.count(Figure.CLOSING)
        letters = sa.select(sa.func.count(OutboxMail.id)).where(OutboxMail.key.startswith(f"weekly/{one}/"))
        assert demo_zone.scalar(letters) == 22
    assert frozen_report(demo_zone, week.earlier(2), "zone") is None


# ---- loaded once -----------------------------------------------------------------------------------------------------


def test_loading_over_something_does_nothing(demo_zone: Session) -> None:
    said: list[str] = []
    before = demo_zone.scalar(sa.select(sa.func.count(TicketEvent.id)))
    assert load_demo(Settings(), said.append) is False
    assert said == []
    assert demo_zone.scalar(sa.select(sa.func.count(TicketEvent.id))) == before


def test_the_command_refuses_a_database_that_is_in_use(
    demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))
    monkeypatch.setenv("DESK_DATABASE_URL", f"sqlite:///{demo_file}")
    result = CliRunner().invoke(main, ["demo"])
    assert result.exit_code == 1
    assert "已有账号或诉求" in result.output
    assert "DESK_INSTANCE_FOLDER" in result.output


def test_declined_tickets_are_few_and_merged_ones_point_to_others(demo_zone: Session) -> None:
    declined = [ticket for ticket in tickets_of(demo_zone) if ticket.state == State.DECLINED]
    merged = [ticket for ticket in tickets_of(demo_zone) if ticket.state == State.MERGED]
    numbers = {ticket.ticket_no for ticket in tickets_of(demo_zone)}
    assert len(declined) == 6
    assert all(ticket.merged_into in numbers - {ticket.ticket_no} for ticket in merged)


def test_whoever_is_named_at_the_start_finds_lists_phrases_news_and_leave_to_look_at(
    demo_zone: Session,
) -> None:
    for account in (account for account in ACCOUNTS if account.department):
        user = demo_zone.scalars(sa.select(User).where(User.login == account.login)).one()
        for table in (SavedView, Phrase, Watch):
            assert demo_zone.scalar(sa.select(sa.func.count()).where(table.user_id == user.id)), (
                account,
                table,
            )
        watches = demo_zone.scalars(sa.select(Watch).where(Watch.user_id == user.id)).all()
        assert any(watch.mentioned_seq is not None for watch in watches), account
        away = AbsenceRow.department == account.department
        assert demo_zone.scalar(sa.select(sa.func.count()).select_from(AbsenceRow).where(away))
