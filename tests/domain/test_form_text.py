"""A form as text: what comes with the program is sound, and every mistake is said with its field and line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.request_forms import (
    FORM_CODES,
    FormTextError,
    Problem,
    form_of,
    packaged_text,
    read_form,
)
from service_desk.domain.request_forms.fields import ColumnKind, FieldKind
from service_desk.domain.request_forms.packaged import packaged_form
from service_desk.domain.request_forms.rules import CHECKS, FIGURE_NAMES, FIGURES, TITLES
from tests.support.source_rules import ROOT

GENERAL = packaged_text("general")
POWER = packaged_text("power")
A_FIELD = '\n[[section]]\ncode = "more"\nzh = "更多"\nen = "More"\n\n[[section.field]]\n{}\n'
FIELD = 'name = "floor"\nkind = "line"\nzh = "楼层"\nen = "Floor"'


def problems(text: str) -> list[Problem]:
    with pytest.raises(FormTextError) as refused:
        read_form(text)
    return list(refused.value.problems)


def wrong(field: str) -> str:
    """Return what is said of a form with one more field."""
    return " ".join(each.words.zh for each in problems(_with(field)))


def _with(field: str) -> str:
    head, hints = GENERAL.split("\n[hints.", 1)
    return head + A_FIELD.format(field) + "\n[hints." + hints


@pytest.mark.parametrize("code", FORM_CODES)
def test_every_form_of_the_program_is_sound(code: str) -> None:
    assert form_of(code).code == code


def test_a_code_that_is_no_form_of_ours_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        packaged_form("no_such_form")


def test_every_type_without_a_form_of_its_own_says_what_to_write_and_what_to_have_at_hand() -> None:
    general = {kind.code for kind in load_catalogue().request_types.values() if kind.form == "general"}
    hints = form_of("general").hints
    assert set(hints) == general
    for hint in hints.values():
        assert hint.prepare
        for words in (hint.write, *hint.prepare):
            assert words.zh
            assert not any("\u4e00" <= letter <= "\u9fff" for letter in words.en), words.en


def test_every_figure_that_can_be_reckoned_has_a_name_to_be_chosen_by() -> None:
    assert set(FIGURE_NAMES) == set(FIGURES)
    power = list(form_of("power").fields())
    assert all(figure.fits(power) for figure in FIGURES.values())
    assert not any(figure.fits(form_of("general").fields()) for figure in FIGURES.values() if figure.reads)


def test_a_question_can_be_added_to_a_form() -> None:
    form = read_form(_with(FIELD + '\nrequired = false\nunit = { zh = "层", en = "floor" }'))
    field = next(each for each in form.fields() if each.name == "floor")
    assert (field.needed, field.unit) == (False, Bilingual("层", "floor"))


def test_limits_are_decimals() -> None:
    form = read_form(_with(FIELD.replace("line", "number") + "\nabove = 0.5\nhigh = 9"))
    field = next(each for each in form.fields() if each.name == "floor")
    assert (field.low, field.above, field.high) == (Decimal("0.5"), True, Decimal(9))


def test_a_condition_makes_a_field_optional_unless_it_says_otherwise() -> None:
    field = next(each for each in form_of("joint_utilities").fields() if each.name == "sewer_cod")
    assert not field.needed
    assert field.needed_when is not None


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (FIELD.replace('"floor"', '"Floor"'), "小写字母"),
        (FIELD.replace('"line"', '"lines"'), "kind 应为 line、text"),
        (FIELD.replace('en = "Floor"', ""), "缺少文字 en"),
        (FIELD.replace('"楼层"', "3"), "缺少文字 zh"),
        (FIELD + '\nlabel = "x"', "不认识的键 label"),
        (FIELD + "\nrequired = 1", "required 应为 true 或 false"),
        (FIELD + "\nlongest = 0", "longest 应为 1 到 4000"),
        (FIELD + "\nlow = 1", "上下限只用于数字"),
        (FIELD.replace("line", "number") + '\nlow = "1"', "low 应为数字"),
        (FIELD.replace("line", "number") + '\ndefault = "x"', "default 不能是 x"),
        (FIELD.replace("line", "number") + "\nlow = inf", "low 应为数字"),
        (FIELD + "\nunit = 3", "unit 应为文字"),
        (FIELD.replace("line", "choice"), "要有 options"),
        (FIELD + '\noptions_from = "moon"', "只能是 parks"),
        (FIELD.replace("line", "rows"), "要有 columns"),
        (FIELD + '\nexample_zh = "甲"\nexample_en = "A"', "example_zh"),
        (FIELD.replace("line", "rows") + '\nexample_zh = "甲"', "缺少文字 example_en"),
        (FIELD + "\noptions = 3", "options 应为表的列表"),
        (FIELD.replace("line", "choice") + '\noptions = [{ code = "", zh = "是", en = "Yes" }]', "选项的 code"),
        (FIELD + '\nshow_when = { nothing = ["a"] }', "字段 nothing 在它前面没有"),
        (FIELD + '\nshow_when = { kind = ["help"] }', "条件不能看 kind"),
        (FIELD + '\nshow_when = { kind = "help" }', "show_when 应写成"),
        (FIELD.replace('"floor"', '"body"'), "字段 body 出现了两次"),
        (FIELD.replace('"floor"', '"validate"'), "系统用的名称"),
        (FIELD.replace('"floor"', '"files_other"'), "系统用的名称"),
        (FIELD.replace("line", "rows") + '\ncolumns = [{ name = "a", kind = "blob", zh = "甲", en = "A" }]', "列的 kind"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_field_is_said_in_words(field: str, words: str) -> None:
    assert words in wrong(field)


def test_the_place_and_the_line_of_a_mistake_are_named() -> None:
    text = _with(FIELD + "\nrequired = 1")
    (problem,) = problems(text)
    assert problem.place == "floor"
    assert text.splitlines()[(problem.line or 0) - 1] == 'name = "floor"'


def test_broken_toml_is_told_with_its_line() -> None:
    (problem,) = problems('code = "general"\nzh = 一般\n')
    assert problem.line == 2
    assert "zh = 一般" in problem.words.zh
    (unfinished,) = problems('code = "general"\nzh = "一般')
    assert unfinished.place == ""


def test_everything_wrong_is_said_at_once() -> None:
    assert len(problems(_with(FIELD + "\nrequired = 1\nlongest = 0\nlabel = 3"))) == 3


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "contact_mobile"', 'name = "contact_phone"', "缺少字段 contact_mobile"),
        ('name = "body"\nkind = "text"', 'name = "body"\nkind = "line"', "立件要求 body 的 kind 为 text"),
        ("longest = 50\n", "longest = 500\n", "longest 最多 50"),
        ('title = "opening"\n', "", "title 必须必填"),
        ('{ code = "2", zh', '{ code = "3", zh', "立件不认识选项 3"),
        ('code = "contact"', 'code = "contact"\nshow_when = { kind = ["help"] }', "不能按条件显示"),
    ],
)
def test_without_what_a_ticket_keeps_there_is_no_form(old: str, new: str, words: str) -> None:
    assert old in GENERAL
    said = " ".join(each.words.zh for each in problems(GENERAL.replace(old, new, 1)))
    assert words in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'name = "add_kva"\nkind = "number"',
            'name = "add_kva"\nkind = "whole"',
            "规则 power_figures要求 add_kva",
        ),
        ('name = "borrow_kva"', 'name = "lent_kva"', "规则 power_figures 需要字段 borrow_kva"),
        ('{ code = "0.22", zh', '{ code = "66", zh', "不认识选项 66"),
        ('checks = ["power_figures"', 'checks = ["power_feelings"', "没有规则 power_feelings"),
        ('rule = "total_kva"', 'rule = "total_mva"', "没有规则 total_mva"),
        (
            '[[section.computed]]\nname = "total_kva"',
            '[[section.computed]]\nname = "add_kva"',
            "与别的名称重复",
        ),
        ('code = "power"', 'code = "powers"', "code 应为 power"),
    ],
)
def test_a_rule_that_a_form_names_finds_what_it_reads(old: str, new: str, words: str) -> None:
    assert old in POWER
    with pytest.raises(FormTextError) as refused:
        read_form(POWER.replace(old, new, 1), code="power")
    assert words in " ".join(each.words.zh for each in refused.value.problems)


@pytest.mark.parametrize(
    "text", ["", "x = 1", "[[section]]", 'section = "a"', "hints = 3", "hints.a = 3", "a = [" * 900]
)
def test_nonsense_is_refused_and_never_raises_anything_else(text: str) -> None:
    assert problems(text)


def test_a_text_without_end_is_refused() -> None:
    assert "200,000" in problems("#" * 200_001)[0].words.zh


def test_every_key_of_the_fields_survives_the_reading() -> None:
    fields: dict[str, Any] = {field.name: field for field in form_of("power").fields()}
    assert fields["power_factor"].default == "0.9"
    assert fields["needed_by"].not_past
    assert fields["equipment_list"].kind is FieldKind.ROWS
    assert [column.needed for column in fields["equipment_list"].columns] == [True, True, False, False]
    assert fields["borrow_kva"].above


def test_every_rule_is_told_of_in_the_page_about_forms() -> None:
    page = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    for name in (*CHECKS, *FIGURES, *TITLES, *FieldKind, *ColumnKind):
        assert f"`{name}`" in page
