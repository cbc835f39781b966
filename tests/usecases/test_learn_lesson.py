"""Corrections teach at once: what a dispatcher decides otherwise is a lesson, and the next request is sorted by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Category
from service_desk.domain.lesson_book import BookAct
from service_desk.persistence.database import db
from service_desk.persistence.lessons import book_now, changes_after
from service_desk.persistence.tables import LessonRow
from service_desk.usecases.learning import suggest as memory
from service_desk.usecases.learning.learn_lesson import TAKEN_BACK
from service_desk.usecases.learning.read_lessons import latest_leads, one_lesson
from service_desk.usecases.learning.suggest import corrections_in_force, suggest
from tests.usecases.deeds import ACCEPTED, DISPATCHED, REQUEST
from tests.usecases.office import Office

CHARGING = replace(
    REQUEST,
    title="路边充电桩没电",
    body="厂区外路边的充电桩装好三个月了没有通电，电话13912345678。",
    request_type="tax",
)
LIKE_IT = "公司门口路边的充电桩一直没有通电，请协调。"


def lessons() -> list[LessonRow]:
    return list(db.session().scalars(sa.select(LessonRow).order_by(LessonRow.id)))


def correct(office: Office, **different: object) -> str:
    number = office.submit(CHARGING)
    given = {"category": Category.OTHER, "request_type": "roads_public_works", **different}
    office.act(Action.ACCEPT, number, **given)
    return number


def test_a_dispatcher_who_decides_otherwise_teaches_the_next_suggestion(office: Office) -> None:
    before = suggest(db.session(), "", LIKE_IT).suggestion
    assert before.category is Category.FACTORS
    number = correct(office)
    found = suggest(db.session(), "", LIKE_IT)
    assert (found.suggestion.category, found.version) == (Category.OTHER, 1)
    assert found.suggestion.lessons == (lessons()[0].id,)
    (lesson,) = lessons()
    assert (lesson.ticket_no, lesson.suggested_category, lesson.decided_category) == (number, "FS", "OT")
    assert (lesson.decided_type, lesson.by_name) == ("roads_public_works", "演示-受理员")


def test_a_lesson_keeps_no_telephone_number(office: Office) -> None:
    correct(office)
    assert "13912345678" not in lessons()[0].text
    assert "00000000000" in lessons()[0].text


def test_what_was_suggested_is_sealed_in_the_first_event_and_stays_what_it_was(office: Office) -> None:
    first = correct(office)
    second = office.submit(replace(CHARGING, body=LIKE_IT))
    old, new = (office.events(number)[0].data["suggestion"] for number in (first, second))
    assert (old["category"], old["lessons_version"], "untaught" in old) == ("FS", 0, False)
    assert (new["category"], new["lessons_version"]) == ("OT", 1)
    assert new["untaught"] == {"category": "FS", "request_type": old["request_type"]}
    assert new["lessons"] == [lessons()[0].id]


def test_who_decides_as_suggested_teaches_nothing(office: Office) -> None:
    office.bring(*ACCEPTED)
    assert lessons() == []
    assert book_now(db.session()) == (0, "")


def test_a_refused_acceptance_teaches_nothing(office: Office) -> None:
    number = office.submit(CHARGING)
    with pytest.raises(Exception, match="需要改正"):
        office.act(Action.ACCEPT, number, category=Category.OTHER, request_type="no_such_thing")
    assert lessons() == []


def test_another_lead_than_the_rules_propose_is_remembered_with_the_reason(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    office.act(Action.DISPATCH, number, lead="CB", co_departments=[], override="线路归建设局改造")
    (lesson,) = lessons()
    assert (lesson.kind, lesson.suggested_lead, lesson.decided_lead) == ("lead", "PW", "CB")
    assert office.last(number).data["override"] == "线路归建设局改造"
    (shown,) = latest_leads(db.session(), "power_capacity")
    assert shown.reason == "线路归建设局改造"
    assert latest_leads(db.session(), "tax") == []


def test_a_dispatch_as_proposed_keeps_the_rules_that_were_tried_and_teaches_nothing(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    kept = office.last(number).data
    assert kept["routing"] == {
        "set": 0, "lead": "PW", "co_departments": ["CB", "GS"], "level": "general",
        "tried": [{"rule": "type", "match": True, "park": None, "words": [], "found": []}],
    }  # fmt: skip
    assert "override" not in kept
    assert lessons() == []


def test_a_dispatch_that_is_taken_back_teaches_no_longer(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    office.act(Action.DISPATCH, number, lead="CB", co_departments=[])
    office.act(Action.UNDO, number)
    assert latest_leads(db.session(), "power_capacity") == []
    view = one_lesson(db.session(), lessons()[0].id)
    assert not view.holds
    assert [(row.act, row.reason) for row in view.changes] == [("excluded", TAKEN_BACK), ("learned", "")]


@pytest.mark.every_database
def test_two_processes_that_learnt_differently_suggest_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(office)
    stayed = corrections_in_force(db.session())
    correct(office, category=Category.APPROVALS, request_type="energy_list")
    forward = suggest(db.session(), "", LIKE_IT)  # learns one more on top
    monkeypatch.setattr(memory._Memory, "latest", memory._NOTHING)  # a process that has just started
    anew = suggest(db.session(), "", LIKE_IT)
    assert anew == forward
    assert corrections_in_force(db.session()).digest != stayed.digest
    assert [change.act for change in changes_after(db.session())] == [BookAct.LEARNED] * forward.version


def test_a_process_that_knows_another_house_learns_this_one_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(office)
    here = suggest(db.session(), "", LIKE_IT)
    elsewhere = replace(
        corrections_in_force(db.session()), digest="of another house", taught=memory._NOTHING.taught
    )
    monkeypatch.setattr(memory._Memory, "latest", elsewhere)
    assert suggest(db.session(), "", LIKE_IT) == here
