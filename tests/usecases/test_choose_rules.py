"""Choosing the zone's deadline policies and its way of calling back: kept, versioned, and the administrator's alone."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.roles import Role
from service_desk.domain.zone_choices import CallbackMode
from service_desk.persistence.database import db
from service_desk.persistence.zone import settings_of_zone
from service_desk.persistence.zone_log import Subject, version_of
from service_desk.usecases.zone.choose_rules import CALLBACK, POLICY, choose_callbacks, choose_policies
from tests.usecases.deeds import MORNING, SUPERVISOR

ADMINISTRATOR = Actor(None, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))

pytestmark = pytest.mark.usefixtures("database")


def chosen(key: str) -> object:
    return settings_of_zone(db.session()).get(key)


def test_a_zone_times_by_one_policy_and_some_types_by_another() -> None:
    by_type = {"power_capacity": "shandong", "joint_utilities": "", "energy_list": "13710-working"}
    assert choose_policies("13710-working", by_type, by=ADMINISTRATOR, now=MORNING)
    assert chosen(POLICY) == {"default": "13710-working", "by_type": {"power_capacity": "shandong"}}


def test_the_same_choice_again_changes_nothing() -> None:
    assert choose_callbacks(CallbackMode.SAMPLED, 30, by=ADMINISTRATOR, now=MORNING)
    assert not choose_callbacks(CallbackMode.SAMPLED, 30, by=ADMINISTRATOR, now=MORNING)
    assert chosen(CALLBACK) == {"mode": "sampled", "percent": 30}


@pytest.mark.parametrize("percent", [None, 0, 101])
def test_a_sample_is_between_one_and_a_hundred_percent(percent: int | None) -> None:
    with pytest.raises(Refusal):
        choose_callbacks(CallbackMode.SAMPLED, percent, by=ADMINISTRATOR, now=MORNING)
    assert chosen(CALLBACK) is None


@pytest.mark.parametrize(
    ("default", "by_type"),
    [
        ("unheard-of", {}),
        ("13710-natural", {"nothing": "shandong"}),
        ("13710-natural", {"power_capacity": "x"}),
    ],
)
def test_what_the_desk_does_not_know_is_refused(default: str, by_type: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        choose_policies(default, by_type, by=ADMINISTRATOR, now=MORNING)
    assert chosen(POLICY) is None


def test_a_choice_made_beside_an_older_one_is_stale() -> None:
    seen = version_of(db.session(), Subject.SETTING, POLICY)
    choose_policies("shandong", {}, by=ADMINISTRATOR, now=MORNING, seen_version=seen)
    with pytest.raises(Stale):
        choose_policies("13710-working", {}, by=ADMINISTRATOR, now=MORNING, seen_version=seen)


def test_nobody_but_the_administrator_chooses(database: SQLAlchemy) -> None:
    with pytest.raises(Refusal):
        choose_policies("shandong", {}, by=SUPERVISOR, now=MORNING)
    assert chosen(POLICY) is None
