"""The administrator's callback script: a version for each change, nothing kept of what is wrong or of nothing changed."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.callback_script import PART_NAMES, load_script
from service_desk.domain.refusals import InvalidInput, NotEntitled, Stale
from service_desk.domain.roles import Role
from service_desk.usecases.zone.edit_callback_script import edit_callback_script, script_in_force
from tests.usecases.deeds import DISPATCHER, MORNING

BOSS = Actor(99, "演示-管理员", frozenset({Role.ADMINISTRATOR}))


def texts(**changed: str) -> dict[str, str]:
    return {key: load_script().parts[key].zh for key in PART_NAMES} | changed


def test_a_changed_part_gets_a_version_and_the_same_text_again_none(database: SQLAlchemy) -> None:
    key = next(iter(PART_NAMES))
    assert not edit_callback_script(texts(), by=BOSS, now=MORNING)
    assert edit_callback_script(
        texts(**{key: "您好，这里是园区回访。"}), by=BOSS, now=MORNING, seen_version=0
    )
    script = script_in_force(database.session())
    assert script.parts[key].zh == "您好，这里是园区回访。"
    assert script.version == f"{load_script().version}-1"
    assert not edit_callback_script(texts(**{key: "您好，这里是园区回访。"}), by=BOSS, now=MORNING)


def test_what_is_wrong_stale_or_not_ones_own_changes_nothing(database: SQLAlchemy) -> None:
    key = next(iter(PART_NAMES))
    with pytest.raises(InvalidInput):
        edit_callback_script(texts(**{key: "您好，{谁}。"}), by=BOSS, now=MORNING)
    with pytest.raises(InvalidInput):
        edit_callback_script(texts(**{key: ""}), by=BOSS, now=MORNING)
    with pytest.raises(NotEntitled):
        edit_callback_script(texts(**{key: "改"}), by=DISPATCHER, now=MORNING)
    edit_callback_script(texts(**{key: "改一次"}), by=BOSS, now=MORNING)
    with pytest.raises(Stale):
        edit_callback_script(texts(**{key: "改两次"}), by=BOSS, now=MORNING, seen_version=0)
