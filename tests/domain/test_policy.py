"""The packaged deadline policies: 13710 in natural and in working days."""

from __future__ import annotations

from datetime import time

import pytest

from service_desk.domain.catalogue import Level, load_catalogue
from service_desk.domain.policy import (
    COUNTING_NAMES,
    DEFAULT_POLICY,
    Counting,
    Span,
    find_policy,
    load_policies,
)


def test_the_default_counts_natural_days_and_the_variant_working_days() -> None:
    policies = load_policies()
    assert policies[DEFAULT_POLICY].counting is Counting.NATURAL
    assert {policy.counting for policy in policies.values()} == set(Counting) == set(COUNTING_NAMES)


@pytest.mark.parametrize("code", ["13710-natural", "13710-working"])
def test_a_policy_says_1_3_7_and_a_month(code: str) -> None:
    policy = load_policies()[code]
    assert (policy.cutoff, policy.same_day, policy.interim) == (time(17, 30), True, Span(days=3))
    assert policy.closing == {
        Level.SIMPLE: Span(days=1), Level.GENERAL: Span(days=7), Level.COMPLEX: Span(months=1), Level.MAJOR: Span(months=1),
    }  # fmt: skip


def test_a_policy_is_known_by_its_code_and_has_a_version_and_two_names() -> None:
    for code, policy in load_policies().items():
        assert policy.code == code
        assert policy.version
        assert policy.is_13710 == ("13710" in policy.name.zh) == ("13710" in policy.name.en)
        assert policy.source
        assert find_policy(policy.reference) is policy


def test_a_version_the_program_no_longer_carries_is_answered_by_the_newest_of_its_code() -> None:
    assert find_policy("13710-natural@1999.1") is load_policies()["13710-natural"]
    with pytest.raises(KeyError):
        find_policy("unheard-of@1")


# code | contact | interim | ordinary | hard, in working days (w), natural days (d), hours (h) or months (m): §1.5
TABLE = """
13710-natural | -  | 3d | 7d  | 1m
13710-working | -  | 3w | 7w  | 1m
shandong      | 1w | 3w | 15w | 30w
zaozhuang     | 1w | 2w | 10w | 25w
zhongshan     | 1h | 3w | 5w  | 1m
shanghai      | -  | -  | 5w  | 15w
quanzhou      | -  | -  | 7w  | 1m
shiyan        | -  | -  | 7d  | 7d
wendeng       | -  | -  | 3w  | 1m
beijing-draft | -  | -  | 7d  | 15d
hefei         | 24h | - | 7d  | 1m
langfang      | -  | -  | 24h | 1m
xuchang       | 3w | -  | 15w | 30w
"""


def written(span: Span | None, counting: Counting) -> str:
    if span is None:
        return "-"
    if span.hours:
        return f"{span.hours}h"
    return f"{span.months}m" if span.months else f"{span.days}{'w' if counting is Counting.WORKING else 'd'}"


def test_every_policy_says_what_its_source_says() -> None:
    rows = {}
    for line in filter(None, TABLE.splitlines()):
        code, *limits = (part.strip() for part in line.split("|"))
        rows[code] = limits
    assert list(load_policies()) == list(rows)
    for code, policy in load_policies().items():
        spans = (policy.contact, policy.interim, policy.closing[Level.GENERAL], policy.closing[Level.COMPLEX])
        assert [written(span, policy.counting) for span in spans] == rows[code], code


def test_what_a_source_does_not_state_is_marked_as_taken_from_13710() -> None:
    for policy in load_policies().values():
        for level in policy.borrowed - {Level.GENERAL}:
            assert policy.closing[level] == load_policies()["13710-natural"].closing[level], policy.code


def test_beijing_answers_emergencies_in_two_hours_and_utilities_in_a_day() -> None:
    policy = load_policies()["beijing-draft"]
    assert policy.contact_for("tax", 2) == Span(hours=2)
    assert policy.contact_for("tax", 1) is None
    assert policy.interim_for("water_supply", 0, Level.GENERAL) == Span(hours=24)
    assert policy.interim_for("tax", 0, Level.GENERAL) is None


def test_special_rules_name_request_types_that_exist() -> None:
    for policy in load_policies().values():
        for special in policy.specials:
            assert special.request_types <= set(load_catalogue().request_types)
