"""Rules of the knowledge base: who may do what to an answer, what betrays a person, how alike two texts are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.actors import Actor
from service_desk.domain.knowledge.answers import (
    AnswerAct,
    AnswerFacts,
    AnswerState,
    default_review,
    is_overdue,
    possible_acts,
    step,
)
from service_desk.domain.knowledge.area_notices import fits
from service_desk.domain.knowledge.likeness import ALIKE, alike, likeness, pairs_of, rarest, weights
from service_desk.domain.knowledge.plain_words import beginning, plain_words
from service_desk.domain.knowledge.traces import traces_in, without_traces
from service_desk.domain.refusals import NotEntitled, NotPossible
from service_desk.domain.roles import Role

S, A, R = AnswerState, AnswerAct, Role


def person(role: Role, department: str | None = None, user_id: int = 7) -> Actor:
    return Actor(user_id, "演示", frozenset({role}), department)


def facts(state: AnswerState, writers: tuple[int, ...] = (1,)) -> AnswerFacts:
    return AnswerFacts(state, frozenset({"PW", "CB"}), frozenset(writers))


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        (S.DRAFT, {A.WRITE, A.HAND_IN, A.WITHDRAW}),
        (S.IN_REVIEW, {A.WRITE, A.PUBLISH, A.SEND_BACK, A.WITHDRAW}),
        (S.PUBLISHED, {A.WRITE, A.CONFIRM, A.WITHDRAW}),
        (S.WITHDRAWN, {A.WRITE}),
    ],
)
def test_each_state_allows_its_acts_and_no_others(state: AnswerState, acts: set[AnswerAct]) -> None:
    assert set(possible_acts(facts(state), person(R.HEAD, "PW"))) == acts


def test_an_answer_is_written_handed_in_and_published() -> None:
    head = person(R.HEAD, "PW")
    states = [S.DRAFT]
    for act in (A.HAND_IN, A.PUBLISH, A.WRITE, A.HAND_IN, A.SEND_BACK, A.WITHDRAW):
        states.append(step(facts(states[-1]), act, head))
    assert states[1:] == [S.IN_REVIEW, S.PUBLISHED, S.DRAFT, S.IN_REVIEW, S.DRAFT, S.WITHDRAWN]


@pytest.mark.parametrize("act", [A.PUBLISH, A.SEND_BACK, A.CONFIRM])
def test_nobody_judges_words_of_his_own(act: AnswerAct) -> None:
    state = S.PUBLISHED if act is A.CONFIRM else S.IN_REVIEW
    with pytest.raises(NotEntitled, match="请由别人审核"):
        step(facts(state, (7, 9)), act, person(R.HEAD, "PW"))


@pytest.mark.parametrize("role", [R.HANDLER, R.CALLBACK, R.COMMISSIONER])
def test_only_some_roles_review(role: Role) -> None:
    with pytest.raises(NotEntitled, match="审核"):
        step(facts(S.IN_REVIEW), A.PUBLISH, person(role, "PW"))


@pytest.mark.parametrize(
    ("role", "department", "may"),
    [
        (R.HANDLER, "PW", True), (R.HANDLER, "CB", True), (R.HANDLER, "LE", False), (R.HEAD, "LE", False),
        (R.DISPATCHER, "ES", True), (R.SUPERVISOR, None, True), (R.LEADER, None, False),
        (R.ENTERPRISE, None, False), (R.ADMINISTRATOR, None, False),
    ],
)  # fmt: skip
def test_departments_write_about_their_own_matters(role: Role, department: str | None, may: bool) -> None:
    assert (A.WRITE in possible_acts(facts(S.DRAFT), person(role, department))) is may


def test_what_is_no_step_is_not_possible() -> None:
    with pytest.raises(NotPossible):
        step(facts(S.WITHDRAWN), A.PUBLISH, person(R.SUPERVISOR))


def test_an_answer_is_looked_at_again_after_half_a_year() -> None:
    today = date(2026, 3, 10)
    assert default_review(today) == date(2026, 9, 8)
    assert not is_overdue(today, today)
    assert is_overdue(date(2026, 3, 9), today)
    assert not is_overdue(None, today)


@pytest.mark.parametrize(
    "told",
    [
        "请打13800138000", "电话 138 0013 8000 找我", "身份证420600199001011234", "91420600MA4TE5T088 的企业",
        "见 QY20260310-0001", "写信到 firm@example.com", "１３８００１３８０００",
    ],
)  # fmt: skip
def test_what_betrays_somebody_by_its_shape_is_found_and_taken_out(told: str) -> None:
    assert traces_in(told)
    assert traces_in(without_traces(told)) == []


@pytest.mark.parametrize(
    "told",
    [
        "窗口电话 0716-8123456",
        "拨打 12345 或 400-123-4567",
        "增容 500 kVA，2026 年 6 月投产",
        "文号 鄂发〔2021〕5 号",
    ],
)
def test_what_an_office_tells_may_stand(told: str) -> None:
    assert traces_in(told) == []
    assert without_traces(told) == told


def test_names_known_beforehand_are_replaced_the_longest_first() -> None:
    names = ["演示新材料", "演示新材料有限公司", "王经理", None, "", "王"]
    told = without_traces("演示新材料有限公司的王经理说，演示新材料的电不够。", names)
    assert told == "企业的企业说，企业的电不够。"
    assert traces_in("演示新材料的电", names)
    assert traces_in("王家村的路", names) == []


@settings(deadline=None)  # the first comparison reads what requests usually say
@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_lies_between_nothing_and_everything_and_has_no_direction(one: str, other: str) -> None:
    weight, mine, theirs = weights(), pairs_of(one), pairs_of(other)
    shared = likeness(mine, theirs, weight)
    assert 0.0 <= shared <= 1.0 + 1e-9
    assert shared == pytest.approx(likeness(theirs, mine, weight))


def test_a_text_is_most_like_itself_and_not_at_all_like_another_matter() -> None:
    question = "变压器容量不够怎么申请增容"
    assert alike(question, question) == pytest.approx(1.0)
    assert alike("车间要加两台设备，现有变压器容量不够，想增容", question) >= ALIKE
    assert alike("外地员工子女怎么申请入学", question) < ALIKE
    assert alike("请问", "请问") == alike("申请", "申请") == 0.0


def test_rare_pairs_tell_more_than_those_every_request_holds() -> None:
    weight = weights()
    common, rare = pairs_of("公司")[0], pairs_of("锟斤")[0]
    assert weight(rare) > weight(common) > 0
    assert rarest([common, rare, common], weight) == [rare, common]


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**先算**一算", "先算一算"),
        ("- 户号\n- 容量", "· 户号\n· 容量"),
        ("看[指南](https://zone.example/a)", "看指南（https://zone.example/a）"),
        ("拨[0716-8123456](tel:0716-8123456)", "拨0716-8123456"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_an_answer_reads_without_its_marks(markdown: str, plain: str) -> None:
    assert plain_words(markdown) == plain


def test_the_beginning_of_an_answer_is_one_line() -> None:
    assert beginning("第一段\n\n- 一\n- 二") == "第一段 · 一 · 二"
    assert beginning("字" * 100, most=10) == "字" * 9 + "…"


@pytest.mark.parametrize(
    ("asked_park", "asked_type", "shared", "fitting"),
    [
        ("东区", "power_capacity", 0.0, True),
        ("东区", "tax", 0.2, True),
        ("东区", "tax", 0.0, False),
        ("综合保税区", "power_capacity", 0.9, False),
        (None, "power_capacity", 0.0, False),
        (None, None, 0.2, True),
    ],
)
def test_a_notice_fits_by_place_and_type_or_by_words(
    asked_park: str | None, asked_type: str | None, shared: float, fitting: bool
) -> None:
    assert fits("东区", "power_capacity", asked_park, asked_type, shared) is fitting
