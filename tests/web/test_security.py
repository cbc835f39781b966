"""Headers, cookies, tokens and limits: what protects every page whatever its author thought of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, session
from pydantic import SecretStr
from werkzeug.routing import Rule

from service_desk.app import create_app
from service_desk.config import Settings
from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db, transaction
from service_desk.web import clock as web_clock
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.limits import limited
from service_desk.web.security import client_network, safe_next
from tests.support.application import StandingClock
from tests.support.people import PASSWORD, NewPerson, login_of
from tests.support.visitor import Visitor

ALL_BUT_ADMINISTRATOR = tuple(
    role for role in Role if role not in (Role.ENTERPRISE, Role.SYSTEM, Role.ADMINISTRATOR)
)


def post_rules(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield endpoint and an address of every route that can change something."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
                values = {name: _value(rule, name) for name in rule.arguments}
                yield rule.endpoint, app.url_for(rule.endpoint, **values)


def _value(rule: Rule, name: str) -> object:
    converter = type(rule._converters[name]).__name__
    if converter == "AnyConverter":
        return next(iter(rule._converters[name].items))  # type: ignore[attr-defined]
    return 1 if converter in ("IntegerConverter", "FloatConverter") else "QY20260310-0001"


@pytest.mark.parametrize(
    "roles",
    [(), (Role.ENTERPRISE,), (Role.ADMINISTRATOR,), ALL_BUT_ADMINISTRATOR],
    ids=["guest", "enterprise", "administrator", "every role of the zone"],
)
def test_no_route_takes_a_form_without_a_token(
    roles: tuple[Role, ...], app: Flask, new_person: NewPerson, visitor: Visitor
) -> None:
    if roles:
        department = "D05" if Role.HANDLER in roles else None
        person = new_person(*roles, department=department)
        visitor.sign_in(login_of(person), PASSWORD, for_firm=Role.ENTERPRISE in roles)
    for endpoint, address in post_rules(app):
        answer = visitor.client.post(address, data={"text": "没有令牌", "csrf_token": "made up"})
        assert 400 <= answer.status_code < 500, f"{endpoint} answered {answer.status}"


def test_every_form_route_is_found(app: Flask) -> None:
    assert {"auth.sign_in", "auth.sign_out", "auth.link"} <= {endpoint for endpoint, _ in post_rules(app)}


def test_a_careless_view_that_keeps_text_cannot_store_anything_without_a_token(
    app: Flask, new_person: NewPerson
) -> None:
    actor = new_person(Role.LEADER)

    @app.post("/careless")
    @public
    @keeps_text
    def careless() -> str:
        with transaction() as store:
            store.get_one(User, actor.user_id).display_name = "改掉了"
        return "stored"

    answer = app.test_client().post("/careless", data={"csrf_token": "made up"})
    assert answer.status_code == 400
    with app.app_context():
        assert db.session.get_one(User, actor.user_id).display_name == actor.name


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_another_site_sends_is_refused_even_with_a_token(site: str, visitor: Visitor) -> None:
    page = visitor.get("/sign-in")
    fields = {"csrf_token": page.value("csrf_token"), "login": "x", "password": "y"}
    answer = visitor.client.post("/sign-in", data=fields, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403


def test_the_token_of_another_visitor_does_not_fit(visitor: Visitor, app: Flask) -> None:
    stranger = Visitor(app.test_client())
    token = stranger.get("/sign-in").value("csrf_token")
    visitor.get("/sign-in")
    visitor.send("/sign-in", {"csrf_token": token, "login": "x", "password": "y"}, status=400)


def test_a_token_lives_as_long_as_its_session(visitor: Visitor, clock: StandingClock) -> None:
    page = visitor.get("/sign-in")
    clock.forward(days=3)
    refused = visitor.submit(page, {"login": "x", "password": "y"}, action="/sign-in", status=422)
    assert "页面停留过久" not in refused


def test_a_stale_page_without_a_form_of_ours_offers_to_send_the_same_text(
    app: Flask, visitor: Visitor
) -> None:
    told: list[str] = []

    @app.post("/tell")
    @public
    def tell() -> str:
        from flask import request

        told.append(request.form["text"])
        return "<!doctype html>"

    offer = visitor.send("/tell", {"text": "车间停电了", "csrf_token": "old"}, status=400)
    assert "请再点一次提交" in offer
    assert "车间停电了" in offer
    assert told == []
    form = {"text": offer.value("text"), "csrf_token": offer.value("csrf_token")}
    assert visitor.client.post(offer.form("/tell").get("action"), data=form).status_code == 200
    assert told == ["车间停电了"]


def test_every_answer_carries_the_protecting_headers(app: Flask) -> None:
    for address in ("/sign-in", "/healthz", "/nothing-here", "/account"):
        headers = app.test_client().get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["X-Request-ID"]
        assert "Strict-Transport-Security" not in headers


def test_the_page_of_somebody_signed_in_is_kept_by_no_cache(visitor: Visitor, new_person: NewPerson) -> None:
    visitor.sign_in(login_of(new_person(Role.LEADER)), PASSWORD)
    assert visitor.fetch("/account").headers["Cache-Control"] == "no-store"


@pytest.fixture
def https_app(settings: Settings, clock: StandingClock) -> Iterator[Flask]:
    """The application as it is reached over https behind one proxy."""
    changed = settings.model_copy(update={"public_url": "https://desk.example.cn", "behind_proxies": 1})
    application = create_app(changed)
    web_clock.init_app(application, clock)
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay(https_app: Flask) -> None:
    client = https_app.test_client()
    answer = client.get("/sign-in", base_url="https://desk.example.cn")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-desk=")
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    switched = client.get("/sign-in?lang=en", base_url="https://desk.example.cn")
    assert "Secure" in switched.headers["Set-Cookie"]


@pytest.mark.parametrize(("kind", "address"), [("app", "127.0.0.1"), ("https_app", "203.0.113.9")])
def test_only_a_proxy_we_know_says_who_the_visitor_is(
    kind: str, address: str, request: pytest.FixtureRequest
) -> None:
    application: Flask = request.getfixturevalue(kind)

    @application.get("/who")
    @public
    def who() -> str:
        return client_network()

    headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Request-ID": "given-by-proxy"}
    answer = application.test_client().get("/who", headers=headers)
    assert answer.get_data(as_text=True) == address
    assert (answer.headers["X-Request-ID"] == "given-by-proxy") is (kind == "https_app")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
    ],
)
def test_a_limit_counts_networks_rather_than_the_many_addresses_of_one_line(
    address: str, network: str, app: Flask
) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert client_network() == network


def test_a_limit_is_exact_and_ends_with_its_window(app: Flask, clock: StandingClock) -> None:
    @app.get("/often")
    @public
    @limited("lookup", ["GET"])
    def often() -> str:
        return now().isoformat()

    client = app.test_client()
    assert [client.get("/often").status_code for _ in range(32)] == [200] * 30 + [429] * 2
    clock.forward(minutes=11)
    assert client.get("/often").status_code == 200


@pytest.mark.parametrize("good", ["/account", "/tickets/QY1?page=2", "/诉求", "/a//b"])
def test_a_path_of_ours_may_follow(good: str) -> None:
    assert safe_next(good, "/home") == good


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "",
        "account",
        "https://e.cn",
        "//e.cn",
        "/\\e.cn",
        "\\\\e.cn",
        "/\n/e.cn",
        "/\t/e.cn",
        "javascript:x",
    ],
)
def test_an_address_elsewhere_may_not_follow(bad: str | None) -> None:
    assert safe_next(bad, "/home") == "/home"


def test_a_forged_session_cookie_opens_nothing(app: Flask, new_person: NewPerson, tmp_path: Path) -> None:
    actor: Actor = new_person(Role.LEADER)
    forger = Flask("forger")
    forger.secret_key = SecretStr("another key").get_secret_value()
    with forger.test_request_context():
        session.update(token=str(actor.user_id), seen=0)
        serializer = forger.session_interface.get_signing_serializer(forger)  # type: ignore[attr-defined]
        cookie = serializer.dumps(dict(session))
    client = app.test_client()
    client.set_cookie("desk", cookie)
    assert client.get("/account").status_code == 303
