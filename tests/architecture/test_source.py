"""Every module keeps the house rules, and every rule is shown to catch what it forbids."""

from __future__ import annotations

import pytest

from tests.support import source_rules as rules
from tests.support.source_rules import PACKAGE_RULES, TEST_RULES, Module, Rule, modules, state_assignments

PACKAGE = modules("service_desk")
OURS = modules("tests", "bench")

GOOD = '"""Says in one sentence what it is for."""\n\nfrom __future__ import annotations\n'
LONG_FUNCTION = "def long():\n" + "    print()\n" * rules.FUNCTION_LIMIT

BREACHES: list[tuple[Rule, str, str]] = [
    (rules.first_sentence_states_the_job, "service_desk/web/desk.py", "import flask\n"),
    (rules.first_sentence_states_the_job, "service_desk/web/desk.py", '"""Various things"""\n'),
    (rules.modules_fit_a_sitting, "service_desk/web/desk.py", "x = 1\n" * (rules.MODULE_LIMIT + 1)),
    (rules.functions_fit_a_screen, "service_desk/web/desk.py", LONG_FUNCTION),
    (rules.names_say_something, "service_desk/web/form_utils.py", ""),
    (rules.names_say_something, "service_desk/common/words.py", ""),
    (rules.imports_stand_at_the_top, "service_desk/web/desk.py", "def view():\n    import json\n"),
    (rules.imports_stand_at_the_top, "service_desk/web/desk.py", "def view():\n    from json import dumps\n"),
    (rules.imports_go_down, "service_desk/usecases/accept_ticket.py", "from service_desk.web import desk\n"),
    (rules.imports_go_down, "service_desk/web/desk.py", "import service_desk.cli\n"),
    (rules.domain_needs_only_python, "service_desk/domain/routing.py", "import pydantic\n"),
    (rules.domain_needs_only_python, "service_desk/domain/routing.py", "from service_desk import config\n"),
    (rules.rules_read_no_clock, "service_desk/usecases/accept_ticket.py", "moment = datetime.now(UTC)\n"),
    (rules.rules_read_no_clock, "service_desk/domain/calendar.py", "today = datetime.date.today()\n"),
    (
        rules.sql_stays_in_persistence,
        "service_desk/usecases/accept_ticket.py",
        "from sqlalchemy import select\n",
    ),
    (rules.sql_stays_in_persistence, "service_desk/web/desk.py", "import sqlite3\n"),
    (rules.acts_know_no_http, "service_desk/usecases/accept_ticket.py", "from flask import request\n"),
    (rules.annotations_are_lazy, "service_desk/domain/routing.py", '"""Routes."""\n\nx = 1\n'),
]


@pytest.mark.parametrize("rule", PACKAGE_RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    assert [breach for module in PACKAGE for breach in rule(module)] == []


@pytest.mark.parametrize("rule", TEST_RULES, ids=lambda rule: rule.__name__)
def test_tests_and_benchmarks_keep_the_rule(rule: Rule) -> None:
    assert [breach for module in OURS for breach in rule(module)] == []


@pytest.mark.parametrize(
    ("rule", "path", "source"), BREACHES, ids=lambda value: getattr(value, "__name__", None)
)
def test_the_rule_catches_its_breach(rule: Rule, path: str, source: str) -> None:
    assert len(list(rule(Module(path, source)))) == 1


def test_every_rule_has_a_breach_that_shows_it_can_fail() -> None:
    assert {rule for rule, _, _ in BREACHES} == {*PACKAGE_RULES, *TEST_RULES}


@pytest.mark.parametrize("rule", PACKAGE_RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("floor", ["domain", "persistence", "usecases", "web"])
def test_no_rule_objects_to_an_ordinary_module(rule: Rule, floor: str) -> None:
    below = "from service_desk.domain.states import State\n"
    assert list(rule(Module(f"service_desk/{floor}/tickets.py", GOOD + below))) == []


def test_slow_libraries_may_be_imported_where_they_are_needed() -> None:
    source = "def spell(word):\n    from pypinyin import lazy_pinyin\n"
    assert list(rules.imports_stand_at_the_top(Module("service_desk/domain/words.py", source))) == []


def test_only_one_place_moves_a_ticket_to_another_state() -> None:
    places = [place for module in PACKAGE for place in state_assignments(module)]
    assert len(places) == 1, places


@pytest.mark.parametrize(
    "source",
    [
        "ticket.state = State.CLOSED",
        "ticket.state: State = State.CLOSED",
        "setattr(ticket, 'state', State.CLOSED)",
        "session.execute(update(Ticket).values(state=State.CLOSED))",
    ],
)
def test_every_way_of_assigning_a_state_is_seen(source: str) -> None:
    assert len(state_assignments(Module("service_desk/web/desk.py", source))) == 1
    assert state_assignments(Module("service_desk/web/desk.py", "same = ticket.state == state")) == []
