"""Gathers the stages every test may stand on: databases, the application, a post office, a browser, a served desk."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

gc.set_threshold(20_000, 20, 20)
"""Garbage is looked for less often: looking through all that is loaded again and again was a tenth of the time."""

pytest_plugins = [
    "pytester",
    "tests.support.databases",
    "tests.support.staged",
    "tests.support.application",
    "tests.support.people",
    "tests.support.desk",
    "tests.support.object_store",
    "tests.support.post_office",
    "tests.support.replays",
    "tests.support.reports",
    "tests.support.browser",
    "tests.support.served_desk",
    "tests.support.virus_scanner",
    "tests.support.zone",
]

ROOT = Path(__file__).parent
BROWSER_FIXTURES = {"page", "context", "browser", "new_context", "new_page"}
BROWSER_WORD = "playwright"
"""Stands in every file that has a journey in it."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where journeys alone are asked for, load no file that has none; loading them all takes as long as a dozen journeys."""
    if config.option.markexpr != "browser" or not collection_path.match("test_*.py"):
        return None
    return BROWSER_WORD not in collection_path.read_text(encoding="utf-8") or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, so that it needs no discipline from whoever writes it."""
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            if BROWSER_WORD not in item.path.read_text(encoding="utf-8"):
                raise pytest.UsageError(
                    f"{item.nodeid} would be missed: its file does not say {BROWSER_WORD}"
                )


def pytest_collection_finish() -> None:
    """Look for no garbage among what is loaded by now: it stays."""
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `every_database`, or asking for `any_database`, once on each database we promise."""
    wanted = (
        metafunc.definition.get_closest_marker("every_database") or "any_database" in metafunc.fixturenames
    )
    if wanted:
        if "database_kind" not in metafunc.fixturenames:
            metafunc.fixturenames.append("database_kind")
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
