"""Drafts of request forms: one browser's or one account's, carried along by links, ended by their ticket or by time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from service_desk.domain.refusals import NotFound, NotPossible, Stale
from service_desk.domain.request_drafts import (
    KEPT_FOR_ACCOUNTS,
    KEPT_FOR_GUESTS,
    MAX_CHARACTERS,
    MOST_PER_PERSON,
)
from service_desk.persistence.database import db
from service_desk.persistence.drafts import forget_expired_drafts
from service_desk.persistence.tables import DraftKey, OutboxMail, ParcelFile, RequestDraft
from service_desk.usecases.intake.keep_request_draft import (
    Holder,
    begin_draft,
    discard_draft,
    drafts_of,
    fork_draft,
    held_draft,
    new_code,
    parcel_of,
    save_draft,
)
from service_desk.usecases.intake.share_draft import (
    MOST_LINKS,
    linked_draft,
    mail_draft_link,
    open_link,
    take_links_back,
)
from tests.usecases.office import Office

HERE, ELSEWHERE = Holder("browser-one"), Holder("browser-two")
MEMBER = Holder("browser-one", user_id=7)
TYPE = "construction_permit"
CODE = "the-code-of-one-draft"


def save(
    office: Office, holder: Holder = HERE, code: str = CODE, seen: int = 0, **fields: str
) -> RequestDraft:
    typed = {name: [value] for name, value in (fields or {"body": "二期厂房已完工"}).items()}
    return save_draft(code, TYPE, typed, holder, office.now, seen)


def titles(office: Office, holder: Holder) -> list[Any]:
    return [draft.fields.get("body") for draft in drafts_of(db.session(), holder, office.now)]


def token_in_letter() -> str:
    letter = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    assert letter is not None
    return str(letter.data["token"])


def with_file(office: Office) -> None:
    db.session.add(
        ParcelFile(
            token="t" * 20, parcel=parcel_of(CODE), slot="other", name="一.pdf", kind="pdf", size=3, sha256="0" * 64,
            uploaded_at=office.now,
        )
    )  # fmt: skip
    db.session.commit()


def test_a_guests_draft_opens_in_his_browser_and_in_no_other(office: Office) -> None:
    save(office)
    assert titles(office, HERE) == [["二期厂房已完工"]]
    assert titles(office, ELSEWHERE) == []
    assert held_draft(db.session(), CODE, ELSEWHERE, office.now) is None
    assert "browser-one" not in {key.hash for key in db.session.scalars(select(DraftKey))}


def test_saving_again_replaces_what_was_kept_and_lets_it_live_on(office: Office) -> None:
    first = save(office).expires_at
    office.now += timedelta(days=10)
    draft = save(office, body="改过的说明")
    assert (draft.version, draft.fields, draft.expires_at) == (
        2, {"body": ["改过的说明"]}, first + timedelta(days=10),
    )  # fmt: skip


def test_a_file_begins_a_draft_and_leaves_what_is_typed_as_it_is(office: Office) -> None:
    begin_draft(CODE, TYPE, HERE, office.now)
    assert titles(office, HERE) == [None]
    save(office, body="二期厂房已完工")
    begin_draft(CODE, TYPE, HERE, office.now)
    assert titles(office, HERE) == [["二期厂房已完工"]]
    with pytest.raises(NotFound):
        begin_draft(CODE, TYPE, ELSEWHERE, office.now)


def test_another_person_can_neither_write_into_a_draft_nor_delete_it(office: Office) -> None:
    save(office)
    with pytest.raises(NotFound):
        save(office, ELSEWHERE, body="他人的字")
    with pytest.raises(NotFound):
        discard_draft(CODE, ELSEWHERE, office.now)
    with pytest.raises(NotFound):
        fork_draft(CODE, {}, ELSEWHERE, office.now)
    with pytest.raises(NotFound):
        mail_draft_link(CODE, "a@example.com", ELSEWHERE, office.now, language="zh")
    assert titles(office, HERE) == [["二期厂房已完工"]]


def test_a_draft_saved_while_signed_in_belongs_to_the_account_and_leaves_the_browser(office: Office) -> None:
    save(office)
    draft = save(office, MEMBER, seen=1)
    assert draft.user_id == 7
    assert draft.expires_at == office.now + KEPT_FOR_ACCOUNTS
    assert titles(office, HERE) == []
    assert titles(office, Holder("any-other-browser", user_id=7)) == [["二期厂房已完工"]]
    with pytest.raises(NotPossible):
        mail_draft_link(CODE, "a@example.com", MEMBER, office.now, language="zh")


def test_a_deleted_draft_is_gone_with_its_files_and_links(office: Office) -> None:
    save(office)
    with_file(office)
    mail_draft_link(CODE, "a@example.com", HERE, office.now, language="zh")
    discard_draft(CODE, HERE, office.now)
    for table in (RequestDraft, DraftKey, ParcelFile):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    with pytest.raises(NotFound):
        discard_draft(CODE, HERE, office.now)


def test_what_is_too_long_or_too_many_is_refused_and_told(office: Office) -> None:
    with pytest.raises(NotPossible):
        save(office, body="长" * (MAX_CHARACTERS + 1))
    for number in range(MOST_PER_PERSON):
        save(office, code=f"{CODE}-{number}")
    with pytest.raises(NotPossible):
        save(office, code=new_code())
    save(office, code=f"{CODE}-0", body="这份还能改")


def test_a_link_opens_the_draft_in_another_browser_only_when_its_button_is_pressed(office: Office) -> None:
    save(office)
    mail_draft_link(CODE, "a@example.com", HERE, office.now, language="zh")
    token = token_in_letter()
    assert linked_draft(db.session(), token, office.now).code == CODE
    assert titles(office, ELSEWHERE) == []
    assert open_link(token, ELSEWHERE, office.now).code == CODE
    assert titles(office, ELSEWHERE) == titles(office, HERE) == [["二期厂房已完工"]]
    assert token not in {key.hash for key in db.session.scalars(select(DraftKey))}


def test_links_taken_back_open_nothing_and_close_what_they_had_opened(office: Office) -> None:
    save(office)
    mail_draft_link(CODE, "a@example.com", HERE, office.now, language="zh")
    token = token_in_letter()
    open_link(token, ELSEWHERE, office.now)
    assert take_links_back(CODE, HERE, office.now) == 2
    assert titles(office, ELSEWHERE) == []
    assert len(titles(office, HERE)) == 1
    with pytest.raises(NotPossible):
        open_link(token, ELSEWHERE, office.now)


def test_a_link_ends_with_its_draft_and_there_are_only_so_many(office: Office) -> None:
    save(office)
    for _ in range(MOST_LINKS):
        mail_draft_link(CODE, "a@example.com", HERE, office.now, language="zh")
    with pytest.raises(NotPossible):
        mail_draft_link(CODE, "a@example.com", HERE, office.now, language="zh")
    token = token_in_letter()
    office.now += timedelta(days=14, minutes=1)
    with pytest.raises(NotPossible):
        linked_draft(db.session(), token, office.now)


@pytest.mark.parametrize("token", ["", "nonsense", "browser-one"])
def test_no_other_words_open_a_draft(office: Office, token: str) -> None:
    save(office)
    with pytest.raises(NotPossible):
        linked_draft(db.session(), token, office.now)


def test_two_browsers_that_went_different_ways_lose_nothing(office: Office) -> None:
    save(office)
    with_file(office)
    mail_draft_link(CODE, "a@example.com", HERE, office.now, language="zh")
    open_link(token_in_letter(), ELSEWHERE, office.now)
    save(office, ELSEWHERE, seen=1, body="在家写的")
    with pytest.raises(Stale):
        save(office, HERE, seen=1, body="在办公室写的")
    other = fork_draft(CODE, {"body": ["在办公室写的"]}, HERE, office.now)
    assert sorted(str(title) for title in titles(office, HERE)) == ["['在办公室写的']", "['在家写的']"]
    parcels = {row.parcel for row in db.session.scalars(select(ParcelFile))}
    assert parcels == {parcel_of(CODE), other.parcel}


def test_the_same_browser_may_go_back_a_page_and_save_again(office: Office) -> None:
    save(office)
    save(office, seen=1, body="第二遍")
    assert save(office, seen=1, body="回退后第三遍").version == 3


def test_drafts_end_by_themselves_two_weeks_after_they_were_last_touched(office: Office) -> None:
    save(office)
    with_file(office)
    assert forget_expired_drafts(db.session(), office.now + KEPT_FOR_GUESTS - timedelta(minutes=1)) == 0
    assert forget_expired_drafts(db.session(), office.now + KEPT_FOR_GUESTS) == 1
    assert db.session.scalar(select(func.count()).select_from(ParcelFile)) == 0
    assert db.session.scalar(select(func.count()).select_from(DraftKey)) == 0
