"""Reading the questions of a form's text: kind, options, columns, and the conditions under which they are asked."""

from __future__ import annotations

import re

from service_desk.domain.parks import load_parks
from service_desk.domain.request_forms.conditions import MOST_CLAUSES, When, read_clause, split_condition
from service_desk.domain.request_forms.fields import Choice, Column, ColumnKind, FieldKind, FormField
from service_desk.domain.request_forms.kind_checks import check_kind
from service_desk.domain.request_forms.tables import Table


def read_condition(table: Table, key: str) -> When | None:
    """Return the condition under a key, None where there is none or it is not written as one."""
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


def read_question(table: Table) -> FormField:
    """Return a question; whatever is wrong with it is noted."""
    name, kind = table.name("name"), _field_kind(table)
    low = table.number("above") if table.has("above") else table.number("low")
    field = FormField(
        name,
        kind,
        table.words(),
        needed=table.flag("required", default=not table.has("require_when")),
        needed_when=read_condition(table, "require_when"),
        shown_when=read_condition(table, "show_when"),
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
