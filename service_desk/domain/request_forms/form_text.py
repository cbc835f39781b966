"""Reading the TOML text of a form into its structures; whatever is wrong is said in plain words, all of it at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from service_desk.domain.attachments import FileGroup
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.parks import load_parks
from service_desk.domain.request_forms.conditions import MOST_CLAUSES, When, read_clause, split_condition
from service_desk.domain.request_forms.contracts import check_contracts
from service_desk.domain.request_forms.energy_table import SLOTS
from service_desk.domain.request_forms.energy_year import ENERGY_YEAR, year_fields
from service_desk.domain.request_forms.fields import (
    Choice,
    Column,
    ColumnKind,
    Computed,
    FieldKind,
    FormField,
    Hint,
    RequestForm,
    Section,
    Slot,
)
from service_desk.domain.request_forms.kind_checks import check_kind
from service_desk.domain.request_forms.tables import Notes, Problem, Table

LONGEST_TEXT = 200_000
MOST_FIELDS = 200


class FormTextError(ValueError):
    """The text of a form cannot be used; `problems` says all that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{each.place}: {each.words.en}" for each in problems))
        self.problems = problems


def read_form(text: str, *, code: str | None = None, version: int = 1) -> RequestForm:
    """Return the form that a TOML text describes; raises FormTextError. `code` is the one it has to have."""
    notes = Notes(text)
    keys = _toml(text, notes)
    if notes.problems:
        raise FormTextError(tuple(notes.problems))
    form = _form(Table(keys, "", notes), version)
    if code is not None and form.code != code:
        notes.add("", f"code 应为 {code}，不能改。", f"The code has to stay {code}.")
    if not notes.problems:
        check_contracts(form, notes)
    if notes.problems:
        raise FormTextError(tuple(notes.problems))
    return form


def _toml(text: str, notes: Notes) -> dict[str, Any]:
    if len(text) > LONGEST_TEXT:
        notes.add("", f"最多 {LONGEST_TEXT:,} 字。", f"At most {LONGEST_TEXT:,} characters.")
        return {}
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError, InvalidOperation) as fault:
        at = re.search(r"at line (\d+), column (\d+)", str(fault))
        line = int(at[1]) if at else None
        written = text.splitlines()[line - 1].strip()[:60] if line and line <= len(text.splitlines()) else ""
        said = Bilingual(
            f"这里不合 TOML 的写法：{written}" if written else "不合 TOML 的写法，文字可能没有写完。",
            f"This is not written as TOML wants it: {str(fault).split(' (at')[0]}.",
        )
        notes.problems.append(Problem("", said, line))
        return {}


def _form(table: Table, version: int) -> RequestForm:
    form = RequestForm(
        code=table.name("code"),
        name=table.words(),
        title=table.text("title", needed=False),
        checks=table.names("checks"),
        prepare=tuple(_words(each) for each in table.tables("prepare")),
        slots=tuple(_slot(each) for each in table.tables("slot")),
        sections=tuple(_section(each) for each in table.tables("section")),
        hints=_hints(table),
        office=tuple(_section(each) for each in table.tables("office")),
        version=version,
    )
    table.finish()
    if not form.sections:
        table.note("至少要有一节 [[section]]。", "At least one [[section]] is needed.")
    if sum(len(section.fields) for section in (*form.sections, *form.office)) > MOST_FIELDS:
        table.note(f"字段最多 {MOST_FIELDS} 个。", f"At most {MOST_FIELDS} fields.")
    return form


def _words(table: Table) -> Bilingual:
    words = table.words()
    table.finish()
    return words


def _hints(table: Table) -> dict[str, Hint]:
    hints = {}
    taken = table.take("hints")
    for code, keys in taken.items() if isinstance(taken, dict) else ():
        if isinstance(keys, dict):
            one = Table(keys, code, table.notes)
            hints[code] = Hint(
                one.words("write_zh", "write_en"), tuple(_words(each) for each in one.tables("need"))
            )
            one.finish()
        else:
            table.note(f"hints.{code} 应为一张表。", f"hints.{code} has to be a table.")
    return hints


def _slot(table: Table) -> Slot:
    slot = Slot(
        table.name("code"),
        table.words(),
        table.help(),
        _when(table, "expected_when"),
        _when(table, "show_when"),
        table.flag("required", default=False),
        _when(table, "require_when"),
        _groups(table),
    )
    table.finish()
    return (
        slot
        if slot.shown_when or slot.needed
        else replace(slot, shown_when=slot.needed_when or slot.expected_when)
    )


def _groups(table: Table) -> tuple[FileGroup, ...]:
    named = table.names("kinds")
    if unknown := [each for each in named if each not in set(FileGroup)]:
        known = "、".join(group.value for group in FileGroup)
        table.note(f"kinds 里没有 {'、'.join(unknown)}；可用的有 {known}。", f"kinds can be {known}.")
    return tuple(FileGroup(each) for each in named if each in set(FileGroup))


