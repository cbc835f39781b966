"""When a question is asked: the whole table of conditions and answers, and every mistake in one said with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms import (
    FormTextError,
    condition_words,
    kept_data,
    packaged_text,
    read_form,
)
from service_desk.domain.request_forms.conditions import joined_condition, split_condition
from service_desk.domain.request_forms.differing import compare_forms
from service_desk.domain.request_forms.editing import parse
from service_desk.domain.request_forms.writing import write_form
from tests.support.conditions import MET, STATES, form_with_conditions

TEXT = form_with_conditions()
FORM = read_form(TEXT)


def test_every_condition_is_met_in_the_states_of_the_table_and_in_no_other() -> None:
    met: dict[str, set[str]] = {name: set() for name in MET}
    for state, (_typed, answers) in STATES.items():
        for _section, field in FORM.asked(answers):
            if field.name in met:
                met[field.name].add(state)
    assert met == {name: states for name, (_condition, states) in MET.items()}


def test_the_answer_to_a_question_that_is_hidden_is_not_kept() -> None:
    typed = {
        "kva": Decimal(5),
        "use": "less",
        "spare": Decimal(500),
        "one": "甲",
        "none_of": "乙",
        "of_unasked": "丙",
    }
    kept = kept_data(FORM, typed)
    assert {name: kept.get(name) for name in typed} == {
        "kva": "5", "use": "less", "none_of": "乙", "spare": None, "one": None, "of_unasked": None,
    }  # fmt: skip


def test_conditions_written_back_are_the_same() -> None:
    assert compare_forms(FORM, read_form(write_form(parse(TEXT)))) == ()
    one, other = {"use": ["new"]}, {"agreed": True}
    for rows, is_any in (([one], False), ([one, other], True), ([one, other], False), ([], False)):
        assert split_condition(joined_condition(rows, is_any=is_any)) == (rows, is_any)
    assert split_condition({"all": ["new"]}) == ([{"all": ["new"]}], False)  # a question of that name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("one", Bilingual("选了新装才填。", "Only for: New.")),
        ("none_of", Bilingual("选了新装不用填。", "Not for: New.")),
        ("from", Bilingual("“kva 问”不小于 100 kVA才填。", "Only where “kva” is at least 100 kVA.")),
        ("many", Bilingual("“people 问”大于 7.5才填。", "Only where “people” is above 7.5.")),
        ("ticked", Bilingual("勾了“agreed 问”才填。", "Only where “agreed” is ticked.")),
        ("unticked", Bilingual("没勾“agreed 问”才填。", "Only where “agreed” is not ticked.")),
        ("any_of", Bilingual("“use 问”选了新装，或者“kva 问”不小于 100 kVA，才填。",
                             "Only where “use” is one of: New, or “kva” is at least 100 kVA.")),
        ("both_boxes", Bilingual("勾了“agreed 问”，并且没勾“agreed 问”，才填。",
                                 "Only where “agreed” is ticked, and “agreed” is not ticked.")),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(name: str, words: Bilingual) -> None:
    field = next(each for each in FORM.fields() if each.name == name)
    assert field.shown_when is not None
    assert condition_words(FORM, field.shown_when) == words


def problems(condition: str, name: str = "one_of") -> list[tuple[str, str]]:
    before = f"show_when = {MET[name][0]}"
    assert before in TEXT
    with pytest.raises(FormTextError) as refused:
        read_form(TEXT.replace(before, f"show_when = {condition}", 1))
    return [(each.place, each.words.zh) for each in refused.value.problems]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('{ nothing = ["a"] }', "字段 nothing 在它前面没有，别处也没有"),
        ('{ one_of = ["a"] }', "绕成了圈：one_of"),
        ('{ of_one = ["a"] }', "字段 of_one 排在它后面"),
        ('{ use = ["newer"] }', "newer 不是 use 的选项"),
        ('{ use = { not = ["newer"] } }', "newer 不是 use 的选项"),
        ('{ use = { ">" = 1 } }', "use 不是数字"),
        ("{ use = true }", "use 不是勾选确认"),
        ('{ kva = ["new"] }', "kva 不是选择题"),
        ('{ agreed = ["new"] }', "agreed 不是选择题"),
        ('{ kva = { ">" = 0.0000001 } }', "太大或小数太多"),
        ('{ kva = { ">" = 1e30 } }', "太大或小数太多"),
        ('{ kva = { ">" = "1" } }', "show_when 应写成"),
        ('{ kva = { ">" = inf } }', "show_when 应写成"),
        ('{ kva = { "≥" = 1 } }', "show_when 应写成"),
        ('{ kva = { ">" = 1, "<" = 5 } }', "show_when 应写成"),
        ('{ use = ["new"], kva = { ">" = 1 } }', "show_when 应写成"),
        ("{ use = [] }", "show_when 应写成"),
        ("{ all = [] }", "show_when 应写成"),
        ('{ all = [{ use = ["new"] }, { any = [{ agreed = true }] }] }', "show_when 的第 2 条应写成"),
        ("{ all = [" + ", ".join(["{ agreed = true }"] * 11) + "] }", "最多 10 条"),
        ('{ title = ["a"] }', "条件不能看 title"),
        ("3", "show_when 应写成"),
    ],
)
def test_a_mistake_in_a_condition_is_said_with_its_place(condition: str, words: str) -> None:
    ((place, said),) = problems(condition)
    assert place == "one_of"
    assert words in said


def test_a_circle_through_other_questions_is_told_from_one_that_only_comes_later() -> None:
    text = TEXT.replace('show_when = { use = ["new", "more"] }', "show_when = { both_boxes = true }", 1)
    text = text.replace(f"show_when = {MET['both_boxes'][0]}", 'show_when = { one_of = ["a"] }', 1)
    with pytest.raises(FormTextError) as refused:
        read_form(text)
    first = refused.value.problems[0]
    assert (first.place, "绕成了圈：both_boxes" in first.words.zh) == ("one_of", True)


def test_a_part_cannot_look_at_its_own_questions() -> None:
    text = TEXT.replace('code = "looked_at"', 'code = "looked_at"\nshow_when = { use = ["new"] }', 1)
    with pytest.raises(FormTextError) as refused:
        read_form(text)
    assert [each.place for each in refused.value.problems] == ["looked_at"]
    assert "绕成了圈：use" in refused.value.problems[0].words.zh


def test_conditions_as_they_were_written_before_are_read_as_they_were() -> None:
    named = packaged_text("power").replace("apply_kind", "any")
    with pytest.raises(FormTextError) as refused:  # its rules want the name; its conditions are understood
        read_form(named)
    assert not [each for each in refused.value.problems if "_when" in each.words.zh]
