"""Whoever adds a screen has it looked at: every address that shows one is in the list of screens."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.support import screens

JOURNEYS = Path(__file__).parents[1] / "journeys"


def endpoints_looked_at(app: Flask) -> set[str]:
    """Return the endpoints of the addresses in the list of screens."""
    addresses = [
        *screens.PUBLIC_PAGES,
        *(f"/track/QY20260101-0001{page}" for _, page in screens.FOLLOWED_PAGES),
        *(path.replace("{filed}", "QY20260101-0001") for path in screens.FIRMS_PAGES),
        *(path for _, _, path in screens.PEOPLES_PAGES),
    ]
    here, found = app.url_map.bind("localhost"), set[str]()
    for address in addresses:
        known = address.partition("?")[0].replace("/desk/tickets/{", "/desk/tickets/QY20260101-0001{")
        try:
            found.add(here.match(re.sub(r"\{\w+\}", "" if "QY" in known else "1", known), method="GET")[0])
        except HTTPException:
            assert address == "/nowhere", f"{address} leads nowhere"
    return found


def test_every_screen_is_in_the_list_of_screens(app: Flask) -> None:
    told = endpoints_looked_at(app) | set(screens.ON_THE_WAY) | set(screens.NO_SCREENS)
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert sorted(there - told) == [], "add them to tests/support/screens.py"
    assert sorted(told - there) == [], "they are no more"


def test_nothing_is_said_twice_of_a_screen(app: Flask) -> None:
    assert not endpoints_looked_at(app) & set(screens.NO_SCREENS)
    assert not set(screens.ON_THE_WAY) & set(screens.NO_SCREENS)
