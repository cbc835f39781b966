"""What officers write with: drafts that nobody else sees, phrases of one's own and of the department, similar tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import Phrase, SavedView
from service_desk.persistence.tickets import lock_ticket
from service_desk.usecases.accounts.forget_stale import forget_stale
from service_desk.usecases.acting.keep_draft import MAX_CHARACTERS, drop_draft, keep_draft, kept_draft
from service_desk.usecases.handling import keep_views
from service_desk.usecases.handling.keep_phrases import phrases_for, save_phrase
from service_desk.usecases.handling.keep_views import save_view, views_for
from service_desk.usecases.handling.ownership import drop_owned
from service_desk.usecases.reading.similar import similar_tickets
from tests.usecases.deeds import CLOSED, DISPATCHER, FIRM, HANDLER, HEAD, HELPER, OUTSIDER, WORKING
from tests.usecases.office import Office


def draft(office: Office, number: str, who: object = HANDLER) -> dict[str, list[str]] | None:
    db.session.expire_all()
    kept = kept_draft(db.session(), office.ticket(number), "progress", who)  # type: ignore[arg-type]
    return dict(kept.fields) if kept else None


def test_a_draft_is_kept_for_its_writer_alone_until_he_drops_it(office: Office) -> None:
    number = office.bring(*WORKING)
    assert keep_draft(number, "progress", {"note": ["已到现场"], "is_public": [" "]}, HANDLER, office.now)
    assert draft(office, number) == {"note": ["已到现场"]}
    assert draft(office, number, HEAD) is None
    assert draft(office, number, FIRM) is None
    assert keep_draft(number, "progress", {"note": ["已到现场踏勘"]}, HANDLER, office.now)
    assert draft(office, number) == {"note": ["已到现场踏勘"]}
    drop_draft(number, "progress", HANDLER)
    assert draft(office, number) is None
    assert not keep_draft(number, "progress", {"note": [""]}, HANDLER, office.now)


def test_guests_and_floods_are_not_kept_and_unknown_tickets_refused(office: Office) -> None:
    number = office.bring(*WORKING)
    drop_draft(number, "progress", FIRM)
    assert not keep_draft(number, "progress", {"note": ["x"]}, FIRM, office.now)
    assert not keep_draft(number, "progress", {"note": ["长" * (MAX_CHARACTERS + 1)]}, HANDLER, office.now)
    with pytest.raises(NotFound):
        keep_draft("QY20200101-0001", "progress", {"note": ["x"]}, HANDLER, office.now)


def test_a_draft_nobody_touches_is_forgotten_after_a_month(office: Office) -> None:
    number = office.bring(*WORKING)
    keep_draft(number, "progress", {"note": ["x"]}, HANDLER, office.now)
    forget_stale(office.now + timedelta(days=29))
    assert draft(office, number) is not None
    forget_stale(office.now + timedelta(days=31))
    assert draft(office, number) is None


def names(who: object) -> list[str]:
    return [each.name for each in phrases_for(db.session(), who)]  # type: ignore[arg-type]


def test_ones_own_phrases_are_ones_own_and_the_departments_are_its_heads(office: Office) -> None:
    mine = save_phrase(HANDLER, office.now, name="已踏勘", text="{企业}现场已踏勘。")
    ours = save_phrase(HEAD, office.now, name="请补材料", text="请补充材料。", for_department=True)
    assert names(HANDLER) == ["已踏勘", "请补材料"]
    assert names(HEAD) == ["请补材料"]
    assert names(HELPER) == names(FIRM) == []
    with pytest.raises(NotEntitled):
        save_phrase(HANDLER, office.now, name="不行", text="x", for_department=True)
    with pytest.raises(NotEntitled):
        drop_owned(Phrase, ours.id, HANDLER, office.now)
    with pytest.raises(NotFound):
        save_phrase(HEAD, office.now, name="不行", text="x", phrase_id=mine.id)
    with pytest.raises(NotFound):
        drop_owned(Phrase, ours.id, OUTSIDER, office.now)
    with pytest.raises(NotFound):
        drop_owned(Phrase, 99, HEAD, office.now)
    with pytest.raises(NotEntitled):
        save_phrase(replace(HEAD, department=None), office.now, name="不行", text="x", for_department=True)
    save_phrase(HANDLER, office.now, name="已看过", text="现场已看。", phrase_id=mine.id)
    assert names(HANDLER) == ["已看过", "请补材料"]
    drop_owned(Phrase, mine.id, HANDLER, office.now)
    assert names(HANDLER) == ["请补材料"]
    drop_owned(Phrase, mine.id, HANDLER, office.now, is_dropped=False)
    assert names(HANDLER) == ["已看过", "请补材料"]


def test_a_phrase_with_an_unknown_placeholder_is_told_which_there_are(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        save_phrase(HANDLER, office.now, name="", text="{天气}")
    assert set(refused.value.problems) == {"name", "text"}
    assert "{编号}" in refused.value.problems["text"].zh


def test_similar_struck_off_tickets_are_found_by_any_word_of_the_evidence_or_by_their_type(
    office: Office,
) -> None:
    alike = office.bring(*CLOSED, title="申请增容500 kVA", body="新车间六月投产，变压器不够用。")
    office.bring(*CLOSED, title="借用变压器", body="隔壁厂房有富余容量，想临时接过来用一个月，怎么办手续？")
    office.bring(*WORKING, title="申请增容500 kVA", body="新车间六月投产，变压器不够用。")
    number = office.bring(*WORKING, title="申请增容600 kVA", body="新车间七月投产，变压器不够用。")
    ticket = office.ticket(number)
    found = similar_tickets(db.session(), ticket, ("变压器", "增容"), DISPATCHER)
    assert [each.ticket.ticket_no for each in found] == [alike]
    for evidence in (("厂区",), ("厂区", "不够用"), ()):
        found = similar_tickets(db.session(), ticket, evidence, DISPATCHER)
        assert [each.ticket.ticket_no for each in found] == [alike]
    assert similar_tickets(db.session(), ticket, ("变压器",), OUTSIDER) == []
    with transaction() as session:
        empty = lock_ticket(session, number)
        assert empty is not None
        empty.title = empty.body = "。"
    assert similar_tickets(db.session(), office.ticket(number), ("变压器",), DISPATCHER) == []


def saved(who: object) -> dict[str, dict[str, str]]:
    return {view.name: view.conditions for view in views_for(db.session(), who)}  # type: ignore[arg-type]


def test_a_list_is_saved_under_a_name_and_the_same_name_replaces_it(office: Office) -> None:
    mine = save_view(HANDLER, office.now, name="东区", conditions={"tab": "our-due", "park": "东区"})
    save_view(HANDLER, office.now, name="东区", conditions={"tab": "our-due"})
    shared = save_view(
        HEAD, office.now, name="全部超期", conditions={"tab": "our-overdue"}, for_department=True
    )
    assert saved(HANDLER) == {"东区": {"tab": "our-due"}, "全部超期": {"tab": "our-overdue"}}
    assert saved(HELPER) == saved(FIRM) == {}
    with pytest.raises(NotEntitled):
        drop_owned(SavedView, shared.id, HANDLER, office.now)
    with pytest.raises(NotEntitled):
        save_view(HANDLER, office.now, name="x", conditions={}, for_department=True)
    with pytest.raises(NotFound):
        drop_owned(SavedView, mine.id, HEAD, office.now)
    drop_owned(SavedView, mine.id, HANDLER, office.now)
    assert list(saved(HANDLER)) == ["全部超期"]
    drop_owned(SavedView, mine.id, HANDLER, office.now, is_dropped=False)
    assert list(saved(HANDLER)) == ["东区", "全部超期"]


def test_a_view_needs_a_name_and_there_are_not_endlessly_many(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InvalidInput):
        save_view(HANDLER, office.now, name=" ", conditions={})
    monkeypatch.setattr(keep_views, "MOST", 1)
    save_view(HANDLER, office.now, name="一", conditions={})
    with pytest.raises(InvalidInput):
        save_view(HANDLER, office.now, name="二", conditions={})
