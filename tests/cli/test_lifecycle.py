"""`service-desk lifecycle` and the page it prints."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from service_desk.cli import main
from service_desk.cli.lifecycle import AUDIENCE_NAMES, life_of_a_ticket
from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.notices import Audience
from service_desk.domain.states import STATE_NAMES, State
from tests.domain.expected_life import OPEN, STEPS
from tests.support.source_rules import ROOT

PAGE = life_of_a_ticket()
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ")
]
STEP_ROWS = [row for row in ROWS if len(row) == 7 and row[0] not in ("从 from", "---")]


def test_the_page_in_the_documentation_is_the_one_that_is_printed() -> None:
    stored = (ROOT / "docs" / "life-of-a-ticket.md").read_text(encoding="utf-8")
    assert stored == PAGE, "run: service-desk lifecycle > docs/life-of-a-ticket.md"


def test_the_command_prints_the_page() -> None:
    result = CliRunner().invoke(main, ["lifecycle"])
    assert (result.exit_code, result.output) == (0, PAGE)


@pytest.mark.parametrize("state", State)
def test_every_state_is_listed_with_both_names(state: State) -> None:
    row = next(row for row in ROWS if len(row) == 4 and row[2] == f"`{state}`")
    assert tuple(row[:2]) == STATE_NAMES[state]
    assert row[3]


def test_every_expected_step_is_printed_once() -> None:
    """The hand-written life again: what is possible in every open state is printed as one row."""
    codes = {"<br>".join(STATE_NAMES[state]): state.value for state in State}
    printed: list[tuple[str, str]] = []
    for source, act, *_ in STEP_ROWS:
        action = re.findall(r"`(\w+)`", act)[0]
        printed += [(state, action) for state in (OPEN if source not in codes else [codes[source]])]
    assert sorted(printed) == sorted(STEPS)


@pytest.mark.parametrize("action", Action)
def test_every_act_is_named_in_both_languages(action: Action) -> None:
    names = "<br>".join((*ACTION_NAMES[action], f"`{action}`"))
    assert any(row[1] == names for row in STEP_ROWS)


def test_the_conditions_are_sentences_and_the_co_handlers_are_told_apart() -> None:
    result = next(row for row in STEP_ROWS if "`submit_result`" in row[1])
    assert result[4] == (
        "Nothing is concluded while the clock stands.<br>"
        "Co-tasks must be finished or waived before the lead's result (domain notes §2.7).<br>"
        "An external decision that is awaited is the result: there is none before it has come (domain notes §9 R1)."
    )
    helper = next(row for row in STEP_ROWS if "`finish_co_task`" in row[1])
    assert helper[3].startswith(
        "协办单位的承办人、协办单位的部门负责人<br>Handler of a co-handling department"
    )
    assert set(AUDIENCE_NAMES) == set(Audience)


def test_the_diagram_draws_every_move_that_is_not_possible_everywhere() -> None:
    diagram = PAGE.split("```mermaid")[1].split("```")[0]
    drawn = set(re.findall(r"^ +(\w+) --> (\w+):", diagram, re.MULTILINE))
    everywhere = {"withdraw", "merge"}
    moves = {
        (step.state, step.target)
        for step in STEPS.values()
        if step.target not in (step.state, "back") and step.action not in everywhere
    }
    assert drawn == moves
    assert all(f" as {state}\n" in diagram for state in State)
