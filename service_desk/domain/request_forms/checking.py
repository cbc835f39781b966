"""Checking a filled-in form and turning it into what a ticket keeps: the same rules for pages, imports and replays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.figures import MOST_DECIMALS, is_plain, written
from service_desk.domain.findings import Finding, Severity, error, warning
from service_desk.domain.identifiers import check_phone, check_uscc
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.energy_answers import kept_years
from service_desk.domain.request_forms.fields import (
    FACTORS,
    Answers,
    FieldKind,
    FormField,
    RequestForm,
    is_empty,
)
from service_desk.domain.request_forms.packaged import form_of
from service_desk.domain.request_forms.rows import read_rows
from service_desk.domain.request_forms.rules import CHECKS, FIGURES, TITLES

LARGEST = Decimal(1_000_000_000_000)
LATEST_YEAR = 2200
YEARS = "years"
"""The key under which the years of an energy table are kept."""


def check_answers(
    form: str | RequestForm, answers: Answers, *, today: date, calendar: WorkingCalendar
) -> tuple[Finding, ...]:
    """Return everything wrong or odd about a filled-in form, one error a field at most; today is a local date.

    Only what is asked under the answers given is looked at; the rules that the form names see nothing else either, and no
    figure that cannot be reckoned with.
    """
    asked = form_of(form)
    relevant = relevant_answers(asked, answers)
    found: list[Finding] = []
    refused: set[str] = set()
    clear = {name: answer for name, answer in relevant.items() if not _is_unclear(answer)}
    ruled = chain.from_iterable(CHECKS[rule].run(clear, today, calendar) for rule in asked.checks)
    for finding in (*_plain_findings(asked, relevant), *ruled):
        if finding.severity is Severity.ERROR and finding.field in refused:
            continue
        if finding.severity is Severity.ERROR:
            refused.add(finding.field)
        found.append(finding)
    past = (_not_past(field, relevant, today) for _section, field in asked.asked(answers))
    found.extend(finding for finding in past if finding is not None and finding.field not in refused)
    return tuple(found)


def _is_unclear(answer: Any) -> bool:
    return isinstance(answer, Decimal) and not is_plain(answer, LARGEST)


def relevant_answers(form: str | RequestForm, answers: Answers) -> dict[str, Any]:
    """Return the answers to what is asked; what was typed into a section that does not apply is left out."""
    relevant = {
        field.name: _normal(field, answers.get(field.name))
        for _section, field in form_of(form).asked(answers)
    }
    return relevant | ({FACTORS: answers[FACTORS]} if FACTORS in answers else {})


def _normal(field: FormField, answer: Any) -> Any:
    """Bring numbers people key in to their one form; what cannot be read stays as typed, for the finding to quote."""
    if not isinstance(answer, str) or not answer:
        return answer
    if field.kind is FieldKind.PHONE:
        phone = check_phone(answer)
        return phone.number if phone.ok else answer
    if field.kind is FieldKind.USCC:
        code = check_uscc(answer)
        return code.code if code.ok else answer
    return answer


def kept_data(form: str | RequestForm, answers: Answers) -> dict[str, Any]:
    """Return the form data of a ticket: the form's own answers and what is reckoned, as JSON with numbers as strings."""
    asked = form_of(form)
    relevant = relevant_answers(asked, answers)
    kept: dict[str, Any] = {}
    for section in asked.sections:
        if section.layout:
            kept.setdefault(YEARS, kept_years(relevant))
            continue
        names = [field.name for field in section.fields if field.name not in KEPT_COLUMNS]
        kept |= {name: _stored(relevant[name]) for name in names if not is_empty(relevant.get(name))}
        reckoned = {figure.name: FIGURES[figure.rule].reckon(relevant) for figure in section.computed}
        kept |= {name: figure for name, figure in reckoned.items() if figure is not None}
    return kept


def made_title(form: str | RequestForm, answers: Answers) -> Bilingual | None:
    """Return the title a form words from its answers, None where people write their own."""
    title = TITLES.get(form_of(form).title)
    return None if title is None else title.word(answers)


def _stored(answer: Any) -> Any:
    if isinstance(answer, Decimal):
        return written(answer).replace(",", "")
    if isinstance(answer, date):
        return answer.isoformat()
    return list(answer) if isinstance(answer, tuple) else answer


def _plain_findings(form: RequestForm, answers: Answers) -> Iterator[Finding]:
    for _section, field in form.asked(answers):
        answer: Any = answers.get(field.name)
        if is_empty(answer):
            if field.is_needed(answers):
                yield _missing(field)
        elif isinstance(answer, Decimal):
            yield from _number(field, answer)
        elif isinstance(answer, date) and answer.year > LATEST_YEAR:
            yield error(field.name, "请核对年份。", "Please check the year.")
        elif field.kind is FieldKind.ROWS:
            wrong = read_rows(field, str(answer)).wrong
            yield from () if wrong is None else (error(field.name, *wrong),)
        elif field.choices:
            yield from _not_offered(field, answer)
        elif field.kind is FieldKind.PHONE:
            yield from (error(field.name, *words) for words in check_phone(answer).errors[:1])
        elif field.kind is FieldKind.USCC:
            yield from _uscc(field, answer)


def _not_offered(field: FormField, answer: Any) -> Iterator[Finding]:
    """Yield an answer that the field does not offer: a page of another age, or a hand that wrote it."""
    chosen = answer if isinstance(answer, tuple) else (answer,)
    if not {option.code for option in field.choices}.issuperset(chosen):
        yield error(field.name, "请从列出的选项中选择。", "Please choose one of the options listed.")


def _missing(field: FormField) -> Finding:
    if field.kind is FieldKind.TICK:
        return error(field.name, "请勾选确认后再提交。", "Please tick this before you submit.")
    if field.kind in (FieldKind.CHOICE, FieldKind.SELECT, FieldKind.CHOICES):
        return error(
            field.name, f"请选择{field.label.zh}。", f"Please choose: {_in_sentence(field.label.en)}."
        )
    return error(field.name, f"请填写{field.label.zh}。", f"Please fill in: {_in_sentence(field.label.en)}.")


def _in_sentence(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _number(field: FormField, amount: Decimal) -> Iterator[Finding]:
    if _is_unclear(amount):
        yield error(
            field.name,
            f"数字太大或小数太多，最多 {MOST_DECIMALS} 位小数。",
            f"The number is too large or too long; at most {MOST_DECIMALS} decimals.",
        )
        return
    if field.low is not None and (amount < field.low or (field.above and amount == field.low)):
        low = written(field.low)
        word_zh, word_en = (
            (f"大于 {low}", f"above {low}") if field.above else (f"不小于 {low}", f"{low} or more")
        )
        yield error(field.name, f"{field.label.zh}应{word_zh}。", f"{field.label.en}: {word_en}.")
    if field.high is not None and amount > field.high:
        high = written(field.high)
        yield error(field.name, f"{field.label.zh}应不大于 {high}。", f"{field.label.en}: at most {high}.")


def _uscc(field: FormField, text: str) -> Iterator[Finding]:
    result = check_uscc(text)
    if result.errors:
        words = (*result.errors, *result.hints)
        yield error(field.name, "".join(each.zh for each in words), " ".join(each.en for each in words))
    yield from (warning(field.name, *words) for words in result.warnings)


def _not_past(field: FormField, answers: Answers, today: date) -> Finding | None:
    answer = answers.get(field.name)
    if not field.not_past or not isinstance(answer, date) or answer >= today:
        return None
    return error(
        field.name,
        f"{field.label.zh}不能早于今天（{today}）。",
        f"{field.label.en} cannot lie before today ({today}).",
    )
