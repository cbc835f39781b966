"""What people change about their own account."""

from __future__ import annotations

from flask import Flask

from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db
from tests.support.people import PASSWORD, NewPerson, SignInAs, login_of
from tests.support.visitor import Visitor

NEW = "另外四个毫不相干的词"


def test_a_new_password_replaces_the_old_one_and_signs_out_other_browsers(
    new_person: NewPerson, sign_in_as: SignInAs, visitor: Visitor
) -> None:
    actor = new_person(Role.LEADER)
    here, elsewhere = sign_in_as(actor=actor), sign_in_as(actor=actor)
    fields = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert "口令已修改" in here.submit(here.get("/account"), fields, action="/account/password")
    assert here.get("/account").path == "/account"
    assert elsewhere.get("/account").path == "/sign-in"
    visitor.sign_in(login_of(actor), NEW)


def test_the_old_password_must_be_known(sign_in_as: SignInAs) -> None:
    visitor = sign_in_as(Role.LEADER)
    fields = {"old": NEW, "new": NEW, "again": NEW}
    refused = visitor.submit(visitor.get("/account"), fields, action="/account/password", status=422)
    assert "现在的口令不对" in refused.errors()["old"]


def test_the_new_password_differs_from_the_old_one(sign_in_as: SignInAs) -> None:
    visitor = sign_in_as(Role.LEADER)
    fields = {"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}
    refused = visitor.submit(visitor.get("/account"), fields, action="/account/password", status=422)
    assert "一样" in refused.errors()["new"]


def test_the_language_is_remembered_on_the_account(
    app: Flask, new_person: NewPerson, sign_in_as: SignInAs, visitor: Visitor
) -> None:
    actor = new_person(Role.LEADER)
    here = sign_in_as(actor=actor)
    here.submit(here.get("/account"), {"language": "en"}, action="/account/language")
    with app.app_context():
        assert db.session.get_one(User, actor.user_id).language == "en"
    assert visitor.sign_in(login_of(actor), PASSWORD).tree.all("html")[0].get("lang") == "en"


def test_a_language_that_is_not_offered_is_refused(sign_in_as: SignInAs) -> None:
    visitor = sign_in_as(Role.LEADER)
    page = visitor.get("/account")
    forged = {"csrf_token": page.value("csrf_token"), "language": "fr"}
    visitor.send("/account/language", forged, status=422)


def test_a_guest_is_asked_to_sign_in(visitor: Visitor) -> None:
    assert visitor.get("/account").path == "/sign-in"


def test_a_name_that_is_markup_is_shown_as_text(
    new_person: NewPerson, sign_in_as: SignInAs, app: Flask
) -> None:
    actor = new_person(Role.LEADER)
    with app.app_context():
        db.session.get_one(User, actor.user_id).display_name = "<img src=x onerror=alert(1)>"
        db.session.commit()
    visitor = sign_in_as(actor=actor)
    page = visitor.get("/account")
    assert "<img src=x" in page.text
    assert not page.tree.all("img")