def _section(table: Table) -> Section:
    code, title, layout = table.name("code"), table.words(), table.text("layout", needed=False)
    fields = tuple(_field(each) for each in table.tables("field"))
    if layout and (layout != ENERGY_YEAR or code not in SLOTS or fields):
        table.note(
            f"layout 只能是 {ENERGY_YEAR}，用在没有字段的 {'、'.join(SLOTS)} 节。",
            f"The only layout is {ENERGY_YEAR}, for the sections {', '.join(SLOTS)} without fields of their own.",
        )
    elif layout:
        fields = tuple(year_fields(code))
    section = Section(
        code, title, fields, words=table.help(), shown_when=_when(table, "show_when"), layout=layout,
        computed=tuple(_computed(each) for each in table.tables("computed")),
    )  # fmt: skip
    table.finish()
    return section


def _computed(table: Table) -> Computed:
    computed = Computed(table.name("name"), table.text("rule"), table.words(), table.unit())
    table.finish()
    return computed


def _when(table: Table, key: str) -> When | None:
    value = table.take(key)
    if value is None:
        return None
    rows, is_any = split_condition(value)
    clauses = [read_clause(row) for row in rows]
    read = tuple(clause for clause in clauses if clause is not None)
    if len(read) == len(rows):
        if len(read) > MOST_CLAUSES:
            table.note(f"{key} 最多 {MOST_CLAUSES} 条。", f"{key} has at most {MOST_CLAUSES} conditions.")
        return When(read, is_any)
    which = clauses.index(None) + 1
    zh, en = (f"的第 {which} 条", f", number {which},") if len(rows) > 1 else ("", "")
    table.note(
        f'{key} {zh}应写成 {{ 字段 = ["选项代码", …] }}、{{ 字段 = {{ not = ["选项代码", …] }} }}、{{ 字段 = {{ ">=" = 100 }} }} '
        "或 { 字段 = true }，只能有一个字段；几条用 { all = [ … ] } 或 { any = [ … ] } 连起来。",
        f'{key}{en} has to be written {{ field = ["code", …] }}, {{ field = {{ not = ["code", …] }} }}, '
        '{ field = { ">=" = 100 } } or { field = true }, with one field; several are joined by { all = [ … ] } or { any = [ … ] }.',
    )
    return None


def _field(table: Table) -> FormField:
    name, kind = table.name("name"), _field_kind(table)
    low = table.number("above") if table.has("above") else table.number("low")
    field = FormField(
        name,
        kind,
        table.words(),
        needed=table.flag("required", default=not table.has("require_when")),
        needed_when=_when(table, "require_when"),
        shown_when=_when(table, "show_when"),
        unit=table.unit(),
        choices=_choices(table),
        words=table.help(),
        longest=table.whole("longest", 4000 if kind is FieldKind.ROWS else 200, most=4000),
        rows=table.whole("rows", 4, most=20),
        low=low,
        above=table.has("above"),
        high=table.number("high"),
        not_past=table.flag("not_past", default=False),
        is_personal=table.flag("personal", default=False),
        default=table.text("default", needed=False),
        columns=tuple(_column(each) for each in table.tables("columns")),
        example=table.said("example") if kind is FieldKind.ROWS else None,
    )
    if table.keys.get("kind") == kind:
        check_kind(table, field)
    table.finish()
    return field


def _field_kind(table: Table) -> FieldKind:
    value = table.take("kind")
    if isinstance(value, str) and value in set(FieldKind):
        return FieldKind(value)
    kinds = "、".join(kind.value for kind in FieldKind)
    table.note(f"kind 应为 {kinds} 之一。", f"kind has to be one of {kinds}.")
    return FieldKind.LINE


def _choices(table: Table) -> tuple[Choice, ...]:
    choices = tuple(_choice(each) for each in table.tables("options"))
    source = table.text("options_from", needed=False)
    if source == "parks":
        choices = tuple(Choice(park.zh, park) for park in load_parks())
    elif source:
        table.note("options_from 只能是 parks。", "options_from can only be parks.")
    codes = [option.code for option in choices]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        table.note(f"选项 {code} 出现了两次。", f"The option {code} is there twice.")
    return choices


def _choice(table: Table) -> Choice:
    code = table.take("code")
    if not isinstance(code, str) or not re.fullmatch(r"[A-Za-z0-9_.]{1,40}", code):
        table.note(
            "选项的 code 应为字母、数字、下划线或点。",
            "An option's code is of letters, digits, underscores, dots.",
        )
        code = ""
    choice = Choice(code, table.words())
    table.finish()
    return choice


def _column(table: Table) -> Column:
    place, value = table.place, table.take("kind")
    kind = ColumnKind(value) if isinstance(value, str) and value in set(ColumnKind) else None
    if kind is None:
        kinds = "、".join(each.value for each in ColumnKind)
        table.note(f"列的 kind 应为 {kinds} 之一。", f"A column's kind has to be one of {kinds}.")
    name = table.name("name")
    table.place = place
    low = table.number("above") if table.has("above") else table.number("low")
    column = Column(
        name, kind or ColumnKind.TEXT, table.words(), needed=table.flag("required", default=True), unit=table.unit(),
        choices=tuple(_choice(each) for each in table.tables("options")), low=low, above=table.has("above"),
        high=table.number("high"),
    )  # fmt: skip
    if (column.kind is ColumnKind.CHOICE) != bool(column.choices):
        table.note(
            "要选择的列要有 options，别的不要。", "Columns to choose from have options, others have none."
        )
    table.finish()
    return column
