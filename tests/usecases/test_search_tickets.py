"""Searching as a person: what he may read, wherever it stands in a ticket, kept with every act."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.searching import Vocabulary, parse_query
from service_desk.persistence import searching
from service_desk.persistence.database import db, transaction
from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.tables import DepartmentRow, SearchText
from service_desk.usecases.acting.findable import Place
from service_desk.usecases.acting.pinyin import spellings
from service_desk.usecases.files.receive_file import receive_file
from service_desk.usecases.searching import reindex
from service_desk.usecases.searching import search_tickets as module
from service_desk.usecases.searching.reindex import index_what_is_missing
from service_desk.usecases.searching.search_tickets import Found, search_tickets
from tests.support.samples import paper
from tests.usecases.deeds import (
    CALLER,
    COMMISSIONER,
    DISPATCHER,
    HANDLER,
    HEAD,
    HELPER,
    LEADER,
    OUTSIDER,
    SUPERVISOR,
    WORKING,
)
from tests.usecases.office import Office

VOCABULARY = Vocabulary.of(load_catalogue())
USCC = "91420600MA4TE5T088"


def search(office: Office, typed: str, who: Actor = DISPATCHER, before: int | None = None) -> Found:
    return search_tickets(db.session(), parse_query(typed, VOCABULARY), who, office.now, before)


def numbers(found: Found) -> list[str]:
    assert found.total == len(found.hits)
    return [hit.ticket.ticket_no for hit in found.hits]


def test_a_ticket_is_found_by_what_stands_anywhere_in_it(office: Office) -> None:
    number = office.bring(
        *WORKING, title="申请增容500 kVA", body="新车间六月投产。", enterprise_name="演示新材料有限公司"
    )
    office.act(Action.PROGRESS, number, note="已到现场踏勘，待出方案。")
    for typed, place in (
        ("增容500", Place.TITLE), ("六月投产", Place.BODY), ("新材料", Place.FIRM), (number[-6:], Place.NUMBER),
        ("现场踏勘", Place.STORY), ("ysxcl", None), ("yanshixincailiao", None),
    ):  # fmt: skip
        found = search(office, typed)
        assert numbers(found) == [number], typed
        assert found.hits[0].place == place, typed
        if place:
            assert found.hits[0].snippet is not None
    assert numbers(search(office, "变电站")) == []


def test_a_telephone_number_is_found_only_by_those_who_call(office: Office) -> None:
    number = office.bring(*WORKING, contact_mobile="13800138000", contact_name="演示联系人")
    assert numbers(search(office, "1380013", DISPATCHER)) == [number]
    assert numbers(search(office, "1380013", CALLER)) == [number]
    assert numbers(search(office, "1380013", HANDLER)) == []


@pytest.mark.every_database
def test_a_number_keeps_its_decimal_point_and_that_of_a_ticket_needs_no_dash(office: Office) -> None:
    point = office.bring(Action.SUBMIT, title="负荷3.5兆瓦")
    whole = office.bring(Action.SUBMIT, title="负荷35兆瓦")
    for typed in ("3.5兆瓦", "３．５", "3.5"):
        assert numbers(search(office, typed)) == [point], typed
    assert numbers(search(office, "35")) == [whole]
    for typed in (whole, whole.replace("-", ""), whole.lower()[:10] + "-" + whole[-4:]):
        assert numbers(search(office, typed)) == [whole], typed


@pytest.mark.every_database
def test_a_telephone_in_the_form_is_found_only_by_those_who_call_and_not_shown_as_a_hit(
    office: Office,
) -> None:
    number = office.bring(*WORKING, form_data={"electrician_mobile": "16000000018", "old": "li@firm.example"})
    for typed in ("16000000018", "li@firm"):
        for who in (DISPATCHER, CALLER):
            assert numbers(search(office, typed, who)) == [number]
            assert search(office, typed, who).hits[0].snippet is None
        for who in (HANDLER, LEADER, SUPERVISOR, COMMISSIONER):
            assert numbers(search(office, typed, who)) == []


@pytest.mark.every_database
def test_what_a_form_and_its_papers_say_is_found_and_told(office: Office, tmp_path: Path) -> None:
    with transaction() as session:
        session.get_one(DepartmentRow, "PW").zh = "供电局"
    number = office.bring(*WORKING, uscc=USCC, form_data={"account_no": "户号4207", "load_nature": "normal"})
    file = receive_file(number, "一次接线图.pdf", paper(), HANDLER, office.now, FolderStore(tmp_path))
    office.act(Action.NOTE, number, by=HANDLER, files=[file.token])
    for typed, place in (
        ("户号4207", Place.FORM), ("接线图", Place.FILE), (USCC[4:14], Place.FIRM), (USCC.lower(), Place.FIRM),
        ("gdj", None), ("gongdianju", None), ("供电局", None),
    ):  # fmt: skip
        found = search(office, typed)
        assert numbers(found) == [number], typed
        assert found.hits[0].place == place, typed


def test_a_department_finds_what_it_leads_or_helps_with_and_counts_no_more(office: Office) -> None:
    number = office.bring(*WORKING, title="借用变压器")
    office.bring(Action.SUBMIT, title="借用变压器")
    assert numbers(search(office, "借用变压器", HANDLER)) == [number]
    assert numbers(search(office, "借用变压器", HELPER)) == [number]
    assert numbers(search(office, "借用变压器", OUTSIDER)) == []
    assert numbers(search(office, "借用变压器", replace(OUTSIDER, department=None))) == []
    assert len(numbers(search(office, "借用变压器"))) == 2


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("状态:办理中", True), ("状态:待回访", False), ("类别:要素", True), ("类别:其他", False), ("部门:供电", True),
        ("部门:公安", False), ("到期<30天", True), ("到期:逾期", False), ("到期:今天", False), ("提交>=2026-03-10", True),
        ("提交>2026-03-11", False), ("提交<=2026-03-10", True), ("提交<2026-03-09", False), ("来源:网上提交", True),
        ("增容 状态:办理中", True), ("增容 -投产", False), ("增容 状态:待回访", False),
    ],
)  # fmt: skip
def test_conditions_narrow_what_is_found(office: Office, typed: str, fits: bool) -> None:
    number = office.bring(*WORKING, title="申请增容500 kVA", body="新车间六月投产。")
    assert numbers(search(office, typed)) == ([number] if fits else [])


@pytest.mark.every_database
def test_lamps_helpers_sheets_and_colleagues_narrow_what_is_found(office: Office) -> None:
    number = office.bring(*WORKING, title="申请增容500 kVA")
    office.bring(Action.SUBMIT, Action.WITHDRAW, title="申请增容")
    vocabulary = Vocabulary.of(load_catalogue(), people={11: "演示-承办人", 12: "演示-负责人"})
    for typed, fits in (
        ("亮灯:绿", True), ("亮灯:红", False), ("协办:CB", True), ("协办:供电", False), ("督办:是", False),
        ("承办人:演示-承办人", True), ("承办人:演示-负责人", False), ("增容 亮灯:绿 协办:CB", True),
    ):  # fmt: skip
        query = parse_query(typed, vocabulary)
        assert not query.problems, typed
        found = search_tickets(db.session(), query, HEAD, office.now)
        assert numbers(found) == ([number] if fits else []), typed


@pytest.mark.every_database
def test_the_beginning_of_a_firms_name_narrows_what_is_found(office: Office) -> None:
    number = office.bring(*WORKING, enterprise_name="演示（咸宁）3.5新材料有限公司")
    office.bring(*WORKING, enterprise_name="咸宁演示有限公司")
    for typed in (
        "企业:演示（咸宁",
        "企业:演",
        "企业:演示（咸宁）3.",
        "企业:演示（咸宁）3.5 状态:办理中",
        "增容 企业:演示（",
    ):
        assert numbers(search(office, typed)) == [number], typed
    assert numbers(search(office, "企业:新材料")) == []


def test_my_own_are_found(office: Office) -> None:
    number = office.bring(*WORKING)
    assert numbers(search(office, "承办人:我", HANDLER)) == [number]
    assert numbers(search(office, "承办人:我", DISPATCHER)) == []


def test_pages_of_hits_follow_each_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [office.bring(Action.SUBMIT, title="同一件事") for _ in range(3)]
    monkeypatch.setattr(module, "PAGE", 2)
    monkeypatch.setattr(searching, "PAGE", 2)
    first = search(office, "同一件事")
    assert [hit.ticket.ticket_no for hit in first.hits] == found[:0:-1]
    assert first.total == 3
    second = search(office, "同一件事", before=first.older)
    assert [hit.ticket.ticket_no for hit in second.hits] == found[:1]
    assert second.older is None


def test_what_is_missing_is_indexed_part_by_part(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {office.bring(Action.SUBMIT, title="同一件事") for _ in range(3)}
    with transaction() as session:
        session.execute(sa.text("insert into search_index (search_index) values ('delete-all')"))
        session.execute(sa.delete(SearchText))
    assert numbers(search(office, "同一件事")) == []
    monkeypatch.setattr(reindex, "AT_ONCE", 2)
    assert list(index_what_is_missing()) == [2, 3]
    assert set(numbers(search(office, "同一件事"))) == found
    assert list(index_what_is_missing()) == []


def test_names_are_spelt_in_full_and_by_initials() -> None:
    assert spellings("咸宁中科") == ("xianningzhongke", "xnzk")
    assert spellings("ABC Ltd") == ()
