"""What has changed from one version of a form to another, question by question in words; layout and comments do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from service_desk.domain.attachments import group_words
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.figures import written
from service_desk.domain.request_forms.condition_words import condition_facts
from service_desk.domain.request_forms.fields import (
    Choice,
    Column,
    FieldKind,
    FormField,
    RequestForm,
    Section,
    Slot,
)

Facts = Mapping[Bilingual, str]
"""What is said of a thing, by the name of the property."""


class How(StrEnum):
    """What happened to a part of a form."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


HOW_NAMES: dict[How, Bilingual] = {
    How.ADDED: Bilingual("新增", "Added"),
    How.DROPPED: Bilingual("删除", "Dropped"),
    How.CHANGED: Bilingual("修改", "Changed"),
}


class Turn(NamedTuple):
    """One property with what it was and what it is; empty where there is none."""

    name: Bilingual
    before: str
    after: str


class FormChange(NamedTuple):
    """One part of a form that is not what it was: a question, a section, a slot, a hint."""

    how: How
    part: Bilingual
    name: str
    label: Bilingual
    turns: tuple[Turn, ...] = ()


_QUESTION = Bilingual("问题", "Question")
_SECTION = Bilingual("小节", "Section")
_SLOT = Bilingual("附件位", "Slot")
_HINT = Bilingual("事项提示", "Hint")
_OFFICE = Bilingual("办理时填写", "Filled in by the department")
_FIGURE = Bilingual("推算项", "Figure")
_FORM = Bilingual("表单", "Form")
_WORDS = frozenset({FieldKind.LINE, FieldKind.TEXT, FieldKind.ROWS})


def compare_forms(before: RequestForm, after: RequestForm) -> tuple[FormChange, ...]:
    """Return everything that differs, in the order of the form: the form itself, sections, questions, figures, slots, hints."""
    return (
        *_compared(_FORM, {before.code: _form_facts(before, after)}, {after.code: _form_facts(after, before)}, {after.code: after.name}),
        *_parts(_SECTION, _sections(before, after), _sections(after, before)),
        *_parts(_QUESTION, _questions(before), _questions(after)),
        *_parts(_OFFICE, _office(before), _office(after)),
        *_parts(_FIGURE, _figures(before), _figures(after)),
        *_parts(_SLOT, _slots(before), _slots(after)),
        *_parts(_HINT, _hints(before), _hints(after)),
    )  # fmt: skip


Part = tuple[Bilingual, Facts]


def _parts(part: Bilingual, before: Mapping[str, Part], after: Mapping[str, Part]) -> Iterator[FormChange]:
    labels = {name: label for name, (label, _facts) in (*before.items(), *after.items())}
    yield from _compared(
        part, {name: facts for name, (_l, facts) in before.items()}, {name: facts for name, (_l, facts) in after.items()}, labels
    )  # fmt: skip


def _compared(
    part: Bilingual, before: Mapping[str, Facts], after: Mapping[str, Facts], labels: Mapping[str, Bilingual]
) -> Iterator[FormChange]:
    for name, facts in after.items():
        if name not in before:
            turns = tuple(Turn(each, "", words) for each, words in facts.items() if words)
            yield FormChange(How.ADDED, part, name, labels[name], turns)
            continue
        names = dict.fromkeys((*before[name], *facts))
        turned = tuple(Turn(each, before[name].get(each, ""), facts.get(each, "")) for each in names)
        turned = tuple(turn for turn in turned if turn.before != turn.after)
        if turned:
            yield FormChange(How.CHANGED, part, name, labels[name], turned)
    for name in before:
        if name not in after:
            yield FormChange(How.DROPPED, part, name, labels[name])


def _form_facts(form: RequestForm, other: RequestForm) -> Facts:
    """Return the facts of the form itself; its order is that of the sections and slots both versions have."""
    sections, slots = {each.code for each in other.sections}, {each.code for each in other.slots}
    return {
        Bilingual("名称", "Name"): _both(form.name),
        Bilingual("办理前准备", "To prepare"): "\n".join(_both(words) for words in form.prepare),
        Bilingual("核对规则", "Checks"): ", ".join(form.checks),
        Bilingual("标题规则", "Title by"): form.title,
        Bilingual("小节的顺序", "Order of sections"): ", ".join(
            each.code for each in form.sections if each.code in sections
        ),
        Bilingual("附件位的顺序", "Order of slots"): ", ".join(
            each.code for each in form.slots if each.code in slots
        ),
    }


def _sections(form: RequestForm, other: RequestForm) -> dict[str, Part]:
    shared = {field.name for field in other.fields()}
    shared |= {figure.name for section in other.sections for figure in section.computed}
    return {each.code: (each.title, _section_facts(form, each, shared)) for each in form.sections}


