"""What differs between two versions of a form is said question by question, and nothing else is."""

from __future__ import annotations

import pytest

from service_desk.domain.request_forms import FORM_CODES, form_of, packaged_text, read_form
from service_desk.domain.request_forms.differing import FormChange, How, compare_forms


def changes(code: str, *edits: tuple[str, str]) -> tuple[FormChange, ...]:
    text = packaged_text(code)
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return compare_forms(form_of(code), read_form(text))


def turns(change: FormChange) -> dict[str, tuple[str, str]]:
    return {turn.name.zh: (turn.before, turn.after) for turn in change.turns}


@pytest.mark.parametrize("code", FORM_CODES)
def test_comments_and_layout_make_no_difference(code: str) -> None:
    assert changes(code, ("\n[[section]]", "\n# 说明\n\n[[section]]")) == ()


def test_a_new_question_is_one_change_with_all_it_asks() -> None:
    field = '\n[[section.field]]\nname = "height"\nkind = "number"\nzh = "层高"\nen = "Height"\nunit = "m"\nabove = 0\n'
    (change,) = changes(
        "general", ('\n[[section]]\ncode = "enterprise"', field + '\n[[section]]\ncode = "enterprise"')
    )
    assert (change.how, change.part.zh, change.name) == (How.ADDED, "问题", "height")
    assert turns(change) == {
        "所在小节": ("", "诉求内容 / Your request"), "问法": ("", "层高 / Height"), "类型": ("", "number"), "必填": ("", "✓"),
        "单位": ("", "m"), "上下限": ("", "> 0"),
    }  # fmt: skip
    (back,) = compare_forms(read_form(packaged_text("general").replace(
        '\n[[section]]\ncode = "enterprise"', field + '\n[[section]]\ncode = "enterprise"')), form_of("general"))  # fmt: skip
    assert (back.how, back.name) == (How.DROPPED, "height")


@pytest.mark.parametrize(
    ("code", "edit", "name", "property_", "turn"),
    [
        ("power", ('zh = "新增容量"', 'zh = "增加的容量"'), "add_kva", "问法",
         ("新增容量 / Additional capacity", "增加的容量 / Additional capacity")),
        ("power", ('show_when = { load_class = ["first", "second"] }', 'show_when = { load_class = ["first"] }'),
         "important_loads", "什么时候问", ("负荷等级：一级、二级 / Class of load: First, Second", "负荷等级：一级 / Class of load: First")),
        ("power", ("high = 24", "high = 20"), "daily_hours", "上下限", ("≥ 0 ≤ 24", "≥ 0 ≤ 20")),
        ("power", ('{ name = "demand_factor", kind = "number", zh = "需用系数"', '{ name = "demand_factor", kind = "number", zh = "系数"'),
         "equipment_list", "列", None),
        ("power", ('zh = "出借方同意书"', 'zh = "出借方书面同意"'), "lender_consent", "名称", None),
        ("power", ('zh = "合计容量"', 'zh = "总容量"'), "total_kva", "名称", None),
        ("power", ('checks = ["power_figures", "power_lists", "power_decrease"]', 'checks = ["power_figures"]'), "power",
         "核对规则", ("power_figures, power_lists, power_decrease", "power_figures")),
        ("power", ('zh = "用电地点"', 'zh = "在哪里用电"'), "site", "标题", None),
        ("joint_utilities", ('required = false\nrequire_when = { sewer_kind = ["industrial"] }', "required = true"), "sewer_cod",
         "必填", ("排水种类：生产废水 / Kind of water: Industrial", "✓")),
        ("joint_utilities", ('{ code = "lpg", zh = "液化石油气"', '{ code = "lpg", zh = "液化气"'), "gas_kind", "选项", None),
        ("general", ('write_zh = "请写明税种', 'write_zh = "请说明税种'), "tax", "写什么", None),
    ],
)  # fmt: skip
def test_a_changed_property_stands_old_beside_new(
    code: str, edit: tuple[str, str], name: str, property_: str, turn: tuple[str, str] | None
) -> None:
    found = {change.name: change for change in changes(code, edit)}
    assert name in found
    assert property_ in turns(found[name])
    if turn is not None:
        assert turns(found[name])[property_] == turn


def test_questions_in_another_order_are_a_change_of_their_section() -> None:
    text = packaged_text("general")
    first, second = (
        text.index('[[section.field]]\nname = "document_no"'),
        text.index('[[section.field]]\nname = "asked_before"'),
    )
    third = text.index('[[section.field]]\nname = "kind"')
    moved = text[:first] + text[second:third] + text[first:second] + text[third:]
    (change,) = compare_forms(form_of("general"), read_form(moved))
    assert (change.part.zh, change.name) == ("小节", "request")
    assert set(turns(change)) == {"问题的顺序"}
