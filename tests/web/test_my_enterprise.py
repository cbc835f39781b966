"""My enterprise: a firm's people see what is the firm's and nothing else; officers and they have doors of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import TicketEvent
from service_desk.web.rights import RIGHTS_OF_ROLE
from tests.support.application import StandingClock
from tests.support.firms import (
    BOSS,
    COLLEAGUE,
    FIRM,
    OTHER_CODE,
    STRANGER,
    add_colleague,
    come_in,
    last_link,
    open_firm,
)
from tests.support.people import PASSWORD, SignInAs
from tests.support.portal import GENERAL, file, number_on
from tests.support.visitor import Visitor

NewVisitor = Callable[..., Visitor]
FORM = "/requests/construction-permit"


@pytest.fixture
def boss(app: Flask, clock: StandingClock, new_visitor: NewVisitor) -> Visitor:
    open_firm(app, clock())
    return come_in(new_visitor())


@pytest.fixture
def colleague(app: Flask, clock: StandingClock, new_visitor: NewVisitor) -> Visitor:
    add_colleague(app, open_firm(app, clock()), clock())
    return come_in(new_visitor(), COLLEAGUE)


@pytest.fixture
def stranger(app: Flask, clock: StandingClock, new_visitor: NewVisitor) -> Visitor:
    open_firm(app, clock(), code=OTHER_CODE, name="另一家公司", email=STRANGER)
    return come_in(new_visitor(), STRANGER)


def test_while_typing_all_of_the_firms_requests_are_compared_and_nobody_elses(
    app: Flask, clock: StandingClock, new_visitor: NewVisitor, stranger: Visitor, visitor: Visitor
) -> None:
    add_colleague(app, open_firm(app, clock()), clock())
    boss, colleague = come_in(new_visitor()), come_in(new_visitor(), COLLEAGUE)
    said = {"title": "申请增容500 kVA", "body": "新车间六月投产，现有变压器不够用，想申请增容。"}
    number = number_on(file(boss, **said))

    def told(reader: Visitor) -> str:
        data = {"csrf_token": reader.get("/").value("csrf_token"), "words": said["title"] + said["body"]}
        answer = reader.client.post("/knowledge/hints", data=data, headers=reader.headers)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    assert number in told(colleague)
    for other in (stranger, visitor):
        assert "data-hint" not in told(other)
        assert number not in told(other)


def test_a_guest_is_asked_to_come_in_by_the_firms_door_and_goes_on_where_he_wanted(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    open_firm(app, clock())
    door = visitor.get("/my/colleagues")
    assert door.path == "/my/sign-in"
    inside = visitor.submit(door, {"login": BOSS, "password": PASSWORD}, action="/my/sign-in")
    assert inside.path == "/my/colleagues"


def test_what_was_filed_as_a_guest_under_the_firms_code_is_there(
    app: Flask, clock: StandingClock, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    number = number_on(file(visitor))
    open_firm(app, clock())
    mine = come_in(new_visitor())
    home = mine.get("/my")
    assert home.heading == FIRM
    assert GENERAL["title"] in home
    assert "未登录提交" in home
    assert GENERAL["title"] in mine.get(f"/track/{number}")
    assert mine.get(f"/receipts/{number}").heading == "诉求已提交"


def test_a_form_knows_firm_and_contact_and_the_list_says_who_filed(app: Flask, boss: Visitor) -> None:
    page = boss.get(FORM)
    assert [page.value(name) for name in ("enterprise_name", "uscc", "contact_name", "contact_mobile", "contact_email")] == [
        FIRM, GENERAL["uscc"], "王经理", "13800138000", BOSS,
    ]  # fmt: skip
    words = {name: GENERAL[name] for name in ("title", "body", "expected_result", "park")}
    boss.submit(boss.submit(page, words, action=FORM), button="step=submit")
    assert "王经理" in boss.get("/my")
    with app.app_context():
        event = db.session.scalars(db.select(TicketEvent)).one()
        assert event.actor_id is not None
        assert event.actor_name == "企业联系人"  # no person's name is sealed into the record


def test_a_colleague_follows_and_supplements_what_another_filed(
    boss: Visitor, app: Flask, clock: StandingClock, new_visitor: NewVisitor
) -> None:
    number = number_on(file(boss))
    with app.app_context():
        from service_desk.persistence.accounts import user_by_login

        owner = user_by_login(db.session(), BOSS)
        assert owner is not None
        actor = owner.actor()
    add_colleague(app, actor, clock())
    other = come_in(new_visitor(), COLLEAGUE)
    page = other.submit(other.get(f"/track/{number}/supplement"), {"note": "补一张图"}, action="/supplement")
    assert "补充的内容已收到" in page


def test_another_firm_reaches_nothing(boss: Visitor, stranger: Visitor) -> None:
    number = number_on(file(boss))
    assert GENERAL["title"] not in stranger.get("/my")
    assert stranger.get(f"/track/{number}").heading == "查进度"
    assert stranger.get(f"/receipts/{number}").heading == "查进度"
    token = stranger.get("/track").value("csrf_token")
    for act in ("supplement", "withdraw", "rate", "urge", "files", "links/mail", "links/revoke"):
        stranger.send(f"/track/{number}/{act}", {"csrf_token": token, "note": "x"}, status=403)


def test_drafts_follow_the_account_to_another_device_and_are_not_the_colleagues(
    boss: Visitor, app: Flask, clock: StandingClock, new_visitor: NewVisitor
) -> None:
    page = boss.submit(boss.get(FORM), {"body": "在办公室开的头"}, action=FORM, button="step=save")
    code = page.value("submission_key")
    assert "在办公室开的头" in come_in(new_visitor()).get("/my")
    boss.submit(boss.get("/my"), action="/sign-out")
    assert "没有提交的草稿" not in boss.get("/")
    boss.get(f"/drafts/{code}", status=404)


def test_a_form_sent_after_the_session_has_ended_asks_to_come_in_again_and_goes_on(
    boss: Visitor, clock: StandingClock
) -> None:
    page = boss.submit(boss.get(FORM), GENERAL, action=FORM, button="step=save")
    boss.client.delete_cookie("desk")
    token = boss.get("/track").value("csrf_token")
    door = boss.submit(page, {"csrf_token": token, "title": "改过的标题"}, action=FORM, status=401)
    assert "您刚才填写的内容还在" in door
    again = boss.submit(door, {"login": BOSS, "password": PASSWORD}, action="/my/sign-in")
    assert "改过的标题" in again.html


def test_wrong_passwords_and_unknown_names_get_one_answer_and_a_lock(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    open_firm(app, clock())
    said = set()
    for login in (BOSS, "nobody@example.com"):
        page = visitor.submit(
            visitor.get("/my/sign-in"),
            {"login": login, "password": "不对的口令"},
            action="/my/sign-in",
            status=422,
        )
        said.add(page.without(login))
    assert len(said) == 1
    for _ in range(5):
        visitor.submit(
            visitor.get("/my/sign-in"), {"login": BOSS, "password": "x"}, action="/my/sign-in", status=422
        )
    visitor.submit(
        visitor.get("/my/sign-in"), {"login": BOSS, "password": PASSWORD}, action="/my/sign-in", status=422
    )


def test_neither_kind_comes_in_by_the_others_door(
    app: Flask, clock: StandingClock, visitor: Visitor, sign_in_as: SignInAs
) -> None:
    open_firm(app, clock())
    visitor.submit(
        visitor.get("/sign-in"), {"login": BOSS, "password": PASSWORD}, action="/sign-in", status=422
    )
    officer = sign_in_as(Role.DISPATCHER)
    officer.get("/my", status=403)
    officer.get("/my/colleagues", status=403)


def test_a_session_opens_nothing_of_the_other_kind_even_when_its_mark_is_changed(boss: Visitor) -> None:
    assert not RIGHTS_OF_ROLE[Role.ENTERPRISE] & RIGHTS_OF_ROLE[Role.DISPATCHER]
    for path in ("/desk", "/firms", "/search", "/admin"):
        assert boss.client.get(path).status_code in (403, 404, 308), path
    with boss.client.session_transaction() as session:
        session["firm"] = False
    assert boss.get("/my").path == "/my/sign-in"


def test_a_forgotten_password_gets_one_answer_and_a_letter_where_there_is_an_account(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    open_firm(app, clock())
    used = last_link(app)
    pages = {
        visitor.submit(visitor.get("/my/forgot"), {"email": address}, action="/my/forgot").without(address)
        for address in (BOSS, "nobody@example.com")
    }
    assert len(pages) == 1
    token = last_link(app)
    assert token != used
    link = visitor.get(f"/link/{token}")
    landed = visitor.submit(link, {"new": PASSWORD + "改", "again": PASSWORD + "改"}, action=f"/link/{token}")
    assert landed.path == "/my/sign-in"
    visitor.sign_in(BOSS, PASSWORD + "改", for_firm=True)


def test_signing_out_leads_back_to_the_firms_door(boss: Visitor) -> None:
    assert boss.submit(boss.get("/my"), action="/sign-out").path == "/my/sign-in"


def test_a_long_list_is_read_page_by_page(boss: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service_desk.web.my.home.PAGE", 2)
    for number in range(5):
        file(boss, title=f"第{number}件")
    first = boss.get("/my")
    older = next(a.get("href") for a in first.tree.all("a") if a.text == "下一页")
    second = boss.get(older)
    assert [f"第{n}件" in second for n in range(5)] == [False, True, True, False, False]
    newer = next(a.get("href") for a in second.tree.all("a") if a.text == "上一页")
    assert [f"第{n}件" in boss.get(newer) for n in range(5)] == [False, False, False, True, True]
