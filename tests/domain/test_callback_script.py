"""The callback script: opening, what the result and the form call for, the end; the administrator's words in its place."""

from __future__ import annotations

import pytest

from service_desk.domain.callback_script import PART_NAMES, load_script
from service_desk.domain.callbacks import ResultType
from service_desk.domain.phrases import unknown_placeholders
from service_desk.domain.request_forms import form_of

SCRIPT = load_script()


def test_every_part_is_there_in_both_languages_with_as_many_steps_and_known_placeholders() -> None:
    assert set(SCRIPT.parts) == set(PART_NAMES)
    for part in SCRIPT.parts.values():
        assert len(part.zh.splitlines()) == len(part.en.splitlines())
        assert unknown_placeholders(part.zh) == unknown_placeholders(part.en) == []


@pytest.mark.parametrize("result", [None, *ResultType])
def test_every_kind_of_result_has_questions_of_its_own_between_opening_and_end(
    result: ResultType | None,
) -> None:
    steps = [step.zh for step in SCRIPT.steps(result, "general")]
    assert steps[0].startswith("您好")
    assert steps[-1].startswith("谢谢您")
    own = SCRIPT.parts[result or "on_site"].zh.splitlines()
    assert [step for step in steps if step in own] == own


@pytest.mark.parametrize("form", ["power", "joint_utilities", "energy_list"])
def test_a_form_with_facts_to_check_is_asked_about_them(form: str) -> None:
    assert form_of(form) is not None
    more = set(SCRIPT.steps("solved", form)) - set(SCRIPT.steps("solved", "general"))
    assert len(more) == 1


def test_changed_parts_take_the_place_of_the_programs_and_carry_their_version() -> None:
    changed = SCRIPT.changed({"opening": "您好。\n\n一句。", "nonsense": "x"}, "2026.1-1")
    steps = [(step.zh, step.en) for step in changed.steps("solved", "general")]
    assert steps[:2] == [("您好。", "您好。"), ("一句。", "一句。")]
    assert changed.version == "2026.1-1"
    assert "nonsense" not in changed.parts
