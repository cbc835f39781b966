"""Gathers the stages every test may stand on: databases, the application, a post office, a browser, a served desk."""

from __future__ import annotations

import pytest

pytest_plugins = [
    "pytester",
    "tests.support.databases",
    "tests.support.application",
    "tests.support.people",
    "tests.support.desk",
    "tests.support.post_office",
    "tests.support.browser",
    "tests.support.served_desk",
    "tests.support.zone",
]

BROWSER_FIXTURES = {"page", "context", "browser", "new_context", "new_page"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, so that `-m browser` needs no discipline from whoever writes a journey."""
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `every_database`, or asking for `any_database`, once on each database we promise."""
    wanted = (
        metafunc.definition.get_closest_marker("every_database") or "any_database" in metafunc.fixturenames
    )
    if wanted:
        if "database_kind" not in metafunc.fixturenames:
            metafunc.fixturenames.append("database_kind")
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
