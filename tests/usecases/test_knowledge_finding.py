"""Finding answers: by any two characters on both databases, by likeness at a bounded cost; what readers say of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service_desk.domain.knowledge.likeness import pairs_of
from service_desk.domain.refusals import InvalidInput, NotFound, NotPossible
from service_desk.domain.searching import squeezed
from service_desk.persistence import answer_index
from service_desk.persistence.database import db, transaction
from service_desk.persistence.knowledge import answer_by_id, vote_of, words_on
from service_desk.persistence.tables import AnswerPair, AnswerText, OutboxMail, PairCount
from service_desk.usecases.knowledge.find_answers import answers_like, list_answers
from service_desk.usecases.knowledge.keep_answer import hand_in_answer, withdraw_answer, write_answer
from service_desk.usecases.knowledge.rate_answer import explain_vote, rate_answer, spare_request
from service_desk.usecases.knowledge.wording import Wording
from tests.usecases.deeds import HANDLER, HEAD
from tests.usecases.office import Office
from tests.usecases.test_knowledge_answers import WORDING, published

SCHOOL = Wording(
    "外地员工子女怎么申请入学",
    "员工把孩子接来，想就近上学。",
    "由企业统一报名单，写明年级。",
    ("PW",),
    "living_services",
)
TEMPORARY = Wording(
    "施工期间临时用电怎么办", "厂房在建，施工要用电。", "临时用电单独申请，到期拆除。", ("PW",), "power_capacity",
    "Temporary power on a building site", "", "Ask for temporary power.",
)  # fmt: skip


@pytest.fixture
def three(office: Office) -> list[int]:
    return [published(office, wording).id for wording in (WORDING, SCHOOL, TEMPORARY)]


def found(office: Office, typed: str) -> list[int]:
    return [each.answer.id for each in list_answers(db.session(), office.now, typed=typed).answers]


def like(office: Office, text: str, request_type: str | None = None) -> list[int]:
    return [
        each.answer.id for each in answers_like(db.session(), text, office.now, request_type=request_type)
    ]


@pytest.mark.every_database
def test_any_two_characters_find_an_answer_wherever_they_stand(office: Office, three: list[int]) -> None:
    power, school, temporary = three
    assert found(office, "增容") == [power]
    assert found(office, "年级") == [school]
    assert found(office, "用电") == [temporary, power]
    assert found(office, "用电 踏勘") == [power]
    assert found(office, "TEMPORARY") == [temporary]
    assert found(office, "容填") == found(office, "用电年级") == found(office, "锟斤") == []
    assert list_answers(db.session(), office.now, typed="电 用电").too_short == ("电",)
    assert list_answers(db.session(), office.now, typed="电").answers == []


@pytest.mark.every_database
def test_pairs_find_exactly_what_reading_every_text_would_find(office: Office, three: list[int]) -> None:
    texts = {
        row.answer_id: f"{row.question}\n{row.words}" for row in db.session.scalars(sa.select(AnswerText))
    }
    everything = "".join(texts.values()).replace("\n", "")

    @settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(0, len(everything) - 5), st.integers(2, 5), st.booleans())
    def compare(start: int, length: int, is_turned: bool) -> None:
        word = everything[start : start + length]
        word = word[::-1] if is_turned else word
        assert sorted(found(office, word)) == sorted(
            key for key, text in texts.items() if squeezed(word) in text
        )

    compare()


@pytest.mark.every_database
def test_what_is_asked_for_in_the_title_comes_first_then_what_helped(office: Office) -> None:
    in_text = published(office, replace(SCHOOL, text="也可以问用电容量。")).id
    first = published(office, replace(WORDING, title="用电容量一")).id
    second = published(office, replace(WORDING, title="用电容量二")).id
    assert found(office, "用电容量") == [second, first, in_text]
    rate_answer(first, "a", office.now, is_helpful=True)
    assert found(office, "用电容量") == [first, second, in_text]


@pytest.mark.every_database
def test_what_is_about_to_be_filed_brings_the_answers_like_it(office: Office, three: list[int]) -> None:
    power, school, temporary = three
    assert like(office, "车间新增两台设备，现有变压器容量不够，想申请增容") == [power]
    assert like(office, "员工的孩子想就近上学怎么申请") == [school]
    assert like(office, "厂房在建，工地施工要临时用电") == [temporary]
    assert like(office, "请问怎么申请") == like(office, "财务报表年检") == like(office, "") == []


def test_only_what_is_public_helps(office: Office, three: list[int]) -> None:
    power = three[0]
    draft = write_answer(HANDLER, office.now, replace(WORDING, title="变压器容量草稿"), is_clean=True)
    hand_in_answer(draft.id, HANDLER, office.now, seen_version=draft.version)
    assert like(office, "变压器容量不够，新增设备") == [power]
    withdraw_answer(power, HEAD, office.now, seen_version=answer_by_id(db.session(), power).version)  # type: ignore[union-attr]
    assert like(office, "变压器容量不够，新增设备") == []


def test_at_most_three_stand_beside_a_form(office: Office) -> None:
    for number in range(5):
        published(office, replace(WORDING, title=f"变压器容量不够怎么增容之{number}"))
    assert len(like(office, "变压器容量不够怎么增容")) == 3


def test_a_pair_in_every_answer_is_not_read_however_many_there_are(office: Office, three: list[int]) -> None:
    power = three[0]
    with transaction() as session:
        for pair in set(pairs_of("新增设备现有")):
            session.merge(PairCount(pair=pair, answers=answer_index.MOST_READ + 1))
    pairs = pairs_of("变压器容量不够，新增设备现有")
    weight, held = answer_index.weights_of(db.session(), pairs)
    statements: list[str] = []

    def listen(*given: object) -> None:
        statements.append(str(given[3]))

    sa.event.listen(db.engine, "before_cursor_execute", listen)
    try:
        near = answer_index.nearest(db.session(), pairs, weight, held)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", listen)
    assert [each.answer.id for each in near] == [power]
    assert not any(pair in statement for pair in pairs_of("新增设备现有") for statement in statements)


@pytest.mark.every_database
def test_the_kept_counts_are_those_of_the_index(office: Office, three: list[int]) -> None:
    withdraw_answer(three[1], HEAD, office.now, seen_version=answer_by_id(db.session(), three[1]).version)  # type: ignore[union-attr]
    counted = db.session.execute(sa.select(AnswerPair.pair, sa.func.count()).group_by(AnswerPair.pair))
    kept = db.session.execute(sa.select(PairCount.pair, PairCount.answers).where(PairCount.answers > 0))
    assert {pair: many for pair, many in counted} == {pair: many for pair, many in kept}  # noqa: C416


@pytest.mark.every_database
def test_each_browser_says_once_whether_an_answer_helped(office: Office, three: list[int]) -> None:
    power = three[0]
    assert rate_answer(power, "a", office.now, is_helpful=True) is True
    assert rate_answer(power, "a", office.now, is_helpful=False) is False
    assert rate_answer(power, "b", office.now, is_helpful=False) is True
    assert spare_request(power, "a", office.now) is True
    assert spare_request(power, "a", office.now) is False
    assert spare_request(power, "b", office.now) is False
    assert spare_request(power, "c", office.now) is True
    db.session.expire_all()
    answer = answer_by_id(db.session(), power)
    assert answer is not None
    assert (answer.helpful, answer.unhelpful, answer.deflected) == (2, 1, 2)


def test_what_is_missing_reaches_the_department_once(office: Office, three: list[int]) -> None:
    power = three[0]
    rate_answer(power, "a", office.now, is_helpful=False)
    with pytest.raises(InvalidInput):
        explain_vote(power, "a", office.now, words=" ")
    explain_vote(power, "a", office.now, words="没说要多久")
    with pytest.raises(NotPossible):
        explain_vote(power, "a", office.now, words="再说一遍")
    with pytest.raises(NotFound):
        explain_vote(power, "nobody", office.now, words="没投过票")
    rate_answer(power, "b", office.now, is_helpful=False, words="没写电话")
    letters = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.notice == "answer_unhelpful")).all()
    assert [(letter.recipient, letter.data["words"]) for letter in letters] == [
        ("pw@zone.example", "没说要多久"),
        ("pw@zone.example", "没写电话"),
    ]
    assert {each.words for each in words_on(db.session(), power)} == {"没说要多久", "没写电话"}
    assert vote_of(db.session(), power, "a") is not None


def test_nobody_votes_on_what_is_not_public(office: Office) -> None:
    draft = write_answer(HANDLER, office.now, WORDING, is_clean=True)
    for answer_id in (draft.id, 999):
        with pytest.raises(NotFound):
            rate_answer(answer_id, "a", office.now, is_helpful=True)
        with pytest.raises(NotFound):
            spare_request(answer_id, "a", office.now)
