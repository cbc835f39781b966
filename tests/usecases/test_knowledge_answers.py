"""Answers: written, reviewed by somebody else, public for a time, never telling of a firm or a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from service_desk.domain.actors import Actor
from service_desk.domain.knowledge.answers import AnswerState
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Stale
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import (
    AnswerList,
    answer_by_id,
    answer_counts,
    answers_page,
    edition_of,
    editions_of,
    steps_of,
)
from service_desk.persistence.tables import Answer, AnswerPair, PairCount
from service_desk.usecases.knowledge.begin_answer import begin_from_ticket
from service_desk.usecases.knowledge.find_answers import list_answers, read_answer
from service_desk.usecases.knowledge.keep_answer import (
    confirm_answer,
    hand_in_answer,
    publish_answer,
    rewrite_answer,
    send_back_answer,
    withdraw_answer,
    write_answer,
)
from service_desk.usecases.knowledge.wording import Wording
from tests.usecases.deeds import CLOSED, DISPATCHER, HANDLER, HEAD, OUTSIDER, SUPERVISOR, WORKING
from tests.usecases.office import Office

WORDING = Wording(
    title="变压器容量不够怎么增容", question="新增设备，现有容量不够。", text="填**用电容量**表，三天内踏勘。",
    departments=("PW", "CB"), request_type="power_capacity",
)  # fmt: skip


def written(office: Office, wording: Wording = WORDING, by: Actor = HANDLER, **more: Any) -> Answer:
    return write_answer(by, office.now, wording, is_clean=True, **more)


def published(office: Office, wording: Wording = WORDING) -> Answer:
    answer = written(office, wording)
    answer = hand_in_answer(answer.id, HANDLER, office.now, seen_version=answer.version)
    return publish_answer(answer.id, HEAD, office.now, seen_version=answer.version)


def titles(office: Office, typed: str = "") -> list[str]:
    return [found.words.title for found in list_answers(db.session(), office.now, typed=typed).answers]


def test_an_answer_is_public_once_somebody_else_has_approved_it(office: Office) -> None:
    answer = written(office)
    assert (answer.state, answer.live_edition, titles(office)) == (AnswerState.DRAFT, None, [])
    answer = hand_in_answer(answer.id, HANDLER, office.now, seen_version=answer.version)
    assert titles(office) == []
    answer = publish_answer(answer.id, HEAD, office.now, seen_version=answer.version)
    assert titles(office) == titles(office, "增容") == [WORDING.title]
    assert answer.review_on == date(2026, 9, 8)
    assert answer.category == "FS"
    assert [each.act for each in steps_of(db.session(), answer.id)] == ["publish", "hand_in", "write"]


def test_the_writer_does_not_review_and_a_stranger_does_not_write(office: Office) -> None:
    answer = written(office, by=HEAD)
    answer = hand_in_answer(answer.id, HEAD, office.now, seen_version=answer.version)
    with pytest.raises(NotEntitled, match="请由别人审核"):
        publish_answer(answer.id, HEAD, office.now, seen_version=answer.version)
    with pytest.raises(NotEntitled, match="只有答复所列部门"):
        withdraw_answer(answer.id, OUTSIDER, office.now, seen_version=answer.version)
    with pytest.raises(NotEntitled):
        written(office, by=OUTSIDER)
    assert publish_answer(answer.id, SUPERVISOR, office.now, seen_version=answer.version).state == "published"


def test_new_words_leave_the_old_ones_public_until_they_are_approved(office: Office) -> None:
    answer = published(office)
    again = replace(WORDING, title="容量不够怎么办", text="先算一算。")
    answer = rewrite_answer(answer.id, HEAD, office.now, again, is_clean=True, seen_version=answer.version)
    assert (answer.state, titles(office)) == ("draft", [WORDING.title])
    answer = hand_in_answer(answer.id, HEAD, office.now, seen_version=answer.version)
    with pytest.raises(NotEntitled):  # the head has approved the first words and written these
        publish_answer(answer.id, HEAD, office.now, seen_version=answer.version)
    answer = publish_answer(answer.id, DISPATCHER, office.now, seen_version=answer.version)
    assert titles(office) == titles(office, "算一算") == ["容量不够怎么办"]
    assert titles(office, "踏勘") == []
    assert [each.number for each in editions_of(db.session(), answer.id)] == [2, 1]
    assert edition_of(db.session(), answer, 1).text == WORDING.text


def test_sent_back_it_is_written_again(office: Office) -> None:
    answer = written(office)
    answer = hand_in_answer(answer.id, HANDLER, office.now, seen_version=answer.version)
    with pytest.raises(InvalidInput):
        send_back_answer(answer.id, HEAD, office.now, seen_version=answer.version, note=" ")
    answer = send_back_answer(answer.id, HEAD, office.now, seen_version=answer.version, note="写清时间")
    assert answer.state == "draft"
    assert steps_of(db.session(), answer.id)[0].note == "写清时间"


def test_withdrawn_nobody_reads_or_finds_it(office: Office) -> None:
    answer = published(office)
    answer = withdraw_answer(answer.id, HANDLER, office.now, seen_version=answer.version, note="政策变了")
    assert (titles(office), titles(office, "增容"), read_answer(db.session(), answer.id, office.now)) == (
        [],
        [],
        None,
    )
    assert db.session.scalar(db.select(db.func.count()).select_from(AnswerPair)) == 0
    assert not db.session.scalar(db.select(db.func.max(PairCount.answers)))
    with pytest.raises(NotPossible):
        confirm_answer(answer.id, HEAD, office.now, seen_version=answer.version)


def test_the_second_of_two_is_told_and_stores_nothing(office: Office) -> None:
    answer = written(office)
    seen = answer.version
    hand_in_answer(answer.id, HANDLER, office.now, seen_version=seen)
    with pytest.raises(Stale):
        rewrite_answer(answer.id, HEAD, office.now, WORDING, is_clean=True, seen_version=seen)
    assert len(editions_of(db.session(), answer.id)) == 1
    with pytest.raises(NotFound):
        hand_in_answer(999, HANDLER, office.now, seen_version=1)


def test_an_overdue_answer_is_listed_and_confirmed_by_somebody_else(office: Office) -> None:
    answer = published(office)
    later = office.now + timedelta(days=200)
    assert read_answer(db.session(), answer.id, office.now).is_overdue is False  # type: ignore[union-attr]
    assert read_answer(db.session(), answer.id, later).is_overdue is True  # type: ignore[union-attr]
    due = answers_page(db.session(), AnswerList.DUE, later.date())
    assert [each.id for each in due.answers] == [answer.id]
    with pytest.raises(NotEntitled):
        confirm_answer(answer.id, HANDLER, later, seen_version=answer.version)
    with pytest.raises(InvalidInput, match="改正"):
        confirm_answer(answer.id, HEAD, later, seen_version=answer.version, review_on=date(2029, 1, 1))
    with pytest.raises(InvalidInput):
        confirm_answer(answer.id, HEAD, later, seen_version=answer.version, review_on=date(2026, 9, 1))
    answer = confirm_answer(answer.id, HEAD, later, seen_version=answer.version, review_on=date(2027, 1, 1))
    assert answer.review_on == date(2027, 1, 1)
    assert answer_counts(db.session(), later.date())[AnswerList.DUE] == 0


def test_from_a_ticket_nothing_is_copied_that_tells_of_the_firm(office: Office) -> None:
    number = office.bring(
        *CLOSED,
        title="演示新材料有限公司申请增容",
        body="演示新材料的联系人演示联系人13800138000，邮箱firm@example.com，新车间六月投产，变压器不够用。",
    )
    begun = begin_from_ticket(office.ticket(number))
    said = f"{begun.title} {begun.question} {begun.text}"
    for secret in ("演示新材料", "演示联系人", "13800138000", "firm@example.com", number):
        assert secret not in said
    assert "变压器不够用" in begun.question
    assert begun.departments == ("PW", "CB")
    assert begun.request_type == "power_capacity"


def test_only_a_struck_off_ticket_becomes_an_answer(office: Office) -> None:
    with pytest.raises(NotPossible, match="销号以后"):
        begin_from_ticket(office.ticket(office.bring(*WORKING)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("请找演示联系人办理。", "演示联系人"),
        ("演示新材料已经办好。", "演示新材料"),
        ("电话13800138000", "手机号码"),
        ("参照QY20260310-0001", "诉求编号"),
    ],
)
def test_an_answer_that_tells_of_somebody_is_refused(office: Office, text: str, told: str) -> None:
    number = office.bring(*CLOSED)
    with pytest.raises(InvalidInput) as refusal:
        written(office, replace(WORDING, text=text), from_ticket=number)
    assert told in refusal.value.problems["text"].zh


def test_the_writer_gives_his_word_and_fills_in_what_is_needed(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        write_answer(HANDLER, office.now, WORDING, is_clean=False)
    assert set(refusal.value.problems) == {"is_clean"}
    empty = Wording("", " ", "", (), request_type="nonsense", text_en="Only the text")
    with pytest.raises(InvalidInput) as refusal:
        write_answer(HANDLER, office.now, empty, is_clean=True)
    assert set(refusal.value.problems) == {
        "title",
        "question",
        "text",
        "department",
        "request_type",
        "title_en",
    }
    with pytest.raises(NotFound):
        written(office, from_ticket="QY20260310-0999")
    assert answer_by_id(db.session(), 1) is None


def test_lists_go_on_where_the_page_ends(office: Office) -> None:
    for number in range(5):
        published(office, replace(WORDING, title=f"第{number}条"))
    today, seen, place = office.now.date(), [], None
    while True:
        page = answers_page(db.session(), AnswerList.PUBLISHED, today, after=place, size=2)
        seen += [each.title for each in page.answers]
        if (place := page.further) is None:
            break
    assert seen == [f"第{number}条" for number in (4, 3, 2, 1, 0)]
    listed = list_answers(db.session(), office.now, request_type="power_capacity")
    assert len(listed.answers) == 5
    assert list_answers(db.session(), office.now, category="OM").answers == []
