"""People who can sign in: an officer of the power department, a leader and a commissioner, made as an administrator makes them."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.parse
import urllib.request
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.usecases.accounts.manage_account import Person, create_first_administrator, invite_user
from service_desk.usecases.accounts.set_password import set_password_by_link

LOGIN, LEADER, IMPORTER, PASSWORD = "bench-officer", "bench-leader", "bench-commissioner", "Bench-floor-2026"


def hire(now: datetime) -> None:
    """Create them in the present database."""
    first = create_first_administrator("bench-admin", "基准-管理员", now=now)
    boss = Actor(first.user_id, "基准-管理员", frozenset({Role.ADMINISTRATOR}))
    for person in (
        Person(LOGIN, "基准-供电局承办人", frozenset({Role.HANDLER}), department="PW"),
        Person(LEADER, "基准-区领导", frozenset({Role.LEADER})),
        Person(IMPORTER, "基准-服务专员", frozenset({Role.COMMISSIONER})),
    ):
        invitation = invite_user(person, by=boss, now=now)
        set_password_by_link(invitation.token, PASSWORD, address="127.0.0.1", now=now)


def sign_in(site: str, login: str = LOGIN) -> str:
    """Sign in over HTTP and return the Cookie header of the session."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{site}/sign-in").read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if token is None:
        raise RuntimeError("the sign-in page has no token")
    form = {"login": login, "password": PASSWORD, "csrf_token": token[1]}
    opener.open(f"{site}/sign-in", urllib.parse.urlencode(form).encode()).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
