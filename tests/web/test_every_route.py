"""Every route of the program, called by every role: nobody gets further than the route's declaration says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.web.access import PUBLIC, SIGNED_IN
from service_desk.web.rights import RIGHTS_OF_ROLE
from tests.support.people import SignInAs

PEOPLE = [role for role in Role if role is not Role.SYSTEM]
DEPARTMENT = {Role.HANDLER: "PW", Role.HEAD: "PW"}
SOMETHING = {"int": "1", "string": "QY20210526-0007", "default": "QY20210526-0007", "path": "x"}


def rules_of(app: Flask) -> Iterator[tuple[Rule, frozenset[str]]]:
    for rule in app.url_map.iter_rules():
        yield rule, app.view_functions[rule.endpoint].declared_access  # type: ignore[attr-defined]


def address(rule: Rule) -> str:
    """Return the rule's path with something plausible in place of its variables."""

    def fill(match: re.Match[str]) -> str:
        kind = (match[1] or "default").split("(")[0].rstrip(":")
        return SOMETHING.get(kind, "x")

    return re.sub(r"<(?:([^:>]+):)?[^>]+>", fill, rule.rule)


def test_a_guest_is_sent_to_the_sign_in_page_by_every_route_that_is_not_public(app: Flask) -> None:
    client = app.test_client()
    closed = [rule for rule, access in rules_of(app) if access != PUBLIC]
    assert len(closed) > 10
    for rule in closed:
        if "GET" in (rule.methods or ()):
            answer = client.get(address(rule))
            assert answer.status_code in (302, 303), f"{rule.rule} answered a guest with {answer.status}"
            assert "/sign-in" in answer.headers["Location"], rule.rule


@pytest.mark.parametrize("role", PEOPLE)
def test_a_route_refuses_every_role_without_its_right_no_page_breaks_and_looking_writes_nothing(
    role: Role, app: Flask, sign_in_as: SignInAs
) -> None:
    visitor = sign_in_as(role, department=DEPARTMENT.get(role))
    with app.app_context():
        before = contents()
    for rule, access in rules_of(app):
        if "GET" not in (rule.methods or ()) or rule.endpoint == "auth.sign_out":
            continue
        status = visitor.client.get(address(rule)).status_code
        assert status < 500, f"{rule.rule} broke for {role} with {status}"
        if access in (PUBLIC, SIGNED_IN):
            assert status != 403, f"{rule.rule} is open to everybody signed in and refused {role}"
        elif access.isdisjoint(RIGHTS_OF_ROLE[role]):
            assert status == 403, f"{rule.rule} let {role} in with {status}"
    with app.app_context():
        assert contents() == before


def contents() -> dict[str, int]:
    """Return how many rows each table holds; counters of who called how often are not what the program keeps."""
    tables = (table for table in db.metadata.sorted_tables if "rate" not in table.name)
    return {
        table.name: db.session.scalar(db.select(db.func.count()).select_from(table)) or 0 for table in tables
    }


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.ADMINISTRATOR, Role.HEAD])
def test_every_post_without_a_token_is_refused_and_stores_nothing(
    role: Role, app: Flask, sign_in_as: SignInAs
) -> None:
    visitor = sign_in_as(role, department=DEPARTMENT.get(role))
    with app.app_context():
        before = contents()
    posts = [rule for rule, _access in rules_of(app) if "POST" in (rule.methods or ())]
    assert len(posts) > 5
    for rule in posts:
        status = visitor.client.post(address(rule), data={"note": "x"}).status_code
        assert status in (400, 403, 404, 409, 410, 422), f"{rule.rule} answered a forged POST with {status}"
    with app.app_context():
        assert contents() == before
