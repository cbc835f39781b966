"""One desk for the journeys that mind only a ticket of their own; starting one for each would take most of their time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.exhibition import Shown, exhibit
from tests.support.served_desk import serve
from tests.support.zone import Zone, open_zone

OFTEN = "1000 per minute"
"""Many people come from one address here, and its clock stands still."""


@pytest.fixture(scope="session")
def shared_zone(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zone]:
    """The zone behind a desk that is served once for every journey that asks for it."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copyfile(sqlite_template, folder / "desk.sqlite3")
    url = f"sqlite:///{folder / 'desk.sqlite3'}"
    with (
        serve(
            folder, url, rate_sign_in=OFTEN, rate_submit=OFTEN, rate_lookup=OFTEN, rate_lookup_number=OFTEN
        ) as desk,
        open_zone(desk) as zone,
    ):
        yield zone


@pytest.fixture(scope="session")
def shown(shared_zone: Zone) -> Shown:
    """The shared zone with something to show on every screen."""
    return exhibit(shared_zone)
