"""The forms as data: what is asked when, what is kept, and what every form has in order."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.findings import Finding, Severity
from service_desk.domain.parks import load_parks, park_name
from service_desk.domain.request_forms import (
    FORM_CODES,
    FieldKind,
    check_answers,
    condition_words,
    describe,
    describe_applicant,
    describe_request,
    form_of,
    kept_data,
    made_title,
    relevant_answers,
)

TODAY = date(2026, 3, 10)
FORMS = [form_of(code) for code in FORM_CODES]
GENERAL: dict[str, Any] = {
    "title": "路口缺少斑马线",
    "body": "北门路口车多，员工过马路不安全。",
    "urgency": "0",
    "kind": "help",
    "enterprise_name": "演示精密制造有限公司",
    "park": "东区",
    "contact_name": "王经理",
    "contact_mobile": "138 0013 8000",
}


def found(code: str, answers: dict[str, Any], **changed: Any) -> tuple[Finding, ...]:
    return check_answers(code, answers | changed, today=TODAY, calendar=load_calendar())


def errors(code: str, answers: dict[str, Any], **changed: Any) -> dict[str, str]:
    findings = found(code, answers, **changed)
    return {each.field: each.words.zh for each in findings if each.severity is Severity.ERROR}


def warnings(code: str, answers: dict[str, Any], **changed: Any) -> dict[str, str]:
    findings = found(code, answers, **changed)
    return {each.field: each.words.zh for each in findings if each.severity is Severity.WARNING}


def test_every_request_type_names_a_form_that_exists() -> None:
    for kind in load_catalogue().request_types.values():
        assert form_of(kind.form).code == kind.form


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_the_keys_of_a_form_are_its_own_and_conditions_lead_to_choices_that_exist(form: Any) -> None:
    names = [field.name for field in form.fields()]
    assert len(names) == len(set(names))
    conditions = [section.shown_when for section in form.sections]
    conditions += [each for field in form.fields() for each in (field.shown_when, field.needed_when)]
    for condition in filter(None, conditions):
        (clause,) = condition.clauses
        field = next(field for field in form.fields() if field.name == clause.field)
        if field.kind is FieldKind.NUMBER:
            assert condition_words(form, condition).zh.startswith(f"“{field.label.zh}”大于")
            continue
        assert clause.codes <= {option.code for option in field.choices}
        assert condition_words(form, condition).zh.startswith("选了")


def test_a_condition_is_said_the_shorter_way_round() -> None:
    form = form_of("power")
    conditions = {section.code: section.shown_when for section in form.sections}
    assert conditions["borrow"] is not None
    assert condition_words(form, conditions["borrow"]) == Bilingual(
        "选了借用（转供）变压器才填。", "Only for: Borrowing a transformer."
    )
    assert conditions["plan"] is not None
    assert condition_words(form, conditions["plan"]) == Bilingual(
        "选了供电质量不用填。", "Not for: Supply quality."
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_word_of_a_form_is_there_in_both_languages(form: Any) -> None:
    words: list[Bilingual] = [form.name, *form.prepare]
    for section in form.sections:
        words += [section.title, *([section.words] if section.words else [])]
        for field in section.fields:
            words += [field.label, *([field.words] if field.words else [])]
            words += [option.name for option in field.choices]
    for zh, en in words:
        assert zh.strip()
        assert en.strip()
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in en), en


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_whatever_has_a_default_has_one_that_can_be_chosen(form: Any) -> None:
    for field in form.fields():
        if field.default and field.choices:
            assert field.default in {option.code for option in field.choices}


def test_a_complete_general_request_has_nothing_wrong() -> None:
    assert found("general", GENERAL) == ()


def test_without_a_title_the_first_sentence_of_what_is_told_is_one() -> None:
    untitled = GENERAL | {"title": None, "body": "门口积水三天了。车进不来，请派人看看。"}
    assert found("general", untitled) == ()
    assert made_title("general", untitled) == ("门口积水三天了", "门口积水三天了")


def test_everything_missing_is_said_at_once_beside_its_field() -> None:
    assert errors("general", {}) == {
        "body": "请填写情况说明。",
        "kind": "请选择诉求性质。",
        "urgency": "请选择紧急程度。",
        "enterprise_name": "请填写企业名称。",
        "park": "请选择所在园区。",
        "contact_name": "请填写联系人。",
        "contact_mobile": "请填写联系电话。",
    }


def test_a_wrong_code_and_a_wrong_phone_are_refused_with_what_to_do() -> None:
    wrong = errors("general", GENERAL, uscc="9199O000MA0TE5T088", contact_mobile="1380013800")
    assert "第 5 位“O”" in wrong["uscc"]
    assert "91990000MA0TE5T088" in wrong["uscc"]
    assert wrong["contact_mobile"] == "手机号码应为 11 位，现在是 10 位。"


def test_a_code_that_fails_its_check_passes_with_a_warning() -> None:
    assert errors("general", GENERAL, uscc="91990000MA0TE5T089") == {}
    assert "校验码" in warnings("general", GENERAL, uscc="91990000MA0TE5T089")["uscc"]


def test_numbers_of_people_and_firms_come_in_their_one_form() -> None:
    relevant = relevant_answers("general", GENERAL | {"uscc": "91990000 ma0te5t088"})
    assert relevant["contact_mobile"] == "13800138000"
    assert relevant["uscc"] == "91990000MA0TE5T088"
    unreadable = relevant_answers("general", GENERAL | {"contact_mobile": "12", "uscc": "9"})
    assert (unreadable["contact_mobile"], unreadable["uscc"]) == ("12", "9")


def test_the_general_form_keeps_everything_in_columns() -> None:
    assert kept_data("general", GENERAL) == {}
    assert describe("general", {}) == ()


def test_a_request_reads_back_in_the_order_of_its_form() -> None:
    sections = describe_applicant("general", GENERAL | {"is_publishable": True})
    assert [section.title.zh for section in sections] == ["诉求内容", "企业", "联系人"]
    said = {answer.label.zh: answer.value for section in sections for answer in section.answers}
    assert said["诉求性质"] == Bilingual("求助", "Request for help")
    assert said["所在园区"] == Bilingual("东区", "East District")
    assert said["办结后可作为案例公开（隐去企业名称和联系人）"] == Bilingual("是", "Yes")


def test_data_of_another_age_is_shown_under_its_own_names() -> None:
    data = {"floor": 3, "steps": ["a", "b"], "owner": {"name": "甲", "since": 2019}, "needed_by": "明年"}
    more = describe(
        "power", data | {"voltage": "66", "add_kva": "约500", "borrow_kva": "NaN", "years": "none"}
    )
    said = {answer.label.zh: answer.value for section in more for answer in section.answers}
    assert said == {
        "floor": "3", "steps": "a、b", "owner": "name：甲；since：2019", "希望送电日期": "明年",
        "电压等级": Bilingual("66", "66"), "新增容量": "约500", "借用容量": "NaN",
    }  # fmt: skip
    assert [section.title.zh for section in describe("no_such_form", {"a": True})] == ["其他填报内容"]


def test_what_stands_in_no_form_of_ours_is_still_a_request() -> None:
    sections = describe_request("no_such_form", {"title": "增容"}, {"kva": "500"})
    assert [section.title.zh for section in sections] == ["其他填报内容", "诉求内容"]


def test_form_data_survives_the_journey_through_json() -> None:
    data = kept_data("joint_utilities", {"floor_area": Decimal("12000.50"), "utilities": ("water", "gas")})
    assert json.loads(json.dumps(data)) == data == {"floor_area": "12000.5", "utilities": ["water", "gas"]}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("1E+20"), "数字太大或小数太多，最多 6 位小数。"),
        (Decimal(-1), "建筑面积应大于 0。"),
        (Decimal(0), "建筑面积应大于 0。"),
    ],
)
def test_impossible_amounts_are_refused(amount: Decimal, words: str) -> None:
    assert errors("joint_utilities", {}, floor_area=amount)["floor_area"] == words


def test_an_upper_bound_is_said_with_its_figure() -> None:
    answers = {"utilities": ("heat",), "heat_kind": ("steam",), "steam_condensate": Decimal(120)}
    assert errors("joint_utilities", answers)["steam_condensate"] == "冷凝水回收率应不大于 100。"
    low = errors("joint_utilities", answers, steam_mean=Decimal(-1))
    assert low["steam_mean"] == "平均用汽量应不小于 0。"


def test_a_wished_date_in_the_past_or_in_another_age_is_refused() -> None:
    assert errors("joint_utilities", {}, needed_by=date(2026, 3, 9))["needed_by"] == (
        "计划投用日期不能早于今天（2026-03-10）。"
    )
    assert "needed_by" not in errors("joint_utilities", {}, needed_by=TODAY)
    assert errors("joint_utilities", {}, needed_by=date(2999, 1, 1))["needed_by"] == "请核对年份。"


def test_parks_are_offered_in_both_languages_and_an_old_one_keeps_its_name() -> None:
    assert park_name("智能制造产业园").en == "Smart Manufacturing Park"
    assert park_name("老园区") == Bilingual("老园区", "老园区")
    assert park_name(None) == Bilingual("", "")
    assert len({park.zh for park in load_parks()}) == len(load_parks())


def test_every_kind_of_field_is_used_somewhere() -> None:
    assert {field.kind for form in FORMS for field in form.fields()} == set(FieldKind)


@pytest.mark.parametrize("typed", ["NaN", "sNaN", "-Infinity", "1E+999999", "1E-999999"])
@pytest.mark.parametrize("code", FORM_CODES)
def test_a_number_that_cannot_be_reckoned_with_is_said_beside_its_field_and_reaches_no_rule(
    code: str, typed: str
) -> None:
    fields = [field for field in form_of(code).fields() if field.kind is not FieldKind.ROWS]
    numbers = {field.name for field in fields if field.kind is FieldKind.NUMBER}
    for option in (0, 1, -1):
        answers: dict[str, Any] = dict.fromkeys(numbers, Decimal(typed))
        for each in fields:
            if each.choices:
                one = each.choices[option % len(each.choices)].code
                answers[each.name] = (one,) if each.kind is FieldKind.CHOICES else one
        asked = {field.name for _section, field in form_of(code).asked(answers)} & numbers
        told = errors(code, answers)
        assert {name for name in asked if "数字太大或小数太多" in told.get(name, "")} == asked
