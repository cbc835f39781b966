"""The packaged deadline policies: 13710 in natural and in working days."""

from __future__ import annotations

from datetime import time

import pytest

from service_desk.domain.catalogue import Level
from service_desk.domain.policy import COUNTING_NAMES, DEFAULT_POLICY, Counting, Span, load_policies


def test_the_default_counts_natural_days_and_the_variant_working_days() -> None:
    policies = load_policies()
    assert policies[DEFAULT_POLICY].counting is Counting.NATURAL
    assert {policy.counting for policy in policies.values()} == set(Counting) == set(COUNTING_NAMES)


@pytest.mark.parametrize("code", ["13710-natural", "13710-working"])
def test_a_policy_says_1_3_7_and_a_month(code: str) -> None:
    policy = load_policies()[code]
    assert (policy.cutoff, policy.progress_days) == (time(17, 30), 3)
    assert policy.closing == {
        Level.SIMPLE: Span(days=1), Level.GENERAL: Span(days=7), Level.COMPLEX: Span(months=1), Level.MAJOR: Span(months=1),
    }  # fmt: skip


def test_a_policy_is_known_by_its_code_and_has_a_version_and_two_names() -> None:
    for code, policy in load_policies().items():
        assert policy.code == code
        assert policy.version
        assert "13710" in policy.name.zh
        assert "13710" in policy.name.en
