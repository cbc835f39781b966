"""Who may call what: declared on every route, looked up in one table."""

from __future__ import annotations

import pytest
from flask import Flask, render_template

from service_desk.domain.roles import Role
from service_desk.web.access import RouteWithoutRightError, current_actor, demand_declarations, needs, public
from service_desk.web.navigation import PLACES
from service_desk.web.rights import RIGHTS_OF_ROLE, Right
from tests.support.people import SignInAs
from tests.support.visitor import Visitor


def test_a_route_that_declares_nothing_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/silent", "silent", lambda: "x")
    with pytest.raises(RouteWithoutRightError, match="silent"):
        demand_declarations(app)


def test_a_route_that_declares_nothing_is_closed_even_if_it_slips_in(app: Flask) -> None:
    app.add_url_rule("/silent", "silent", lambda: "x")
    assert app.test_client().get("/silent").status_code == 403


def test_needs_without_a_right_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="name a right"):
        needs()


def test_every_role_has_a_line_in_the_table_and_every_right_a_holder() -> None:
    assert set(RIGHTS_OF_ROLE) == set(Role)
    assert frozenset().union(*RIGHTS_OF_ROLE.values()) == frozenset(Right)


def test_whoever_manages_accounts_reads_no_ticket() -> None:
    held = RIGHTS_OF_ROLE[Role.ADMINISTRATOR]
    assert not [right for right in held if right.startswith(("ticket:", "report:", "visit:"))]


def test_an_enterprise_holds_no_right_of_the_zone() -> None:
    assert RIGHTS_OF_ROLE[Role.ENTERPRISE] == {Right.TICKET_OWN}


@pytest.mark.parametrize(
    ("role", "status"), [(Role.DISPATCHER, 200), (Role.LEADER, 403), (Role.ADMINISTRATOR, 403)]
)
def test_a_route_opens_for_its_right_only(role: Role, status: int, app: Flask, sign_in_as: SignInAs) -> None:
    @app.get("/dispatching")
    @needs(Right.TICKET_DISPATCH)
    def dispatching() -> str:
        return current_actor().name

    visitor = sign_in_as(role)
    assert visitor.client.get("/dispatching").status_code == status


def test_a_guest_has_no_roles(app: Flask) -> None:
    @app.get("/who")
    @public
    def who() -> dict[str, object]:
        actor = current_actor()
        return {"id": actor.user_id, "roles": sorted(actor.roles)}

    assert app.test_client().get("/who").json == {"id": None, "roles": []}


def test_the_header_shows_each_role_its_own_places(app: Flask, sign_in_as: SignInAs) -> None:
    dispatching = next(place for place in PLACES if place.endpoint == "cards.dispatch")
    if dispatching.endpoint not in app.view_functions:

        @app.get("/dispatch-cards", endpoint=dispatching.endpoint)
        @needs(Right.TICKET_DISPATCH)
        def cards() -> str:
            return render_template("pages/about.html")

    assert dispatching.name.zh in sign_in_as(Role.DISPATCHER).get("/account")
    assert dispatching.name.zh not in sign_in_as(Role.LEADER).get("/account").tree.all("header")[0].text


def test_nothing_of_the_zone_stands_in_a_guests_header(visitor: Visitor) -> None:
    header = visitor.get("/sign-in").tree.all("header")[0].text
    assert not [place.name.zh for place in PLACES if place.rights and place.name.zh in header]
