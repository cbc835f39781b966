"""Learning from corrections: at once for texts alike, in no text else, the same in whatever pieces it is learnt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.classification import classify
from service_desk.domain.classification.examples import load_examples, parse_examples
from service_desk.domain.classification.features import features_of
from service_desk.domain.classification.lessons import Lesson, Taught, marks_of, taught
from service_desk.domain.classification.measuring_lessons import reach, right_types

TITLE, TEXT = "路边充电桩没电", "厂区外路边的充电桩装好三个月了没有通电，员工充不上电。"
ALIKE = "公司门口路边的充电桩一直没有通电，请协调。"
CHARGING = Lesson(1, TITLE, TEXT, Category.OTHER, "roads_public_works")
EXAMPLES = load_examples()


def test_a_corrected_text_is_sorted_as_decided_the_next_time() -> None:
    assert classify(TITLE, TEXT).category is Category.FACTORS
    found = classify(TITLE, TEXT, taught([CHARGING]))
    assert (found.category, found.request_type) == (Category.OTHER, "roads_public_works")
    assert found.lessons == (1,)
    assert found.untaught == (Category.FACTORS, "power_capacity")


def test_a_text_like_it_follows() -> None:
    before, after = classify("", ALIKE), classify("", ALIKE, taught([CHARGING]))
    assert (before.category, after.category) == (Category.FACTORS, Category.OTHER)


def test_a_text_that_is_only_somewhat_like_it_is_made_doubtful_rather_than_changed() -> None:
    text = "想在厂区停车场装十个充电桩，需要增容200kVA，请供电部门来看看。"
    before, after = classify("", text), classify("", text, taught([CHARGING]))
    assert before.category is after.category is Category.FACTORS
    assert after.category_confidence < before.category_confidence


def test_a_lesson_on_one_thing_says_nothing_of_another() -> None:
    text = "去年的技改奖励资金一直没有拨付到账"
    assert classify("", text, taught([CHARGING])) == classify("", text)


@pytest.mark.parametrize("file", ["heldout.txt", "heldout_blind.txt"])
def test_one_wrong_correction_hardly_touches_strangers_texts(file: str) -> None:
    unseen = parse_examples((Path(__file__).parent / file).read_text("utf-8"))
    corrections = taught([CHARGING])
    moved = [
        one
        for one in unseen
        if classify(one.title, one.text).category is not classify(one.title, one.text, corrections).category
    ]
    assert len(moved) <= 0.01 * len(unseen)
    assert all(classify(one.title, one.text).category_confidence < 0.95 for one in moved)


def test_a_later_decision_on_the_same_text_outweighs_an_earlier_one() -> None:
    again = Lesson(2, TITLE, TEXT, Category.FACTORS, "plant_alteration_charging")
    kinds = load_catalogue().request_types
    wanted = (
        again if again.request_type in kinds else Lesson(2, TITLE, TEXT, Category.FACTORS, "power_capacity")
    )
    found = classify(TITLE, TEXT, taught([CHARGING, wanted]))
    assert (found.category, found.request_type) == (Category.FACTORS, wanted.request_type)


def test_corrections_reach_their_own_kind_and_leave_others_alone() -> None:
    found = reach(EXAMPLES, 20)
    assert found.of_its_own > 0.7
    assert found.of_others < 0.02


def test_mistakes_put_right_take_nothing_from_texts_that_were_right() -> None:
    unseen = [
        one
        for name in ("heldout_hard", "heldout_blind2")
        for one in parse_examples((Path(__file__).parent / f"{name}.txt").read_text("utf-8"))
    ]
    asked, learnt_from = unseen[1::2], unseen[::2]
    mistaken = [one for one in learnt_from if right_types([one]) == 0]
    assert len(mistaken) >= 5
    assert right_types(asked, mistaken) >= right_types(asked) - 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=6), st.integers(0, 6))
def test_lessons_learnt_one_after_another_teach_what_they_teach_together(some, cut: int) -> None:  # type: ignore[no-untyped-def]
    lessons = [
        Lesson(n, one.title, one.text, Category.OTHER, "enquiry_praise") for n, one in enumerate(some, 1)
    ]
    together, apart = taught(lessons), taught(lessons[:cut])
    for lesson in lessons[cut:]:
        apart.learn(lesson)
    for one in some:
        assert classify(one.title, one.text, together) == classify(one.title, one.text, apart)


def test_nothing_learnt_changes_nothing() -> None:
    assert classify(TITLE, TEXT, Taught()) == classify(TITLE, TEXT)
    assert marks_of(features_of("", "。")) == {}


def test_a_lesson_on_a_request_type_of_another_time_still_teaches_its_category() -> None:
    gone = Lesson(1, TITLE, TEXT, Category.OTHER, "no_longer_there")
    found = classify(TITLE, TEXT, taught([gone]))
    assert found.category is Category.OTHER
