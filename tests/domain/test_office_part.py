"""What the department fills in: answers of the utilities and opinions by level, kept beside the enterprise's answers."""

from __future__ import annotations

from datetime import date

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import load_calendar
from service_desk.domain.request_forms import (
    FormTextError,
    check_answers,
    check_office_part,
    describe,
    form_of,
    kept_data,
    kept_office_part,
    looked_at,
    office_answers,
    packaged_text,
    read_form,
)
from tests.domain.test_energy_form import LEAVING
from tests.domain.test_utilities_form import WATER

TODAY = date(2026, 3, 10)
JOINT, LIST = form_of("joint_utilities"), form_of("energy_list")
ANSWERED = "供水, 2026-03-20, 40, 水务公司, 2026-04-02"


def wrong(rows: str) -> list[str]:
    answers = WATER | {"utility_answers": rows}
    return [
        each.words.zh for each in check_office_part(JOINT, answers, today=TODAY, calendar=load_calendar())
    ]


def test_the_enterprise_is_never_asked_what_the_department_fills_in() -> None:
    assert "utility_answers" not in {field.name for field in JOINT.fields()}
    assert not check_answers("energy_list", LEAVING, today=TODAY, calendar=load_calendar())[1:]
    assert "level_opinions" not in kept_data(
        "energy_list", LEAVING | {"level_opinions": "市级, 2026-04-01, , 同意"}
    )


def test_each_utility_says_when_how_much_and_who_pays() -> None:
    assert wrong(ANSWERED) == []
    assert wrong("供水\n供电, 2026-03-25") == []
    assert "应为 供电" in wrong("热水, 2026-03-20")[0]
    assert "不是日期" in wrong("供水, 下周")[0]


def test_the_part_is_kept_beside_the_answers_and_read_back_as_a_table() -> None:
    data = kept_data("joint_utilities", WATER)
    kept = kept_office_part(JOINT, office_answers(JOINT, data) | {"utility_answers": ANSWERED})
    assert kept == {"utility_answers": ANSWERED}
    last = describe(JOINT, data | kept)[-1]
    assert last.title == Bilingual("各项答复", "Answers of the utilities")
    assert last.answers[0].rows == (("供水", "2026-03-20", "40", "水务公司", "2026-04-02", ""),)
    assert office_answers(JOINT, data | kept)["utility_answers"] == ANSWERED
    assert kept_office_part(JOINT, office_answers(JOINT, data)) == {"utility_answers": None}


def test_opinions_go_from_the_zone_to_the_province() -> None:
    rows = "开发区, 2026-04-10, 综改创发〔2026〕8号, 建议调出\n市级, 2026-04-28, , 同意上报\n省级, 2026-06-30, 8号, 调出"
    answers = LEAVING | {"level_opinions": rows}
    assert check_office_part(LIST, answers, today=TODAY, calendar=load_calendar()) == ()
    last = describe(LIST, kept_office_part(LIST, answers))[-1]
    assert [row[0] for row in last.answers[0].rows] == ["开发区", "市级", "省级"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[office]]\ncode = "a"\nzh = "甲"\nen = "A"\nlayout = "energy_year"', "layout"),
        ('[[office]]\ncode = "a"\nzh = "甲"\nen = "A"\n[[office.field]]\nname = "uscc"\nkind = "uscc"\nzh = "码"\nen = "C"',
         "出现了两次"),
        ('[[office]]\ncode = "a"\nzh = "甲"\nen = "A"\n[[office.field]]\nname = "kind"\nkind = "line"\nzh = "码"\nen = "C"',
         "由企业填写"),
        ('[[office]]\ncode = "list"\nzh = "甲"\nen = "A"', "list 出现了两次"),
    ],
)  # fmt: skip
def test_what_does_not_go_with_the_departments_part_is_said(text: str, words: str) -> None:
    with pytest.raises(FormTextError) as raised:
        read_form(f"{packaged_text('energy_list')}\n{text}\n")
    assert words in "".join(each.words.zh for each in raised.value.problems)


def test_a_condition_of_the_part_may_look_at_what_the_enterprise_said() -> None:
    text = packaged_text("energy_list").replace(
        'name = "level_opinions"', 'name = "level_opinions"\nshow_when = { direction = ["out"] }'
    )
    form = read_form(text)
    rows = {"level_opinions": "市级, 2026-04-28, , 同意"}
    assert kept_office_part(form, LEAVING | rows) == rows
    assert kept_office_part(form, LEAVING | rows | {"direction": "in"}) == {"level_opinions": None}


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        ("{ direction = ['out'] }", (("direction", "out"),)),
        ("{ all = [{ declaration = true }, { legal_person_unit = false }] }",
         (("legal_person_unit", "y"), ("declaration", "y"))),
        ("{ reason = ['other'] }", tuple(("reason", each) for each in LEAVING["reason"])),
        ("{ y1_electricity_bought = { '>' = 5 } }", (("y1_electricity_bought", "3200"),)),
    ],
)  # fmt: skip
def test_a_page_holds_the_answers_that_conditions_of_the_part_look_at(
    condition: str, held: tuple[tuple[str, str], ...]
) -> None:
    text = packaged_text("energy_list").replace(
        'name = "level_opinions"', f'name = "level_opinions"\nshow_when = {condition}'
    )
    form = read_form(text)
    assert looked_at(form, kept_data(form, LEAVING)) == held


def test_a_page_holds_nothing_that_was_not_asked_and_an_empty_answer_of_what_was() -> None:
    text = packaged_text("joint_utilities").replace(
        'name = "utility_answers"',
        'name = "utility_answers"\nshow_when = { any = [{ water_well = true }, { gas_peak = { ">" = 1 } }] }',
    )
    form = read_form(text)
    assert looked_at(form, kept_data(form, WATER)) == (("water_well", ""),)
