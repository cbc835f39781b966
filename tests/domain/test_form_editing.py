"""Forms changed part by part: what is written back reads the same, and each change is what it says and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service_desk.domain.request_forms import FORM_CODES, When, packaged_text, read_form
from service_desk.domain.request_forms.conditions import Clause, Relation, read_clause
from service_desk.domain.request_forms.differing import compare_forms
from service_desk.domain.request_forms.editing import (
    Kind,
    Part,
    find_field,
    moved,
    new_name,
    parse,
    removed,
    with_field,
    with_figure,
    with_section,
    with_slot,
)
from service_desk.domain.request_forms.editing_conditions import (
    clause_keys,
    joined_by,
    with_clause,
    without_clause,
)
from service_desk.domain.request_forms.writing import as_written, heading_of, write_form

TEXT = packaged_text("power")


def names(text: str, code: str) -> list[str]:
    return [
        field.name for section in read_form(text).sections if section.code == code for field in section.fields
    ]


@pytest.mark.parametrize("code", FORM_CODES)
def test_a_form_written_back_is_the_same_form(code: str) -> None:
    text = packaged_text(code)
    again = write_form(parse(text), heading=heading_of(text))
    assert parse(again) == parse(text)
    assert compare_forms(read_form(text), read_form(again)) == ()
    assert heading_of(again) == heading_of(text)
    assert write_form(parse(again), heading=heading_of(again)) == again


def test_words_with_quotes_and_breaks_survive() -> None:
    keys = {"zh": '他说"好"\n\\', "n": 3, "yes": True}
    assert parse(write_form(keys)) == keys


def test_a_question_moves_within_its_section_and_stops_at_its_ends() -> None:
    assert names(TEXT, "site")[:2] == ["site_address", "building"]
    assert names(moved(TEXT, Part(Kind.FIELD, "building"), -1), "site")[:2] == ["building", "site_address"]
    assert (
        read_form(moved(TEXT, Part(Kind.FIELD, "site_address"), -1)).sections[1].fields[0].name
        == "site_address"
    )
    sections = [section.code for section in read_form(moved(TEXT, Part(Kind.SECTION, "term"), 1)).sections]
    assert sections.index("quality") < sections.index("term")
    assert moved(TEXT, Part(Kind.FIELD, "nobody"), 1) == TEXT


def test_a_question_is_removed_and_so_is_a_section() -> None:
    assert "shifts" not in names(removed(TEXT, Part(Kind.FIELD, "shifts")), "plan")
    assert "quality" not in [
        section["code"] for section in parse(removed(TEXT, Part(Kind.SECTION, "quality")))["section"]
    ]


def test_a_section_and_a_question_of_one_name_are_told_apart() -> None:
    text = packaged_text("energy_list")
    assert compare_forms(read_form(text), read_form(moved(text, Part(Kind.FIELD, "reason"), 1))) != ()
    sections = [section["code"] for section in parse(moved(text, Part(Kind.FIELD, "reason"), 1))["section"]]
    assert sections == [section["code"] for section in parse(text)["section"]]


def test_a_new_question_stands_at_the_end_of_its_section_and_keys_taken_away_are_gone() -> None:
    said = {"kind": "line", "zh": "厂区门卫电话", "en": "Gate", "required": False, "unit": None}
    text = with_field(TEXT, "site", "gate", said)
    field = find_field(parse(text), "gate")
    assert field is not None
    assert field[1] == {"name": "gate", "kind": "line", "zh": "厂区门卫电话", "en": "Gate", "required": False}
    assert names(text, "site")[-1] == "gate"
    assert [change.name for change in compare_forms(read_form(TEXT), read_form(text))] == ["gate"]


def test_what_no_page_offers_stays_when_a_question_is_changed_or_moves_to_another_section() -> None:
    text = with_field(TEXT, "site", "daily_hours", {"zh": "每天用电"})
    field = find_field(parse(text), "daily_hours")
    assert field is not None
    assert (field[0]["code"], field[1]["high"], field[1]["zh"]) == ("site", 24, "每天用电")
    assert "daily_hours" not in names(text, "plan") if "plan" in text else True


def test_a_new_section_stands_before_the_applicant_and_the_departments_at_its_end() -> None:
    text = with_section(TEXT, "extra", {"zh": "其他", "en": "More"})
    codes = [section["code"] for section in parse(text)["section"]]
    assert codes.index("extra") == codes.index("enterprise") - 1
    office = with_section(TEXT, "ours", {"zh": "办理", "en": "Ours"}, place="office")
    assert [section.code for section in read_form(office).office] == ["ours"]
    renamed = with_section(TEXT, "site", {"zh": "在哪里", "help_zh": None})
    assert read_form(renamed).sections[1].title.zh == "在哪里"


def test_a_new_name_is_one_the_form_has_not() -> None:
    keys = parse(TEXT)
    assert new_name(keys, "Gate telephone") == "gate_telephone"
    assert new_name(keys, "Shifts") == "shifts_2"
    assert new_name(keys, "门卫") == "question"
    assert new_name(keys, "Site plan") == "site_plan_2"  # a slot is called so
    assert new_name(keys, "Data") == "data_2"  # the program has its own use for the word
    assert new_name(keys, "Files needed") == "question"


def test_a_slot_and_a_figure_are_put_in_moved_and_taken_out() -> None:
    slot, figure = Part(Kind.SLOT, "yard_plan"), Part(Kind.COMPUTED, "in_all")
    text = with_slot(
        TEXT, slot.name, {"zh": "厂区图", "en": "Yard plan", "kinds": ["drawing"], "required": True}
    )
    text = with_figure(
        text, "capacity", figure.name, {"rule": "total_kva", "zh": "总容量", "en": "In all", "unit": "kVA"}
    )
    form = read_form(text)
    assert [slot.code for slot in form.slots][-2:] == ["yard_plan", "other"]
    assert [each.name for section in form.sections for each in section.computed][-1] == "in_all"
    assert [change.name for change in compare_forms(read_form(TEXT), form)] == ["in_all", "yard_plan"]
    gone = removed(removed(text, slot), figure)
    assert compare_forms(read_form(TEXT), read_form(gone)) == ()
    up = read_form(moved(text, slot, -1))
    (change,) = compare_forms(form, up)
    assert [turn.name.en for turn in change.turns] == ["Order of slots"]
    (change,) = compare_forms(read_form(TEXT), read_form(moved(TEXT, Part(Kind.SECTION, "term"), 1)))
    assert [turn.name.en for turn in change.turns] == ["Order of sections"]
    again = with_slot(text, slot.name, {"zh": "图", "kinds": None})
    assert read_form(again).slots[-2].groups == ()
    assert with_figure(TEXT, "nowhere", "in_all", {}) == TEXT


def condition(text: str, key: str = "show_when") -> object:
    found = find_field(parse(text), "shifts")
    assert found is not None
    return found[1].get(key), found[1].get("required")


def test_a_condition_grows_clause_by_clause_and_is_taken_away_the_same_way() -> None:
    part, key = Part(Kind.FIELD, "shifts"), "require_when"
    kind = Clause("apply_kind", Relation.NONE_OF, frozenset({"quality"}))
    load = Clause("add_kva", Relation.FROM, amount=Decimal("99.5"))
    one = with_clause(TEXT, part, key, 0, kind)
    assert condition(one, key) == ({"apply_kind": {"not": ["quality"]}}, None)
    two = joined_by(with_clause(one, part, key, 1, load), part, key, is_any=True)
    assert condition(two, key) == (
        {"any": [{"apply_kind": {"not": ["quality"]}}, {"add_kva": {">=": Decimal("99.5")}}]}, None,
    )  # fmt: skip
    field = next(each for each in read_form(two).fields() if each.name == "shifts")
    assert field.needed_when == When((kind, load), is_any=True)
    changed = with_clause(two, part, key, 0, Clause("apply_kind", Relation.ONE_OF, frozenset({"new"})))
    assert condition(without_clause(changed, part, key, 1), key) == ({"apply_kind": ["new"]}, None)
    assert condition(without_clause(one, part, key, 0), key) == (None, False)
    assert with_clause(TEXT, Part(Kind.FIELD, "nobody"), key, 0, kind) == TEXT
    assert with_clause(TEXT, part, "code", 0, kind) == TEXT


def test_every_clause_written_by_a_page_is_read_as_it_was_meant() -> None:
    for clause in (
        Clause("a", Relation.ONE_OF, frozenset({"x", "y"})), Clause("a", Relation.NONE_OF, frozenset({"x"})),
        Clause("a", Relation.BELOW, amount=Decimal(5)), Clause("a", Relation.EQUAL, amount=Decimal("0.5")),
        Clause("a", Relation.TICKED), Clause("a", Relation.UNTICKED),
    ):  # fmt: skip
        assert read_clause(parse(f"x = {as_written(clause_keys(clause))}")["x"]) == clause
