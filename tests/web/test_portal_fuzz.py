"""Whatever is typed into whichever field of a form: it is taken, or the field is named and everything is still there."""

from __future__ import annotations

import re
import string
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from service_desk.domain.calendar import load_calendar
from service_desk.domain.findings import Severity
from service_desk.domain.request_forms import (
    FORM_CODES,
    FieldKind,
    FormField,
    check_answers,
    describe_request,
    form_of,
    kept_data,
    made_title,
    relevant_answers,
)
from service_desk.web.forms.request_fields import answer_of
from tests.support.application import StandingClock
from tests.support.portal import FORMS
from tests.support.visitor import Page, Visitor, form_values

TODAY = date(2026, 3, 10)
SLUGS = {"general": "construction-permit", "power": "power-capacity", "joint_utilities": "joint-utilities",
         "energy_list": "energy-list"}  # fmt: skip
TYPED = frozenset(FieldKind) - {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.SELECT, FieldKind.TICK}
WILD = st.one_of(
    st.text(max_size=40),
    st.text(string.printable, max_size=40),
    st.sampled_from([
        "", " ", "0", "-0", "-1", "1e9", "NaN", "Infinity", "１２", "1,000", "9" * 13, "0.0000001", "2026-02-30", "9999-12-31",
        "0001-01-01", "2026年3月11日", "a" * 5000, "\x00", "\u202e", "😀", "<b>", "'; drop table ticket; --", "甲, 1\n乙", "1×0",
        "单, 1, 2, 3, 4",
        "3月2日, 14:20, 久, 损", "2026-13, 5", "{{ 7*7 }}", "%s%n", "None", "true",
    ]),
)  # fmt: skip
BOUNDED = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def typed_into(field: FormField) -> st.SearchStrategy[list[str]]:
    """Return what may be sent for a field: what it offers, something of its kind, anything at all, or nothing."""
    offered = [option.code for option in field.choices]
    plain: st.SearchStrategy[str] = WILD
    if offered:
        plain = st.one_of(st.sampled_from(offered), WILD)
    elif field.kind in (FieldKind.NUMBER, FieldKind.WHOLE):
        plain = st.one_of(st.integers(-5, 10**13).map(str), st.decimals(0, 10**6, places=2).map(str), WILD)
    elif field.kind is FieldKind.DAY:
        plain = st.one_of(st.dates().map(str), WILD)
    return st.lists(plain, max_size=3 if field.kind is FieldKind.CHOICES else 1)


def fuzzed(code: str) -> st.SearchStrategy[dict[str, list[str]]]:
    """Return complete answers of a form with some of its fields typed into at random."""
    complete = {
        name: value if isinstance(value, list) else [value] for name, value in FORMS[SLUGS[code]].items()
    }
    fields = {field.name: field for field in form_of(code).fields()}
    some = st.lists(st.sampled_from(sorted(fields)), unique=True, max_size=8)
    changed = some.flatmap(
        lambda names: st.fixed_dictionaries({name: typed_into(fields[name]) for name in names})
    )
    return changed.map(lambda values: complete | values)


def squeezed(text: str) -> str:
    """Return a text as it is compared: white space of any kind is one blank, and what no page can hold is left out."""
    return " ".join(text.replace("\x00", "").split())


def send(visitor: Visitor, code: str, token: str, key: str, answers: dict[str, list[str]]) -> None:
    """Submit answers: a ticket is made of them, or the page names what is wrong and still holds what was typed."""
    slug = SLUGS[code]
    hidden = {"csrf_token": token, "submission_key": key, "form_version": "1", "step": "submit"}
    typed = ((name, value) for name, values in answers.items() for value in values)
    response = visitor.client.post(
        f"/requests/{slug}", data=MultiDict([*hidden.items(), *typed]), headers=visitor.headers
    )
    assert response.status_code in (303, 422), f"{response.status}: {answers}"
    if response.status_code == 303:
        assert "/receipts/" in response.headers["Location"]
        return
    shown = Page(response)
    assert shown.errors() or 'class="field bad"' in shown.html
    again = form_values(shown.form(f"/requests/{slug}"))
    for field in form_of(code).fields():
        if field.kind in TYPED and answers.get(field.name):
            assert _kept(field, again[field.name], answers[field.name][0]), (field.name, answers[field.name])


HOSTILE = ("1e9", "\x00", "😀 <b>", "9" * 13, "0001-01-01", "甲, 1\n乙", "-1", "a" * 5000)
TOGETHER = 3
"""So many fields are spoilt in one request: a page with a hundred and fifty questions takes its time."""


@pytest.mark.parametrize("code", FORM_CODES)
def test_every_field_of_every_form_is_typed_into_at_least_once(
    code: str, app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    token = visitor.get(f"/requests/{SLUGS[code]}").value("csrf_token")
    complete = {
        name: value if isinstance(value, list) else [value] for name, value in FORMS[SLUGS[code]].items()
    }
    names = [field.name for field in form_of(code).fields()]
    for place in range(0, len(names), TOGETHER):
        clock.forward(hours=1)
        few = {name: [HOSTILE[(place + n) % len(HOSTILE)]] for n, name in enumerate(names[place:][:TOGETHER])}
        send(visitor, code, token, f"field-{place}", complete | few)


@pytest.mark.parametrize("code", FORM_CODES)
def test_a_request_is_taken_or_the_field_is_named_and_every_word_kept(
    code: str, app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    slug, keys = SLUGS[code], count()
    page = visitor.get(f"/requests/{slug}")
    token = page.value("csrf_token")

    @BOUNDED
    @given(answers=fuzzed(code))
    def submit(answers: dict[str, list[str]]) -> None:
        clock.forward(hours=1)
        send(visitor, code, token, f"key-{next(keys)}", answers)

    submit()


def _kept(field: FormField, shown: Any, typed: str) -> bool:
    """Tell whether what was typed stands in the field again; a day that was understood may be written another way."""
    if squeezed(str(shown)) == squeezed(typed):
        return True
    return field.kind is FieldKind.DAY and re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(shown)) is not None


@pytest.mark.parametrize("code", FORM_CODES)
def test_the_rules_read_whatever_the_fields_let_through(code: str) -> None:
    definition = form_of(code)
    fields = {field.name: field for field in definition.fields()}

    @settings(BOUNDED, max_examples=60)
    @given(values=fuzzed(code))
    def check(values: dict[str, list[str]]) -> None:
        answers = {name: _as_typed(fields[name], typed) for name, typed in values.items() if name in fields}
        findings = check_answers(definition, answers, today=TODAY, calendar=load_calendar())
        assert {finding.field for finding in findings} <= set(fields)
        if not any(finding.severity is Severity.ERROR for finding in findings):
            relevant = relevant_answers(definition, answers)
            kept = kept_data(definition, answers)
            assert describe_request(definition, relevant, kept)
            made_title(definition, relevant)

    check()


def _as_typed(field: FormField, typed: list[str]) -> Any:
    """Return an answer as a page would hand it on: codes for choices, text as it is, readable numbers and days."""
    if field.kind is FieldKind.CHOICES:
        return answer_of(field, typed)
    text = typed[0] if typed else ""
    if field.kind is FieldKind.TICK:
        return bool(text)
    if field.kind in (FieldKind.NUMBER, FieldKind.WHOLE):
        plain = text.replace(",", "")
        return answer_of(field, _decimal(plain))
    if field.kind is FieldKind.DAY:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return answer_of(field, text)


def _decimal(text: str) -> Any:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
