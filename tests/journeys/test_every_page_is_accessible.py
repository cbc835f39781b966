"""Every screen suits a screen reader and fits: on a phone and at twice the size, on white and on black.

One person walks through many pages in one window: a new window for each page costs more than looking at it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.exhibition import Shown
from tests.support.looking import complaints_about
from tests.support.screens import FOLLOWED_PAGES, PEOPLES_PAGES, PUBLIC_PAGES
from tests.support.walking import sign_in, track

ONE_WALK = 15
"""So many pages one test looks at, so that two processes share the work evenly."""
Seen = TypeVar("Seen")


def walks(pages: Sequence[Seen]) -> list[Sequence[Seen]]:
    """Divide pages into walks of about the same length."""
    count = -(-len(pages) // ONE_WALK)
    return [pages[n::count] for n in range(count)]


def peoples_walks() -> list[tuple[Role, str | None, Sequence[str]]]:
    """Return who of the zone's people looks at which pages."""
    of_each: dict[tuple[Role, str | None], list[str]] = defaultdict(list)
    for role, department, path in PEOPLES_PAGES:
        of_each[role, department].append(path)
    return [(*who, walk) for who, paths in of_each.items() for walk in walks(paths)]


def whose(walk: tuple[Role, str | None, Sequence[str]]) -> str:
    """Name a walk in a report by who goes it and where it begins."""
    role, department, paths = walk
    return f"{role}-{department or 'zone'}-from-{paths[0]}"


@pytest.mark.parametrize("walk", walks(PUBLIC_PAGES), ids=lambda walk: f"from-{walk[0]}")
def test_what_anybody_may_open(walk: Sequence[str], page: Page, shown: Shown) -> None:
    found: list[str] = []
    for path in walk:
        page.goto(shown.zone.desk.url + path)
        found += complaints_about(page)
    assert found == []


def test_a_request_as_the_enterprise_follows_it(page: Page, shown: Shown) -> None:
    found: list[str] = []
    for state, page_of in FOLLOWED_PAGES:
        number = shown.tickets[state]
        track(page, shown.zone.desk.url, number, shown.zone.ticket(number).query_code)
        expect(page.get_by_role("heading", name="办理过程")).to_be_visible()
        page.goto(f"{shown.zone.desk.url}/track/{number}{page_of}")
        found += complaints_about(page)
    assert found == []


@pytest.mark.parametrize("walk", peoples_walks(), ids=whose)
def test_what_the_zones_people_open(
    walk: tuple[Role, str | None, Sequence[str]], shown: Shown, page: Page
) -> None:
    role, department, paths = walk
    sign_in(page, shown.zone, role, department)
    found: list[str] = []
    for path in paths:
        where = path.format(**shown.tickets, **shown.named)
        answer = page.goto(shown.zone.desk.url + where)
        if answer is None or answer.status != 200:
            found.append(f"{where} answered {answer and answer.status}")
        if not page.url.endswith(Path(where).name):
            found.append(f"{where} led to {page.url}")
        found += complaints_about(page)
    assert found == []
