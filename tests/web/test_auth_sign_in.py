"""Signing in and out, sessions that end, and the form that outlives them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User, UserSession
from service_desk.persistence.database import db
from service_desk.usecases.accounts.account_words import CANNOT_SIGN_IN
from service_desk.usecases.accounts.manage_account import deactivate_user
from tests.support.application import StandingClock
from tests.support.people import ADMINISTRATOR, PASSWORD, NewPerson, SignInAs, login_of
from tests.support.visitor import Page, Visitor

WRONG = "完全不对的一个口令"


def try_to_sign_in(visitor: Visitor, login: str, password: str, *, status: int = 422) -> Page:
    fields = {"login": login, "password": password}
    return visitor.submit(visitor.get("/sign-in"), fields, action="/sign-in", status=status)


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.client.get("/account").status_code == 200


def test_the_right_password_opens_the_account(sign_in_as: SignInAs) -> None:
    visitor = sign_in_as(Role.HANDLER, department="D05")
    assert "承办人" in visitor.get("/account")


def test_the_name_may_be_typed_in_capitals(new_person: NewPerson, visitor: Visitor) -> None:
    actor = new_person(Role.LEADER)
    try_to_sign_in(visitor, login_of(actor).upper(), PASSWORD, status=200)
    assert is_signed_in(visitor)


def test_wrong_unknown_and_closed_get_the_same_words(
    app: Flask, new_person: NewPerson, new_visitor: Callable[..., Visitor], clock: StandingClock
) -> None:
    actor, closed = new_person(Role.LEADER), new_person(Role.LEADER)
    with app.app_context():
        deactivate_user(closed.user_id or 0, by=ADMINISTRATOR, now=clock())
    attempts = [(login_of(actor), WRONG), ("nobody", PASSWORD), (login_of(closed), PASSWORD)]
    pages = [try_to_sign_in(new_visitor(), *attempt) for attempt in attempts]
    mains = {page.tree.all("div", class_="errors")[0].text for page in pages}
    assert len(mains) == 1
    assert CANNOT_SIGN_IN.zh in mains.pop()


def test_the_name_stays_in_its_field_and_the_password_does_not(
    new_person: NewPerson, visitor: Visitor
) -> None:
    page = try_to_sign_in(visitor, "somebody", WRONG)
    assert page.value("login") == "somebody"
    assert WRONG not in page.html


@pytest.mark.usefixtures("full_hashing_costs")
def test_an_unknown_name_costs_as_much_time_as_a_known_one(new_person: NewPerson, app: Flask) -> None:
    known = login_of(new_person(Role.LEADER))
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]

    def seconds(login: str) -> float:
        begun = time.perf_counter()
        client.post("/sign-in", data={"csrf_token": token, "login": login, "password": WRONG})
        return time.perf_counter() - begun

    seconds("nobody")  # the first hash of the process is made once
    of_known = statistics.median(seconds(known) for _ in range(4))
    of_unknown = statistics.median(seconds("nobody") for _ in range(4))
    assert 0.4 < of_unknown / of_known < 2.5


def test_five_failures_lock_the_account_for_half_an_hour(
    new_person: NewPerson, visitor: Visitor, clock: StandingClock
) -> None:
    login = login_of(new_person(Role.LEADER))
    for _ in range(5):
        try_to_sign_in(visitor, login, WRONG)
    assert CANNOT_SIGN_IN.zh in try_to_sign_in(visitor, login, PASSWORD)
    clock.forward(minutes=29)
    assert CANNOT_SIGN_IN.zh in try_to_sign_in(visitor, login, PASSWORD)
    clock.forward(minutes=2)
    try_to_sign_in(visitor, login, PASSWORD, status=200)
    assert is_signed_in(visitor)


def test_four_failures_and_a_success_begin_again_from_zero(new_person: NewPerson, visitor: Visitor) -> None:
    login = login_of(new_person(Role.LEADER))
    for _ in range(2):
        for _ in range(4):
            try_to_sign_in(visitor, login, WRONG)
        try_to_sign_in(visitor, login, PASSWORD, status=200)
        visitor.submit(visitor.get("/account"), action="/sign-out")


def test_one_address_cannot_try_the_same_password_on_everybody(
    new_person: NewPerson, visitor: Visitor
) -> None:
    login = login_of(new_person(Role.LEADER))
    for number in range(30):
        try_to_sign_in(visitor, f"somebody-{number}", WRONG)
    assert CANNOT_SIGN_IN.zh in try_to_sign_in(visitor, login, PASSWORD)


def test_a_session_known_before_signing_in_is_worth_nothing_afterwards(
    new_person: NewPerson, visitor: Visitor, app: Flask
) -> None:
    visitor.get("/sign-in")
    planted = visitor.client.get_cookie("desk")
    assert planted is not None
    visitor.sign_in(login_of(new_person(Role.LEADER)), PASSWORD)
    stranger = app.test_client()
    stranger.set_cookie("desk", planted.value)
    assert stranger.get("/account").status_code == 303


def test_the_database_does_not_hold_what_the_cookie_holds(sign_in_as: SignInAs, app: Flask) -> None:
    visitor = sign_in_as(Role.LEADER)
    with visitor.client.session_transaction() as session:
        token = session["token"]
    with app.app_context():
        assert token not in {row.token_hash for row in db.session.scalars(db.select(UserSession))}


def test_signing_out_ends_copies_of_the_cookie_too(sign_in_as: SignInAs, app: Flask) -> None:
    visitor = sign_in_as(Role.LEADER)
    cookie = visitor.client.get_cookie("desk")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("desk", cookie.value)
    assert thief.get("/account").status_code == 200
    thief.set_cookie("desk", cookie.value)
    assert "已退出" in visitor.submit(visitor.get("/account"), action="/sign-out")
    assert thief.get("/account").status_code == 303


def test_signing_out_needs_a_form_and_not_a_link(sign_in_as: SignInAs) -> None:
    visitor = sign_in_as(Role.LEADER)
    visitor.get("/sign-out", status=405)
    assert is_signed_in(visitor)


@pytest.mark.parametrize(("role", "minutes"), [(Role.LEADER, 30), (Role.ADMINISTRATOR, 15)])
def test_an_idle_session_ends(role: Role, minutes: int, sign_in_as: SignInAs, clock: StandingClock) -> None:
    visitor = sign_in_as(role)
    for _ in range(3):
        clock.forward(minutes=minutes - 1)
        assert is_signed_in(visitor)
    clock.forward(minutes=minutes + 1)
    assert not is_signed_in(visitor)


def test_a_busy_session_ends_after_twelve_hours(sign_in_as: SignInAs, clock: StandingClock) -> None:
    visitor = sign_in_as(Role.LEADER)
    for _ in range(12 * 3 - 1):
        clock.forward(minutes=20)
        assert is_signed_in(visitor)
    clock.forward(minutes=21)
    assert not is_signed_in(visitor)


def test_a_closed_account_is_out_at_once(
    new_person: NewPerson, sign_in_as: SignInAs, app: Flask, clock: StandingClock
) -> None:
    actor = new_person(Role.LEADER)
    visitor = sign_in_as(actor=actor)
    with app.app_context():
        deactivate_user(actor.user_id or 0, by=ADMINISTRATOR, now=clock())
    assert not is_signed_in(visitor)


def test_the_page_asked_for_opens_after_signing_in(new_person: NewPerson, visitor: Visitor) -> None:
    login = login_of(new_person(Role.LEADER))
    entry = visitor.get("/account")
    assert entry.path == "/sign-in"
    landed = visitor.submit(entry, {"login": login, "password": PASSWORD}, action="/sign-in")
    assert landed.path == "/account"


@pytest.mark.parametrize(
    "wish", ["https://example.com/", "//example.com", "/\\example.com", "/\t/example.com", "javascript:go()"]
)
def test_signing_in_never_leads_to_another_site(new_person: NewPerson, app: Flask, wish: str) -> None:
    visitor = Visitor(app.test_client())
    page = visitor.get("/sign-in")
    fields = {
        "csrf_token": page.value("csrf_token"),
        "login": login_of(new_person(Role.LEADER)),
        "password": PASSWORD,
        "next": wish,
    }
    answer = visitor.client.post("/sign-in", data=fields)
    assert answer.status_code == 303
    assert answer.location == "/desk"


def test_a_form_sent_after_the_session_ended_is_sent_after_signing_in_again(
    new_person: NewPerson, sign_in_as: SignInAs, app: Flask, clock: StandingClock
) -> None:
    actor = new_person(Role.LEADER)
    visitor = sign_in_as(actor=actor)
    page = visitor.get("/account")
    clock.forward(minutes=31)
    entry = visitor.submit(page, {"language": "en"}, action="/account/language", status=401)
    assert "您刚才填写的内容还在" in entry
    fields = {"login": login_of(actor), "password": PASSWORD}
    offer = visitor.submit(entry, fields, action="/sign-in")
    assert "已登录，您填写的内容还在" in offer
    visitor.submit(offer, action="/account/language")
    with app.app_context():
        assert db.session.get_one(User, actor.user_id).language == "en"


def test_a_form_from_another_site_does_not_ride_along(visitor: Visitor) -> None:
    answer = visitor.client.post(
        "/account/language", data={"language": "en"}, headers={"Origin": "https://example.com"}
    )
    assert answer.status_code == 401
    assert "kept:" not in answer.get_data(as_text=True)
