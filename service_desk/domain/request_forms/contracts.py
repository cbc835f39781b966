"""What a form has to ask so that a ticket can be made of it and the rules it names can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from service_desk.domain.request_forms.applicant import KEPT_COLUMNS, Kept
from service_desk.domain.request_forms.condition_checks import ConditionCheck
from service_desk.domain.request_forms.fields import FormField, RequestForm, Section
from service_desk.domain.request_forms.rules import CHECKS, FIGURES, TITLES, Reads
from service_desk.domain.request_forms.tables import Notes

RESERVED = frozenset({
    "answers", "asked", "calendar", "carried", "changed", "csrf_token", "data", "definition", "energy_factors",
    "errors", "files", "find_files", "findings", "form_code", "form_errors", "form_version", "has_errors", "hidden_tag",
    "is_submitted", "kept", "meta", "note", "populate_obj", "process", "refuse", "relevant", "slots", "step",
    "submission_key", "take_files", "today", "tokens", "validate", "validate_on_submit", "version", "warnings", "years",
})  # fmt: skip
"""Names that mean something else on the page of a form or in a ticket's form data."""

RESERVED_STARTS = ("files_", "kept_", "drop_", "validate_")
"""What names of the page begin with."""


def check_contracts(form: RequestForm, notes: Notes) -> None:
    """Note everything that would keep a ticket from being made, a rule from running or a condition from being met."""
    fields: dict[str, FormField] = {}
    conditions = ConditionCheck(form, notes)
    placed = [(section, field) for section in form.sections for field in section.fields]
    for section, field in placed:
        _own_name(field, fields, notes)
        for condition in (field.shown_when, field.needed_when):
            conditions.check(field.name, condition, fields, (field.name,))
        _column(form, section, field, notes)
        fields.setdefault(field.name, field)
    for column, kept in KEPT_COLUMNS.items():
        if kept.must_ask and column not in fields:
            notes.add(
                "",
                f"缺少字段 {column}，没有它不能立件。",
                f"The field {column} is missing; no ticket without it.",
            )
    _sections(form, conditions, notes)
    _office(form, fields, conditions, notes)
    for slot in form.slots:
        for condition in (slot.expected_when, slot.shown_when, slot.needed_when):
            conditions.check(slot.code, condition, fields)
    _rules(form, fields, notes)


def _own_name(field: FormField, known: Mapping[str, FormField], notes: Notes) -> None:
    if field.name in known:
        notes.add(field.name, f"字段 {field.name} 出现了两次。", f"The field {field.name} is there twice.")
    if field.name in RESERVED or field.name.startswith(RESERVED_STARTS):
        notes.add(
            field.name,
            f"{field.name} 是系统用的名称，请换一个。",
            f"{field.name} is a name of the program; choose another.",
        )


def _column(form: RequestForm, section: Section, field: FormField, notes: Notes) -> None:
    kept = KEPT_COLUMNS.get(field.name)
    if kept is None:
        return
    name = field.name
    _kind(name, field, Reads(kept.kinds, kept.codes), "立件", "a ticket", notes)
    if kept.longest and field.longest > kept.longest:
        notes.add(name, f"longest 最多 {kept.longest}。", f"longest is at most {kept.longest}.")
    if field.shown_when is not None or section.shown_when is not None:
        notes.add(name, f"{name} 不能按条件显示。", f"{name} cannot depend on a condition.")
    if _must_answer(form, field, kept) and not field.needed:
        notes.add(name, f"{name} 必须必填。", f"{name} has to be required.")


def _must_answer(form: RequestForm, field: FormField, kept: Kept) -> bool:
    return kept.must_answer or (field.name == "title" and not form.title)


def _sections(form: RequestForm, conditions: ConditionCheck, notes: Notes) -> None:
    seen: set[str] = set()
    before: dict[str, FormField] = {}
    for section in (*form.sections, *form.office):
        if section.code in seen:
            notes.add(section.code, f"{section.code} 出现了两次。", f"{section.code} is there twice.")
        seen.add(section.code)
        if section not in form.office:
            conditions.check(section.code, section.shown_when, before, _names(section))
        before |= {field.name: field for field in section.fields}
    codes = [slot.code for slot in form.slots]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        notes.add(code, f"附件位 {code} 出现了两次。", f"The slot {code} is there twice.")


def _names(section: Section) -> frozenset[str]:
    return frozenset(field.name for field in section.fields)


def _office(
    form: RequestForm, fields: Mapping[str, FormField], conditions: ConditionCheck, notes: Notes
) -> None:
    """Note what does not go with a section for the department: it comes after everything asked, and reckons nothing."""
    known = dict(fields)
    for section in form.office:
        if section.layout or section.computed:
            notes.add(
                section.code,
                "办理时填写的小节不能有 layout 和推算项。",
                "A section for the department has no layout and nothing computed.",
            )
        conditions.check(section.code, section.shown_when, known, _names(section))
        for field in section.fields:
            _own_name(field, known, notes)
            if field.name in KEPT_COLUMNS:
                notes.add(
                    field.name,
                    f"{field.name} 由企业填写，不能放在办理时填写的小节里。",
                    f"{field.name} is for the enterprise to fill in, not for the department.",
                )
            for condition in (field.shown_when, field.needed_when):
                conditions.check(field.name, condition, known, (field.name,))
            known.setdefault(field.name, field)


def _rules(form: RequestForm, fields: Mapping[str, FormField], notes: Notes) -> None:
    reckoned = [figure for section in form.sections for figure in section.computed]
    named: Iterable[tuple[str, str, Mapping[str, Mapping[str, Reads]]]] = chain(
        (("", rule, {name: each.reads for name, each in CHECKS.items()}) for rule in form.checks),
        ((each.name, each.rule, {name: one.reads for name, one in FIGURES.items()}) for each in reckoned),
        (("", rule, {name: each.reads for name, each in TITLES.items()}) for rule in (form.title,) if rule),
    )
    for place, rule, known in named:
        if rule not in known:
            offered = "、".join(sorted(known))
            notes.add(
                place,
                f"没有规则 {rule}；可用的有 {offered}。",
                f"There is no rule {rule}; there are {offered}.",
            )
            continue
        for name, reads in known[rule].items():
            if name not in fields:
                notes.add(place, f"规则 {rule} 需要字段 {name}。", f"The rule {rule} needs the field {name}.")
            else:
                _kind(name, fields[name], reads, f"规则 {rule}", f"the rule {rule}", notes)
    names = [figure.name for figure in reckoned]
    for name in names:
        if name in fields or name in RESERVED or names.count(name) > 1:
            notes.add(
                name, f"推算项 {name} 与别的名称重复。", f"The name {name} of a computed figure is taken."
            )


def _kind(name: str, field: FormField, reads: Reads, whose_zh: str, whose_en: str, notes: Notes) -> None:
    if field.kind not in reads.kinds:
        kinds = " / ".join(sorted(kind.value for kind in reads.kinds))
        notes.add(
            name,
            f"{whose_zh}要求 {name} 的 kind 为 {kinds}。",
            f"For {whose_en}, {name} has to be of kind {kinds}.",
        )
    offered = {option.code for option in field.choices}
    if reads.codes is not None and (unknown := sorted(offered - reads.codes)):
        notes.add(
            name,
            f"{whose_zh}不认识选项 {'、'.join(unknown)}。",
            f"The options {', '.join(unknown)} are unknown to {whose_en}.",
        )
