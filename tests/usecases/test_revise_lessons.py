"""Revising what was learnt: a lesson excluded, readmitted, a version returned to and come back from; always on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Category
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Stale
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.usecases.learning.read_lessons import (
    lesson_page,
    newest_version,
    one_lesson,
    one_version,
    version_page,
)
from service_desk.usecases.learning.read_record import Behind, read_record, tickets_behind
from service_desk.usecases.learning.revise_lessons import exclude_lesson, readmit_lesson, return_to_version
from service_desk.usecases.learning.suggest import suggest
from tests.usecases.deeds import DISPATCHER, MORNING, REQUEST, SUPERVISOR
from tests.usecases.office import Office

ADMINISTRATOR = Actor(None, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))
TEXT = "厂区外路边的充电桩装好三个月了没有通电。"


def taught_office(office: Office, times: int = 1) -> int:
    """Have the office correct the same kind of request; return the number of the last lesson."""
    for _ in range(times):
        number = office.submit(replace(REQUEST, title="充电桩没电", body=TEXT, request_type="tax"))
        office.act(Action.ACCEPT, number, category=Category.OTHER, request_type="roads_public_works")
    views, _older = lesson_page(db.session(), None)
    return views[0].row.id


def category() -> Category:
    return suggest(db.session(), "充电桩没电", TEXT).suggestion.category


def test_an_excluded_lesson_teaches_no_longer_and_a_readmitted_one_does(office: Office) -> None:
    number = taught_office(office)
    assert category() is Category.OTHER
    version = exclude_lesson(number, "只此一件", by=ADMINISTRATOR, now=MORNING, seen_version=1)
    assert (version, category()) == (2, Category.FACTORS)
    assert readmit_lesson(number, "看来不止", by=ADMINISTRATOR, now=MORNING, seen_version=2) == 3
    assert category() is Category.OTHER
    told = [(row.act, row.reason, row.by_name) for row in one_lesson(db.session(), number).changes]
    assert told == [
        ("readmitted", "看来不止", ADMINISTRATOR.name),
        ("excluded", "只此一件", ADMINISTRATOR.name),
        ("learned", "", DISPATCHER.name),
    ]


def test_the_zone_goes_back_to_a_version_and_forward_again(office: Office) -> None:
    taught_office(office)
    view = one_version(db.session(), 0)
    assert (view.newest, view.going_count, view.coming_count) == (1, 1, 0)
    return_to_version(0, "先不用", by=ADMINISTRATOR, now=MORNING, seen_version=1)
    assert category() is Category.FACTORS
    forward = one_version(db.session(), 1)
    assert (forward.going_count, forward.coming_count) == (0, 1)
    return_to_version(1, "还是要", by=ADMINISTRATOR, now=MORNING, seen_version=2)
    assert category() is Category.OTHER
    rows, older = version_page(db.session(), None)
    assert [(row.version, row.act, row.to_version) for row in rows] == [
        (3, "returned", 1), (2, "returned", 0), (1, "learned", None),
    ]  # fmt: skip
    assert older is None


Act = Callable[..., int]


@pytest.mark.parametrize(
    ("act", "inputs", "refusal"),
    [
        (exclude_lesson, {"reason": "理由", "by": SUPERVISOR, "seen_version": 1}, NotEntitled),
        (exclude_lesson, {"reason": "  ", "by": ADMINISTRATOR, "seen_version": 1}, InvalidInput),
        (exclude_lesson, {"reason": "理由", "by": ADMINISTRATOR, "seen_version": 0}, Stale),
        (readmit_lesson, {"reason": "理由", "by": ADMINISTRATOR, "seen_version": 1}, NotPossible),
        (return_to_version, {"reason": "理由", "by": ADMINISTRATOR, "seen_version": 1}, NotFound),
        (return_to_version, {"reason": "理由", "by": DISPATCHER, "seen_version": 1}, NotEntitled),
    ],
)
def test_what_may_not_be_revised_is_refused_and_nothing_changes(
    office: Office, act: Act, inputs: dict[str, object], refusal: type[Exception]
) -> None:
    number = taught_office(office)
    with pytest.raises(refusal):
        act(number if act is not return_to_version else 1, now=MORNING, **inputs)
    assert newest_version(db.session()) == 1
    assert category() is Category.OTHER


def test_a_lesson_nobody_knows_cannot_be_revised(office: Office) -> None:
    taught_office(office)
    with pytest.raises(NotFound):
        exclude_lesson(999, "理由", by=ADMINISTRATOR, now=MORNING, seen_version=1)
    with pytest.raises(NotFound):
        one_lesson(db.session(), 999)
    with pytest.raises(NotFound):
        one_version(db.session(), 2)


def test_the_record_measures_what_was_suggested_at_the_filing(office: Office) -> None:
    taught_office(office)
    right = office.submit(replace(REQUEST, title="充电桩没电", body=TEXT, request_type="tax"))
    office.act(Action.ACCEPT, right, category=Category.OTHER, request_type="roads_public_works")
    record = read_record(db.session(), 100)
    assert (record.count, record.right, record.lessons_helped, record.lessons_harmed) == (2, 1, 1, 0)
    assert record.confusion[Category.FACTORS, Category.OTHER] == 1
    assert list(record.by_lesson.values()) == [(1, 1)]
    wrong = tickets_behind(db.session(), 100, Behind(said=Category.FACTORS, category=Category.OTHER))
    assert [one.ticket_no for one, _title in wrong] != [right]
    helped = tickets_behind(db.session(), 100, Behind(lesson=next(iter(record.by_lesson))))
    assert [one.ticket_no for one, _title in helped] == [right]


def test_only_the_last_so_many_decided_tickets_count(office: Office) -> None:
    taught_office(office, times=3)
    assert read_record(db.session(), 2).count == 2
    assert read_record(db.session(), 100).count == 3
