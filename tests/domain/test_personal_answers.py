"""Which answers of a form reach a person, and how they are shown to whoever need not call."""

from __future__ import annotations

from typing import Any

import pytest

from service_desk.domain.request_forms import (
    Described,
    corrected_answers,
    describe,
    form_of,
    hidden,
    hidden_corrections,
    kept_apart,
    packaged_text,
    persons_among,
    read_form,
)

ANSWERS = {"add_kva": "620", "electrician_name": "李师傅", "electrician_mobile": "16000000018"}


def values(sections: tuple[Described, ...]) -> dict[str, Any]:
    return {answer.label.zh: answer.value for section in sections for answer in section.answers}


def test_a_telephone_and_a_name_are_hidden_and_nothing_else_is() -> None:
    shown = values(describe(form_of("power"), ANSWERS))
    assert shown["电话"] == "16000000018"
    assert values(hidden(describe(form_of("power"), ANSWERS))) == shown | {
        "电话": "160****0018", "姓名": "李**",
    }  # fmt: skip


def test_only_the_columns_asked_for_are_hidden() -> None:
    sections = describe("unknown", {"tel": "16000000018", "mail": "li@firm.example"})
    assert values(hidden(sections, {"contact_mobile"})) == {"tel": "160****0018", "mail": "li@firm.example"}
    assert values(hidden(sections)) == {"tel": "160****0018", "mail": "l***@firm.example"}


@pytest.mark.parametrize(
    ("value", "column"),
    [
        ("160 0000 0018", "contact_mobile"), ("0716-8123456", "contact_mobile"), ("li@firm.example", "contact_email"),
        (16000000018, "contact_mobile"), (["电工", "16000000018"], "contact_mobile"),
        ({"phone": "16000000018"}, "contact_mobile"), ("620", ""), (True, ""), (3.5, ""), ("旧表单的答案", ""),
    ],
)  # fmt: skip
def test_what_no_form_knows_is_judged_by_its_looks(value: object, column: str) -> None:
    assert persons_among(None, {"old": value}).get("old", "") == column


def test_persons_are_told_by_kind_and_by_name() -> None:
    assert persons_among(form_of("power"), ANSWERS) == {
        "electrician_name": "contact_name", "electrician_mobile": "contact_mobile",
    }  # fmt: skip


def test_an_answer_that_a_form_knows_as_a_number_reaches_nobody_whatever_it_looks_like() -> None:
    assert persons_among(form_of("power"), {"add_kva": "16000000018"}) == {}


def test_both_sides_of_a_correction_are_hidden() -> None:
    correction = {
        "before": {"data": {"electrician_mobile": "16000000018"}, "columns": {}},
        "after": {"data": {"electrician_mobile": "16000000027", "shifts": "2"}, "columns": {}},
    }
    told = hidden_corrections(corrected_answers(form_of("power"), correction))
    assert {(one.before and one.before.value, one.after and one.after.value) for one in told} == {
        (None, "2"), ("160****0018", "160****0027"),
    }  # fmt: skip


def test_a_question_says_itself_that_its_answer_names_a_person() -> None:
    text = packaged_text("general").replace(
        '[[section.field]]\nname = "contact_name"',
        '[[section.field]]\nname = "site_manager"\nkind = "line"\nzh = "现场负责人"\nen = "Site manager"\npersonal = true\n\n'
        '[[section.field]]\nname = "contact_name"',
    )
    form = read_form(text, code="general")
    assert persons_among(form, {"site_manager": "赵工"}) == {"site_manager": "contact_name"}
    assert values(hidden(describe(form, {"site_manager": "赵工"}))) == {"现场负责人": "赵**"}


def test_a_correction_is_kept_with_its_persons_half_hidden_once_and_for_all() -> None:
    told = {
        "before": {
            "data": {"electrician_mobile": "16000000018", "electrician_name": None, "shifts": "1"},
            "columns": {},
        },
        "after": {
            "data": {"electrician_mobile": "16012340018", "electrician_name": "王工", "shifts": "2"},
            "columns": {},
        },
    }
    kept = kept_apart(form_of("power"), told)
    assert kept["before"]["data"] == {"shifts": "1"}
    assert kept["before"]["persons"] == {"electrician_mobile": "160****0018", "electrician_name": None}
    assert kept["after"]["persons"] == {"electrician_mobile": "160****0018", "electrician_name": "王**"}
    assert kept_apart(form_of("power"), kept) == kept
    changes = corrected_answers(form_of("power"), kept)
    assert hidden_corrections(changes) == changes
    said = {one.label.zh: (one.before and one.before.value, one.after and one.after.value) for one in changes}
    assert said["电话"] == ("160****0018", "160****0018")
    assert said["姓名"] == (None, "王**")
