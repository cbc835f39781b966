"""How the database reads answers, hints and duplicates: along indexes, never a whole table, however much there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.persistence.area_notices import followed_with, followers_of, open_notices
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import (
    AnswerList,
    AnswerPlace,
    answer_counts,
    answers_page,
    public_page,
    words_on,
)
from service_desk.persistence.knowledge import answers_from_ticket as written_from
from service_desk.persistence.tickets import latest_of_enterprise, open_of_kind
from service_desk.usecases.knowledge.find_answers import answers_like, list_answers
from tests.usecases.deeds import MORNING
from tests.usecases.office import Office
from tests.usecases.test_knowledge_answers import published

TABLES = ("SCAN knowledge_", "SCAN area_", "SCAN ticket", "SCAN enterprise")
TODAY, LATER = MORNING.date(), AnswerPlace(7, 7)
LIST_READS: dict[str, Callable[[], object]] = {
    f"{listed}-{mine}-{'first' if after is None else 'further'}": (
        lambda listed=listed, mine=mine, after=after: answers_page(  # type: ignore[misc]
            db.session(), listed, TODAY, department=mine, after=after
        )
    )
    for listed in AnswerList
    for mine in (None, "PW")
    for after in (None, LATER)
}
READS: dict[str, Callable[[], object]] = {
    **LIST_READS,
    "counts": lambda: answer_counts(db.session(), TODAY),
    "public": lambda: public_page(db.session(), before=7),
    "of a type": lambda: public_page(db.session(), request_type="tax", before=7),
    "of a category": lambda: public_page(db.session(), category="FS", before=7),
    "search": lambda: list_answers(db.session(), MORNING, typed="容量 增容"),
    "hints": lambda: answers_like(
        db.session(), "变压器容量不够，怎么增容", MORNING, request_type="power_capacity"
    ),
    "what is missing": lambda: words_on(db.session(), 1),
    "from a ticket": lambda: written_from(db.session(), "QY20260310-0001"),
    "same cause": lambda: open_of_kind(db.session(), "power_capacity", "东区", 20),
    "same firm": lambda: latest_of_enterprise(db.session(), "91990000MA0TE5T088", 20),
    "notices": lambda: open_notices(db.session()),
    "followers": lambda: followers_of(db.session(), 1),
    "followed": lambda: followed_with(db.session(), "QY20260310-0001"),
}

IN_ORDER = [read for name, read in LIST_READS.items() if "-None-" in name]
"""The lists of the zone come in the order of an index; a department has tens of answers, which may be sorted."""


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_nothing_is_read_whole_and_nothing_of_a_list_is_sorted(
    office: Office, read: Callable[[], object]
) -> None:
    published(office)
    office.bring(Action.SUBMIT)
    asked: list[tuple[str, object]] = []

    def listen(
        _connection: object, _cursor: object, statement: str, parameters: object, *_rest: object
    ) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    sa.event.listen(db.engine, "before_cursor_execute", listen)
    try:
        read()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", listen)
    assert asked
    for statement, parameters in asked:
        rows = db.session.connection().exec_driver_sql(f"explain query plan {statement}", parameters)  # type: ignore[arg-type]
        plan = [row[3] for row in rows]
        whole = [step for step in plan if step.startswith(TABLES) and "USING" not in step]
        assert whole == [], statement
        if read in IN_ORDER:
            assert [step for step in plan if "TEMP B-TREE" in step] == [], (statement, plan)