def _section_facts(form: RequestForm, section: Section, shared: set[str]) -> Facts:
    """Return the facts of a section; its order is that of the questions both versions ask."""
    return {
        Bilingual("标题", "Heading"): _both(section.title),
        Bilingual("说明", "Help"): _both(section.words),
        Bilingual("什么时候问", "Asked when"): condition_facts(form, section.shown_when),
        Bilingual("问题的顺序", "Order of questions"): ", ".join(
            field.name for field in section.fields if field.name in shared
        ),
        Bilingual("推算项的顺序", "Order of figures"): ", ".join(
            figure.name for figure in section.computed if figure.name in shared
        ),
    }


def _questions(form: RequestForm) -> dict[str, Part]:
    return {
        field.name: (field.label, _question_facts(form, section, field))
        for section in form.sections
        if not section.layout
        for field in section.fields
    }


def _office(form: RequestForm) -> dict[str, Part]:
    return {
        field.name: (field.label, _question_facts(form, section, field))
        for section in form.office
        for field in section.fields
    }


def _question_facts(form: RequestForm, section: Section, field: FormField) -> Facts:
    unit = field.unit
    return {
        Bilingual("所在小节", "Section"): _both(section.title),
        Bilingual("问法", "Wording"): _both(field.label),
        Bilingual("说明", "Help"): _both(field.words),
        Bilingual("类型", "Kind"): field.kind.value,
        Bilingual("必填", "Required"): _required(form, field),
        Bilingual("什么时候问", "Asked when"): condition_facts(form, field.shown_when),
        Bilingual("单位", "Unit"): _both(unit) if isinstance(unit, Bilingual) else unit,
        Bilingual("选项", "Options"): _options(field.choices),
        Bilingual("列", "Columns"): "\n".join(_column(column) for column in field.columns),
        Bilingual("一行的例子", "Example of a line"): _both(field.example),
        Bilingual("上下限", "Limits"): _limits(field),
        Bilingual("最多字数", "Longest"): str(field.longest) if field.kind in _WORDS else "",
        Bilingual("默认", "Default"): field.default,
        Bilingual("不能早于今天", "Not in the past"): "✓" if field.not_past else "",
        Bilingual("个人信息", "Personal data"): "✓" if field.is_personal else "",
        Bilingual("行数", "Lines"): str(field.rows) if field.kind in _WORDS - {FieldKind.LINE} else "",
    }


def _required(form: RequestForm, field: FormField) -> str:
    return "✓" if field.needed else condition_facts(form, field.needed_when) or "—"


def _figures(form: RequestForm) -> dict[str, Part]:
    return {
        each.name: (each.label, {
            Bilingual("规则", "Rule"): each.rule,
            Bilingual("名称", "Name"): _both(each.label),
            Bilingual("单位", "Unit"): _both(each.unit) if isinstance(each.unit, Bilingual) else each.unit,
        })
        for section in form.sections
        for each in section.computed
    }  # fmt: skip


def _slots(form: RequestForm) -> dict[str, Part]:
    return {each.code: (each.name, _slot_facts(form, each)) for each in form.slots}


def _slot_facts(form: RequestForm, slot: Slot) -> Facts:
    return {
        Bilingual("名称", "Name"): _both(slot.name),
        Bilingual("说明", "Help"): _both(slot.words),
        Bilingual("什么时候应有", "Expected when"): condition_facts(form, slot.expected_when),
        Bilingual("什么时候问", "Asked when"): condition_facts(form, slot.shown_when),
        Bilingual("必填", "Required"): "✓" if slot.needed else condition_facts(form, slot.needed_when),
        Bilingual("收哪些文件", "Files taken"): _both(group_words(slot.groups)),
    }


def _hints(form: RequestForm) -> dict[str, Part]:
    return {
        code: (Bilingual(code, code), {
            Bilingual("写什么", "What to write"): _both(hint.write),
            Bilingual("带什么", "What to have"): "\n".join(_both(words) for words in hint.prepare),
        })
        for code, hint in form.hints.items()
    }  # fmt: skip


def _both(words: Bilingual | None) -> str:
    return "" if words is None or not any(words) else f"{words.zh} / {words.en}"


def _options(choices: tuple[Choice, ...]) -> str:
    return "\n".join(f"{option.code}：{_both(option.name)}" for option in choices)


def _column(column: Column) -> str:
    mark = "" if column.needed else " ?"
    bounds = f" {column.low}…{column.high}" if column.low is not None or column.high is not None else ""
    options = "，".join(_both(option.name) for option in column.choices)
    return f"{column.name}（{column.kind.value}{mark}{bounds}）：{_both(column.label)}{f'：{options}' if options else ''}"


def _limits(field: FormField) -> str:
    low = "" if field.low is None else f"{'>' if field.above else '≥'} {written(field.low)}"
    high = "" if field.high is None else f"≤ {written(field.high)}"
    return " ".join(filter(None, (low, high)))
