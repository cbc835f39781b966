"""Mentions and followers: who is told of what, by list and by letter, and who must not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.refusals import InvalidInput, NotFound
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import OutboxMail, Watch
from service_desk.persistence.watching import NewsFilter, news_query
from service_desk.usecases.delivery.read_letter import read_letter
from service_desk.usecases.handling.report_progress import add_note, report_progress
from service_desk.usecases.reading.find_ticket import find_for_officer
from service_desk.usecases.together.complete_mention import colleagues_to_mention
from service_desk.usecases.together.follow_ticket import follow_ticket
from service_desk.usecases.together.read_news import News, count_unread, mark_seen, read_news
from tests.usecases.deeds import DISPATCHER, HANDLER, HEAD, HELPER, MORNING, OUTSIDER, SUPERVISOR, WORKING
from tests.usecases.office import Office

A = Action


@pytest.fixture
def number(office: Office) -> str:
    with transaction() as session:
        for user_id, address in ((HEAD.user_id, "head@zone.example"), (HELPER.user_id, "")):
            session.get_one(User, user_id).email = address
        for actor in (OUTSIDER, SUPERVISOR):
            _account(actor)
    return office.bring(*WORKING)


def _account(actor: Actor, **different: str) -> None:
    row = User(
        id=actor.user_id, login=different.get("login", f"p{actor.user_id}"), display_name=actor.name,
        department=actor.department, created_at=MORNING,
    )  # fmt: skip
    row.hold(actor.roles)
    db.session.add(row)


def note(office: Office, number: str, text: str, by: Actor = HANDLER, **wait: int) -> None:
    office.now += timedelta(**(wait or {"minutes": 1}))
    add_note(number, by, office.now, note=text)


def letters(kind: str = "mentioned") -> list[OutboxMail]:
    return list(
        db.session.scalars(sa.select(OutboxMail).where(OutboxMail.notice == kind).order_by(OutboxMail.id))
    )


def all_sent() -> None:
    with transaction() as session:
        session.execute(sa.update(OutboxMail).values(status="sent", sent_at=OutboxMail.due_at))


def told(actor: Actor, which: News = News.ALL) -> list[tuple[str, bool, bool]]:
    """Return a person's news: what each says, whether it is a mention, whether it is unread."""
    page = read_news(db.session(), actor, which)
    return [
        (item.entry.told.words or "" if item.entry else "", item.is_mention, item.watch.is_unread)
        for item in page.items
    ]


def test_whoever_is_mentioned_finds_it_in_his_list_and_gets_a_letter(office: Office, number: str) -> None:
    note(office, number, f"请@{HEAD.name}看第三条")
    assert told(HEAD) == [(f"请@{HEAD.name}看第三条", True, True)]
    assert count_unread(db.session(), HEAD) == 1
    [mail] = letters()
    assert (mail.recipient, mail.due_at) == ("head@zone.example", office.now)
    letter = read_letter(db.session(), mail.id)
    assert letter.ticket is not None
    assert (letter.ticket.by, letter.ticket.words) == (HANDLER.name, f"请@{HEAD.name}看第三条")
    assert office.events(number)[-1].data["mentions"] == [{"id": HEAD.user_id, "name": HEAD.name}]


def test_somebody_without_right_cannot_be_mentioned_and_nothing_is_stored(
    office: Office, number: str
) -> None:
    before = len(office.events(number))
    with pytest.raises(InvalidInput) as refusal:
        note(office, number, f"@{OUTSIDER.name} 请看")
    assert "看不了这件诉求" in refusal.value.problems["note"].zh
    assert (len(office.events(number)), told(OUTSIDER), letters()) == (before, [], [])


