"""Words that are code to a browser, a mail reader or a spreadsheet stay words wherever they are shown."""

from __future__ import annotations

import pytest
from flask import Flask

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail
from tests.support.desk import Desk
from tests.support.portal import code_on, file, number_on, show_code
from tests.support.visitor import Visitor

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}${7*7}",
    "</textarea><svg onload=alert(1)>",
    '=HYPERLINK("http://x")',
    "javascript:alert(1)",
)
TEXT_FIELDS = ("enterprise_name", "contact_name", "title", "body", "expected_result")


@pytest.mark.parametrize("words", HOSTILE)
def test_what_an_enterprise_types_is_shown_as_typed_and_never_run(
    words: str, visitor: Visitor, desk: Desk, app: Flask
) -> None:
    receipt = file(visitor, **dict.fromkeys(TEXT_FIELDS, words))
    number, code = number_on(receipt), code_on(receipt)
    officer = desk.officer(Role.DISPATCHER)
    for page in (  # each was inspected on the way: no script, no handler, nothing loaded from outside
        show_code(visitor, number, code),
        officer.get(f"/desk/tickets/{number}"),
        officer.get("/desk?tab=submitted"),
    ):
        assert words in page.text
        if "<" in words:
            assert words not in page.html
    with app.app_context():
        letters = db.session.scalars(db.select(OutboxMail).where(OutboxMail.ticket_no == number)).all()
        assert {letter.notice for letter in letters} == {"receipt"}


@pytest.mark.parametrize("words", HOSTILE[:4])
def test_what_an_officer_types_is_shown_as_typed_and_never_run(words: str, desk: Desk) -> None:
    number = desk.bring(Action.SUBMIT, Action.ACCEPT, Action.DISPATCH, Action.SIGN)
    desk.act(Action.PROGRESS, number, note=words, is_public=True)
    desk.act(Action.NOTE, number, note=words)
    page = desk.officer(Role.SUPERVISOR).get(f"/desk/tickets/{number}")
    assert page.text.count(words) >= 2
    if "<" in words:
        assert words not in page.html
