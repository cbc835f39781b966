"""Lets several acts happen at the same moment, each in a thread with a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from service_desk.persistence.database import db
from tests.support.databases import bare_application

Result = TypeVar("Result")


def together(url: str, acts: Sequence[Callable[[], Result]]) -> tuple[list[Result], list[Exception]]:
    """Perform acts at once; return what they returned and what they raised, in the order in which they ended."""
    results: list[Result] = []
    failures: list[Exception] = []
    start = threading.Barrier(len(acts))

    def perform(act: Callable[[], Result]) -> None:
        with bare_application(url).app_context():
            try:
                db.session.connection()  # connected beforehand, so that they meet in the act itself
                db.session.rollback()
                start.wait(timeout=10)
                results.append(act())
            except Exception as failure:  # noqa: BLE001 - whatever goes wrong is the finding
                failures.append(failure)
            finally:
                db.session.remove()
                db.engine.dispose()

    threads = [threading.Thread(target=perform, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return results, failures