def test_a_name_that_is_nobodys_is_asked_about_instead_of_lost(office: Office, number: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        note(office, number, "@查无此人 请看")
    assert "没有找到“@查无此人”" in refusal.value.problems["note"].zh


def test_of_two_who_share_a_name_the_sign_in_name_tells_which(office: Office, number: str) -> None:
    with transaction():
        _account(replace(HEAD, user_id=77), login="twin")
    with pytest.raises(InvalidInput) as refusal:
        note(office, number, f"@{HEAD.name} 请看")
    assert "@twin（" in refusal.value.problems["note"].zh
    note(office, number, "@twin 请看")
    assert office.events(number)[-1].data["mentions"] == [{"id": 77, "name": HEAD.name}]


def test_ten_mentions_in_half_an_hour_are_two_letters_the_second_telling_of_the_rest(
    office: Office, number: str
) -> None:
    note(office, number, f"@{HEAD.name} 第0次")
    all_sent()
    for minute in range(1, 10):
        note(office, number, f"@{HEAD.name} 第{minute}次", minutes=2)
    first, second = letters()
    assert second.due_at == first.due_at + timedelta(minutes=30)
    assert (first.data["times"], second.data["times"]) == (1, 9)
    letter = read_letter(db.session(), second.id)
    assert letter.ticket is not None
    assert (letter.times, letter.ticket.words) == (9, f"@{HEAD.name} 第9次")
    all_sent()
    note(office, number, f"@{HEAD.name} 又一次", minutes=20)
    assert letters()[-1].due_at == second.due_at + timedelta(minutes=30)


def test_nobody_is_told_of_his_own_mention_and_without_an_address_there_is_no_letter(
    office: Office, number: str
) -> None:
    note(office, number, f"@{HANDLER.name} 备忘 @{HELPER.name}")
    assert told(HANDLER) == []
    assert [unread for _, _, unread in told(HELPER)] == [True]
    assert letters() == []


def test_an_at_sign_the_enterprise_can_read_mentions_nobody(office: Office, number: str) -> None:
    report_progress(
        number, HANDLER, office.now + timedelta(minutes=1), note=f"@{HEAD.name} 已到现场", is_public=True
    )
    assert "mentions" not in office.events(number)[-1].data
    report_progress(
        number, HANDLER, office.now + timedelta(minutes=2), note=f"@{HEAD.name} 内部", is_public=False
    )
    assert told(HEAD) == [(f"@{HEAD.name} 内部", True, True)]


def test_followers_are_told_of_what_others_do_until_they_stop(office: Office, number: str) -> None:
    follow_ticket(number, SUPERVISOR, office.now)
    assert [unread for _, _, unread in told(SUPERVISOR, News.FOLLOWED)] == [False]
    office.act(A.PROGRESS, number)
    assert told(SUPERVISOR, News.FOLLOWED) == [("演示内容", False, True)]
    mark_seen(number, SUPERVISOR)
    assert count_unread(db.session(), SUPERVISOR) == 0
    office.act(A.ISSUE_SHEET, number)
    assert count_unread(db.session(), SUPERVISOR) == 0, "his own act"
    follow_ticket(number, SUPERVISOR, office.now, follows=False)
    office.act(A.PROGRESS, number)
    assert told(SUPERVISOR) == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Watch)) == 0


def test_following_twice_is_following_once_and_a_stranger_cannot(office: Office, number: str) -> None:
    follow_ticket(number, HEAD, office.now)
    follow_ticket(number, HEAD, office.now)
    assert len(told(HEAD)) == 1
    with pytest.raises(NotFound):
        follow_ticket(number, OUTSIDER, office.now)


def test_whoever_may_not_read_a_ticket_any_more_is_told_nothing_of_it(office: Office, number: str) -> None:
    note(office, number, f"@{HELPER.name} 请看")
    moved = replace(HELPER, department="LE")
    assert told(moved) == []
    assert count_unread(db.session(), moved) == 0


def test_only_colleagues_who_may_read_the_ticket_are_offered(office: Office, number: str) -> None:
    ticket = find_for_officer(db.session(), number, HANDLER)
    offered = {one.written for one in colleagues_to_mention(db.session(), ticket, HANDLER, "演示")}
    assert offered == {HEAD.name, HELPER.name, SUPERVISOR.name}
    assert colleagues_to_mention(db.session(), ticket, HANDLER, "%") == []


def test_whoever_shares_a_name_is_offered_by_his_sign_in_name(office: Office, number: str) -> None:
    with transaction():
        _account(replace(HEAD, user_id=77), login="twin")
    ticket = find_for_officer(db.session(), number, HANDLER)
    written = {one.written for one in colleagues_to_mention(db.session(), ticket, HANDLER, HEAD.name)}
    assert written == {"twin", "p12"}


@pytest.mark.every_database
def test_news_come_a_page_at_a_time_the_latest_first(database: SQLAlchemy) -> None:
    office = Office()
    numbers = [office.bring(A.SUBMIT) for _ in range(27)]
    for number in numbers:
        follow_ticket(number, DISPATCHER, office.now)
        office.act(A.NOTE, number, by=SUPERVISOR)
    first = read_news(db.session(), DISPATCHER)
    rest = read_news(db.session(), DISPATCHER, cursor=first.older)
    listed = [item.ticket.ticket_no for item in (*first.items, *rest.items)]
    assert listed == list(reversed(numbers))
    assert rest.older is None
    assert count_unread(db.session(), DISPATCHER) == 27


def test_the_list_of_news_and_its_count_read_the_persons_own_index(office: Office) -> None:
    wanted = NewsFilter(1, "PW")
    page = news_query(wanted).order_by(Watch.news_at.desc(), Watch.ticket_id.desc()).limit(26)
    count = news_query(wanted).where(Watch.is_unread).with_only_columns(Watch.ticket_id).limit(100)
    assert "ix_ticket_watch_news (user_id=?)" in plan(page)
    assert "TEMP B-TREE" not in plan(page)
    assert "ticket_watch USING INDEX ix_ticket_watch_unread (user_id=?)" in plan(count)


def plan(query: sa.Select[Any]) -> str:
    """Return how SQLite reads what a statement asks for."""
    text = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    return "\n".join(line.detail for line in db.session.execute(sa.text(f"explain query plan {text}")))
