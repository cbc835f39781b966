"""When a question is asked, in the form as the server reads it and in the page as its script hides it: one table, one answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.datastructures import MultiDict

from service_desk.domain.calendar import load_calendar
from service_desk.domain.request_forms import read_form
from service_desk.web.forms.request_form import FilledForm, form_class
from tests.support.application import A_TUESDAY_MORNING
from tests.support.conditions import LOOKED_AT, MET, STATES, State, form_with_conditions
from tests.support.forms import publish
from tests.support.served_desk import ServedDesk
from tests.support.zone import open_zone

TODAY = date(2026, 3, 10)
FORM = read_form(form_with_conditions())


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def filled(state: State) -> FilledForm:
    """Return the form with what a browser sends of it; there a tick is the letter y."""
    sent = [
        (name, "y" if each is True else each)
        for name, typed in state.typed.items()
        for each in (typed if isinstance(typed, list) else [typed])
    ]
    made = form_class(FORM, TODAY.year)
    return made(formdata=MultiDict([*sent, ("kind", "help")]), today=TODAY, calendar=load_calendar())


def test_the_server_reads_what_is_typed_as_the_table_says(inside: None) -> None:
    for name, state in STATES.items():
        form = filled(state)
        form.validate()
        asked = {field.name for _section, field in FORM.asked(form.answers())}
        assert asked & set(MET) == {each for each, (_condition, met) in MET.items() if name in met}, name
        read = {key: value for key, value in form.relevant().items() if key in state.typed}
        assert read == dict(state.answers), name


_TYPE = """([typed, lookedAt, names]) => {
  const form = document.getElementById("request");
  for (const one of lookedAt.flatMap((name) => [...form.querySelectorAll(`[name="${name}"]`)])) {
    const wanted = [typed[one.name] ?? ""].flat();
    if (/radio|checkbox/.test(one.type)) one.checked = wanted.includes(one.value) || wanted[0] === true;
    else one.value = wanted[0];
  }
  form.dispatchEvent(new Event("input"));
  return names.filter((name) => !form.elements[name].closest("[hidden]"));
}"""


def asked_on(page: Page, typed: Mapping[str, Any]) -> set[str]:
    """Fill the page in all at once and return which of the table's questions it shows."""
    return set(page.evaluate(_TYPE, [typed, LOOKED_AT, list(MET)]))


def test_the_pages_script_asks_what_the_server_asks(page: Page, served_desk: ServedDesk) -> None:
    with open_zone(served_desk) as zone, zone.inside():
        publish("general", form_with_conditions(), A_TUESDAY_MORNING)
    page.goto(served_desk.url + "/requests/construction-permit")
    page.wait_for_function("document.querySelector('[data-when]').hidden")
    for name, state in STATES.items():
        expected = {each for each, (_condition, met) in MET.items() if name in met}
        assert asked_on(page, state.typed) == expected, name
