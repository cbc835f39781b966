"""Tags on tickets: one ticket, many at once and taken back, who may, and how the zone's tags are kept in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible
from service_desk.domain.searching import Vocabulary, parse_query
from service_desk.domain.tags import MOST_ON_A_TICKET
from service_desk.persistence.database import db
from service_desk.persistence.queues import QueueFilter, queue_rows
from service_desk.persistence.tags import changes_on_ticket, live_tags, tag_by_key, tag_uses, tags_of
from service_desk.usecases.acting.perform_many import SomeRefusedError
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.handling.keep_tags import merge_tag, rename_tag, retire_tag
from service_desk.usecases.handling.tag_tickets import tag_ticket, tag_tickets, undo_tags, untag_ticket
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queues import view_queue
from service_desk.usecases.searching.search_tickets import search_tickets
from tests.usecases.deeds import DISPATCHER, HANDLER, HEAD, HELPER, LEADER, OUTSIDER, WORKING
from tests.usecases.office import Office


def tags(office: Office, number: str) -> list[str]:
    ticket = office.ticket(number)
    return [tag.name for tag in tags_of(db.session(), [ticket.id]).get(ticket.id, [])]


def tag_id(name: str) -> int:
    tag = tag_by_key(db.session(), name.casefold())
    assert tag is not None
    return tag.id


@pytest.mark.every_database
def test_tags_are_put_on_and_taken_off_and_both_are_logged_without_touching_the_record(
    database: SQLAlchemy,
) -> None:
    office = Office()
    number = office.bring(*WORKING)
    version = office.ticket(number).version
    new = tag_ticket(number, HANDLER, office.now, tags="停产风险、待踏勘，停产风险")
    assert [tag.name for tag in new] == ["停产风险", "待踏勘"]
    assert tag_ticket(number, HEAD, office.now, tags="待踏勘") == []
    assert untag_ticket(number, HEAD, office.now, tag_id=tag_id("待踏勘")) is not None
    assert untag_ticket(number, HEAD, office.now, tag_id=tag_id("待踏勘")) is None
    assert tags(office, number) == ["停产风险"]
    told = [
        (each.act, each.tag_name, each.by_name)
        for each in changes_on_ticket(db.session(), office.ticket(number).id)
    ]
    assert told == [
        ("removed", "待踏勘", HEAD.name), ("added", "待踏勘", HANDLER.name), ("added", "停产风险", HANDLER.name),
    ]  # fmt: skip
    assert office.ticket(number).version == version


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "请写标签"), ("、", "请写标签"), ("长" * 21, "最多20字"), ("ﷺ" * 20, "最多20字"), ("！！", "没有字"),
        (",".join("甲乙丙丁戊己庚辛壬癸子"), "一次最多10个"),
    ],
)  # fmt: skip
def test_what_is_no_tag_is_refused_in_words(office: Office, typed: str, words: str) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(InvalidInput) as refused:
        tag_ticket(number, HANDLER, office.now, tags=typed)
    assert words in refused.value.problems["tags"].zh
    assert tags(office, number) == []


def test_a_ticket_bears_ten_tags_and_no_more(office: Office) -> None:
    number = office.bring(*WORKING)
    tag_ticket(number, HANDLER, office.now, tags=",".join("甲乙丙丁戊己庚辛壬癸"))
    with pytest.raises(InvalidInput):
        tag_ticket(number, HANDLER, office.now, tags="子")
    assert len(tags(office, number)) == MOST_ON_A_TICKET


@pytest.mark.parametrize(("actor", "refusal"), [(LEADER, NotEntitled), (OUTSIDER, NotFound)])
def test_leaders_only_read_and_other_departments_do_not_see(
    office: Office, actor: Actor, refusal: type[Exception]
) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(refusal):
        tag_ticket(number, actor, office.now, tags="甲")
    with pytest.raises((NotEntitled, SomeRefusedError)):
        tag_tickets([number], actor, office.now, add="甲")
    assert tags(office, number) == []


@pytest.mark.every_database
def test_many_are_tagged_at_once_and_what_was_done_is_taken_back_exactly(database: SQLAlchemy) -> None:
    office = Office()
    first, second = office.bring(*WORKING), office.bring(*WORKING)
    tag_ticket(first, HANDLER, office.now, tags="旧,甲")
    batch = tag_tickets([first, second], HANDLER, office.now, add="甲、乙", remove="旧")
    assert (tags(office, first), tags(office, second)) == (["乙", "甲"], ["乙", "甲"])
    with pytest.raises(NotFound):
        undo_tags(batch, HEAD, office.now)
    assert undo_tags(batch, HANDLER, office.now + timedelta(minutes=10)) == 2
    assert sorted(tags(office, first)) == ["旧", "甲"]
    assert tags(office, second) == []


def test_after_ten_minutes_many_are_not_taken_back(office: Office) -> None:
    number = office.bring(*WORKING)
    batch = tag_tickets([number], HANDLER, office.now, add="甲")
    with pytest.raises(NotPossible):
        undo_tags(batch, HANDLER, office.now + timedelta(minutes=10, seconds=1))
    assert tags(office, number) == ["甲"]


def test_all_of_them_or_none(office: Office) -> None:
    mine = office.bring(*WORKING)
    with pytest.raises(SomeRefusedError) as refused:
        tag_tickets([mine, "QY20260310-9999"], HANDLER, office.now, add="甲")
    assert list(refused.value.reasons) == ["QY20260310-9999"]
    assert tags(office, mine) == []
    with pytest.raises(InvalidInput):
        tag_tickets([mine], HANDLER, office.now)
    with pytest.raises(NotPossible):
        tag_tickets([], HANDLER, office.now, add="甲")


@pytest.mark.every_database
def test_a_merged_tag_lives_on_in_the_other_one(database: SQLAlchemy) -> None:
    office = Office()
    one, both = office.bring(*WORKING), office.bring(*WORKING)
    tag_ticket(one, HANDLER, office.now, tags="停产风险")
    tag_ticket(both, HANDLER, office.now, tags="停产风险,要停产")
    old, new = tag_id("停产风险"), tag_id("要停产")
    merge_tag(old, HEAD, office.now, into=new)
    assert (tags(office, one), tags(office, both)) == (["要停产"], ["要停产"])
    assert tag_ticket(one, HANDLER, office.now, tags="停产风险") == []
    assert [(use.tag.name, use.tickets) for use in tag_uses(db.session())] == [("要停产", 2)]
    kept = view_queue(db.session(), HANDLER, office.now, "our-in_progress", Narrowing(tags=(old,)))
    assert len(kept.page.tickets) == 2, (
        "a saved list narrowed by the old tag finds the tickets of the new one"
    )
    with pytest.raises(NotFound):
        rename_tag(old, HEAD, office.now, name="别的")


def test_a_renamed_tag_keeps_its_tickets_and_two_names_never_mean_two_tags(office: Office) -> None:
    number = office.bring(*WORKING)
    tag_ticket(number, HANDLER, office.now, tags="甲,乙")
    rename_tag(tag_id("甲"), HEAD, office.now, name=" 停产  风险 ")
    assert sorted(tags(office, number)) == ["乙", "停产 风险"]
    for name in ("乙", "", "长" * 21, "甲、丙"):
        with pytest.raises(InvalidInput):
            rename_tag(tag_id("停产风险"), HEAD, office.now, name=name)


def test_a_retired_tag_stays_where_it_is_and_is_put_on_nothing_more(office: Office) -> None:
    first, second = office.bring(*WORKING), office.bring(*WORKING)
    tag_ticket(first, HANDLER, office.now, tags="甲")
    retire_tag(tag_id("甲"), HEAD, office.now)
    assert live_tags(db.session()) == []
    with pytest.raises(InvalidInput, match=r".*"):
        tag_ticket(second, HANDLER, office.now, tags="甲")
    assert tags(office, first) == ["甲"]
    retire_tag(tag_id("甲"), HEAD, office.now, is_retired=False)
    assert [tag.name for tag in tag_ticket(second, HANDLER, office.now, tags="甲")] == ["甲"]


@pytest.mark.parametrize("actor", [HANDLER, DISPATCHER, LEADER])
def test_only_heads_and_administrators_keep_the_tags(office: Office, actor: Actor) -> None:
    number = office.bring(*WORKING)
    tag_ticket(number, HANDLER, office.now, tags="甲,乙")
    for deed in (
        lambda: rename_tag(tag_id("甲"), actor, office.now, name="丙"),
        lambda: merge_tag(tag_id("甲"), actor, office.now, into=tag_id("乙")),
        lambda: retire_tag(tag_id("甲"), actor, office.now),
    ):
        with pytest.raises(NotEntitled):
            deed()


def test_a_tag_is_not_merged_into_itself_nor_into_a_retired_one(office: Office) -> None:
    number = office.bring(*WORKING)
    tag_ticket(number, HANDLER, office.now, tags="甲,乙")
    retire_tag(tag_id("乙"), HEAD, office.now)
    for into in (tag_id("甲"), tag_id("乙")):
        with pytest.raises(InvalidInput):
            merge_tag(tag_id("甲"), HEAD, office.now, into=into)


@pytest.mark.every_database
def test_a_search_by_tags_finds_what_bears_them_all(database: SQLAlchemy) -> None:
    office = Office()
    one, both = office.bring(*WORKING), office.bring(*WORKING)
    tag_ticket(one, HANDLER, office.now, tags="停产风险")
    tag_ticket(both, HANDLER, office.now, tags="停产风险,12月底")

    def found(typed: str, actor: Actor = HANDLER) -> list[str]:
        names = {tag.id: tag.name for tag in live_tags(db.session())}
        query = parse_query(typed, Vocabulary.of(catalogue_in_force(db.session()), names))
        assert query.problems == ()
        return [hit.ticket.ticket_no for hit in search_tickets(db.session(), query, actor, office.now).hits]

    assert found("标签:停产") == [both, one]
    assert found("标签:停产风险 标签:12月底") == [both]
    assert found("tag:12月底 增容") == [both]
    assert found("标签:停产", HELPER) == [both, one], "co-handlers read these two"
    assert found("标签:停产", OUTSIDER) == []


def test_an_unknown_tag_is_told_and_not_guessed(office: Office) -> None:
    catalogue = catalogue_in_force(db.session())
    assert "还没有任何标签" in parse_query("标签:x1", Vocabulary.of(catalogue)).problems[0].zh
    known = parse_query("标签:没有的", Vocabulary.of(catalogue, {7: "停产"}))
    assert "可以写：停产" in known.problems[0].zh
    assert known.tags == ()


@pytest.mark.every_database
def test_tags_are_looked_up_while_a_long_list_is_being_read(database: SQLAlchemy) -> None:
    office = Office()
    first, second = office.bring(*WORKING), office.bring(*WORKING)
    tag_tickets([first, second], HANDLER, office.now, add="甲")
    rows = queue_rows(db.session(), QueueFilter(department="PW"), 100)
    found = {}
    for ticket in rows:
        found[ticket.ticket_no] = [tag.name for tag in tags_of(db.session(), [ticket.id])[ticket.id]]
    assert found == {first: ["甲"], second: ["甲"]}
