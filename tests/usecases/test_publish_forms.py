"""Publishing request forms: one set or nothing, versions that stay, drafts nobody overwrites unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, Stale
from service_desk.domain.request_forms import FORM_CODES, form_of, packaged_text
from service_desk.persistence.database import db
from service_desk.persistence.forms import form_draft, form_drafts, versions_of
from service_desk.persistence.tables import FormVersion
from service_desk.usecases.acting.published_forms import form_in_force, form_of_ticket, form_under
from service_desk.usecases.zone.draft_form import (
    PACKAGED,
    draft_from_version,
    drop_draft_of_form,
    form_log_version,
    save_form_draft,
)
from service_desk.usecases.zone.publish_forms import publish_forms
from service_desk.usecases.zone.seed_forms import is_overtaken, seed_forms
from tests.support.conditions import MET, form_with_conditions
from tests.support.forms import edited, publish, with_floor_height
from tests.support.people import ADMINISTRATOR
from tests.usecases.deeds import MORNING, REQUEST, SUPERVISOR
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    return Office()


def versions(code: str) -> list[int]:
    return [row.version for row in versions_of(db.session(), code)]


def test_a_zone_that_has_published_nothing_has_the_forms_of_the_program(office: Office) -> None:
    assert form_in_force(db.session(), "power") is form_of("power")
    assert form_under(db.session(), "power", 1) is form_of("power")
    assert form_under(db.session(), "power", 2) is None
    assert form_under(db.session(), "nothing", 1) is None


def test_the_packaged_forms_are_published_once_as_version_one(office: Office) -> None:
    assert seed_forms(MORNING) == len(FORM_CODES)
    assert seed_forms(MORNING) == 0
    assert versions("power") == [1]


def test_a_published_draft_is_the_next_version_and_the_first_stays_what_it_was(office: Office) -> None:
    assert publish("general", with_floor_height(), MORNING) == 2
    assert versions("general") == [2, 1]
    assert form_drafts(db.session()) == {}
    assert any(field.name == "floor_height" for field in form_in_force(db.session(), "general").fields())
    first = form_under(db.session(), "general", 1)
    assert first is not None
    assert not any(field.name == "floor_height" for field in first.fields())
    newest = versions_of(db.session(), "general")[0]
    assert (newest.note, newest.published_by) == ("试用一周后的修改", ADMINISTRATOR.name)


def test_all_drafts_are_published_together_or_none_is(office: Office) -> None:
    save_form_draft("general", with_floor_height(), by=ADMINISTRATOR, now=MORNING)
    save_form_draft("power", "code = 3", by=ADMINISTRATOR, now=MORNING)
    with pytest.raises(InvalidInput) as refused:
        publish_forms("都发布", by=ADMINISTRATOR, now=MORNING)
    assert "power" in refused.value.problems[""].zh
    assert versions("general") == []
    assert set(form_drafts(db.session())) == {"general", "power"}
    save_form_draft("power", edited("power", ("最大负荷", "高峰负荷")), by=ADMINISTRATOR, now=MORNING)
    assert publish_forms("都发布", by=ADMINISTRATOR, now=MORNING) == {"general": 2, "power": 2}


def test_a_form_with_conditions_of_every_kind_is_published_and_one_that_goes_in_a_circle_is_not(
    office: Office,
) -> None:
    assert publish("general", form_with_conditions(), MORNING) == 2
    read = {field.name: field.shown_when for field in form_in_force(db.session(), "general").fields()}
    assert set(MET) <= {name for name, condition in read.items() if condition is not None}
    circle = form_with_conditions().replace("show_when = { agreed = true }", 'show_when = { ticked = ["a"] }')
    save_form_draft("general", circle, by=ADMINISTRATOR, now=MORNING)
    with pytest.raises(InvalidInput) as refused:
        publish_forms("绕圈", by=ADMINISTRATOR, now=MORNING)
    assert "general" in refused.value.problems[""].zh
    assert versions("general") == [2, 1]


def test_a_ticket_is_read_under_the_version_it_was_filed_with(office: Office) -> None:
    before = office.ticket(office.submit(replace(REQUEST, submission_key=None)))
    publish("power", edited("power", ('zh = "新增容量"', 'zh = "要增加的容量"')), MORNING)
    after = office.ticket(office.submit(replace(REQUEST, submission_key=None)))
    pinned = office.ticket(office.submit(replace(REQUEST, submission_key=None, form_version=1)))
    assert [ticket.form_version for ticket in (before, after, pinned)] == [1, 2, 1]
    form = form_of_ticket(db.session(), before)
    assert not isinstance(form, str)
    assert "新增容量" in {field.label.zh for field in form.fields()}
    assert office.last(after.ticket_no).data["form_version"] == 2


def test_a_version_that_was_never_published_makes_no_ticket(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        office.submit(replace(REQUEST, form_version=9))
    assert set(refused.value.problems) == {"form_version"}


def test_a_text_this_program_cannot_read_counts_as_the_packaged_form(office: Office) -> None:
    seed_forms(MORNING)
    db.session.add(
        FormVersion(code="power", version=2, text="x", published_at=MORNING, published_by="?", note="")
    )
    db.session.commit()
    form = form_in_force(db.session(), "power")
    assert (form.version, form.sections) == (2, form_of("power").sections)


def test_a_draft_is_kept_sound_or_not_and_is_none_when_it_equals_what_holds(office: Office) -> None:
    assert save_form_draft("power", "半句\r\n", by=ADMINISTRATOR, now=MORNING)
    draft = form_draft(db.session(), "power")
    assert draft is not None
    assert (draft.text, draft.based_on) == ("半句\n", 1)
    assert not save_form_draft("power", "半句", by=ADMINISTRATOR, now=MORNING)
    assert save_form_draft("power", packaged_text("power"), by=ADMINISTRATOR, now=MORNING)
    assert form_draft(db.session(), "power") is None
    assert not save_form_draft("power", packaged_text("power"), by=ADMINISTRATOR, now=MORNING)


def test_a_draft_can_be_dropped_and_an_older_version_taken_back(office: Office) -> None:
    publish("general", with_floor_height(), MORNING)
    assert draft_from_version("general", 1, by=ADMINISTRATOR, now=MORNING)
    draft = form_draft(db.session(), "general")
    assert draft is not None
    assert (draft.text, draft.based_on) == (packaged_text("general"), 1)
    assert drop_draft_of_form("general", by=ADMINISTRATOR, now=MORNING)
    assert not drop_draft_of_form("general", by=ADMINISTRATOR, now=MORNING)
    with pytest.raises(NotFound):
        draft_from_version("general", 7, by=ADMINISTRATOR, now=MORNING)


def test_what_a_newer_program_brings_is_told_and_becomes_the_draft(office: Office) -> None:
    assert not is_overtaken(db.session(), "general")
    seed_forms(MORNING)
    assert not is_overtaken(db.session(), "general")
    as_it_was = edited("general", ("发生地点", "在哪里"))
    versions_of(db.session(), "general")[0].text = as_it_was
    db.session.commit()
    assert is_overtaken(db.session(), "general")
    assert draft_from_version("general", PACKAGED, by=ADMINISTRATOR, now=MORNING)
    draft = form_draft(db.session(), "general")
    assert draft is not None
    assert (draft.text, draft.based_on) == (packaged_text("general"), 1)
    publish("general", packaged_text("general"), MORNING)
    assert not is_overtaken(db.session(), "general")
    with pytest.raises(NotFound):
        draft_from_version("a_form_of_the_zone", PACKAGED, by=ADMINISTRATOR, now=MORNING)


def test_two_administrators_at_once_do_not_overwrite_each_other(office: Office) -> None:
    seen = form_log_version(db.session(), "power")
    save_form_draft("power", "甲", by=ADMINISTRATOR, now=MORNING, seen_version=seen)
    with pytest.raises(Stale):
        save_form_draft("power", "乙", by=ADMINISTRATOR, now=MORNING, seen_version=seen)
    with pytest.raises(Stale):
        drop_draft_of_form("power", by=ADMINISTRATOR, now=MORNING, seen_version=seen)
    with pytest.raises(Stale):
        publish_forms("发布", by=ADMINISTRATOR, now=MORNING, seen_versions=dict.fromkeys(FORM_CODES, seen))


@pytest.mark.parametrize("note", ["", "  ", "长" * 201])
def test_a_publication_says_what_it_is_for(note: str, office: Office) -> None:
    save_form_draft("general", with_floor_height(), by=ADMINISTRATOR, now=MORNING)
    with pytest.raises(InvalidInput) as refused:
        publish_forms(note, by=ADMINISTRATOR, now=MORNING)
    assert set(refused.value.problems) == {"note"}


def test_nothing_to_publish_is_said(office: Office) -> None:
    with pytest.raises(InvalidInput):
        publish_forms("没有草稿", by=ADMINISTRATOR, now=MORNING)


def test_only_an_administrator_changes_forms(office: Office) -> None:
    with pytest.raises(NotEntitled):
        save_form_draft("power", "x", by=SUPERVISOR, now=MORNING)
    with pytest.raises(NotEntitled):
        publish_forms("x", by=SUPERVISOR, now=MORNING)


def test_a_form_that_does_not_exist_and_a_text_without_end_are_refused(office: Office) -> None:
    with pytest.raises(NotFound):
        save_form_draft("nothing", "x", by=ADMINISTRATOR, now=MORNING)
    with pytest.raises(InvalidInput):
        save_form_draft("power", "#" * 200_001, by=ADMINISTRATOR, now=MORNING)
