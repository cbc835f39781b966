"""Reading the TOML text of a form into its structures; whatever is wrong is said in plain words, all of it at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from service_desk.domain.attachments import FileGroup
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.contracts import check_contracts
from service_desk.domain.request_forms.energy_table import SLOTS
from service_desk.domain.request_forms.energy_year import ENERGY_YEAR, year_fields
from service_desk.domain.request_forms.fields import Computed, Hint, RequestForm, Section, Slot
from service_desk.domain.request_forms.question_text import read_condition, read_question
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
        read_condition(table, "expected_when"),
        read_condition(table, "show_when"),
        table.flag("required", default=False),
        read_condition(table, "require_when"),
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
    fields = tuple(read_question(each) for each in table.tables("field"))
    if layout and (layout != ENERGY_YEAR or code not in SLOTS or fields):
        table.note(
            f"layout 只能是 {ENERGY_YEAR}，用在没有字段的 {'、'.join(SLOTS)} 节。",
            f"The only layout is {ENERGY_YEAR}, for the sections {', '.join(SLOTS)} without fields of their own.",
        )
    elif layout:
        fields = tuple(year_fields(code))
    section = Section(
        code, title, fields, words=table.help(), shown_when=read_condition(table, "show_when"), layout=layout,
        computed=tuple(_computed(each) for each in table.tables("computed")),
    )  # fmt: skip
    table.finish()
    return section


def _computed(table: Table) -> Computed:
    computed = Computed(table.name("name"), table.text("rule"), table.words(), table.unit())
    table.finish()
    return computed
