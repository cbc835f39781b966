"""What is stored of a password costs whoever steals it as much as OWASP asks at least."""

from __future__ import annotations

import pytest

from service_desk.usecases.accounts.password_hash import hash_password, is_password, needs_new_hash
from tests.support.people import PASSWORD, SMALLEST_COSTS

pytestmark = pytest.mark.usefixtures("full_hashing_costs")


def test_a_password_is_hashed_by_argon2id_at_nineteen_mebibytes_and_two_passes() -> None:
    stored = hash_password(PASSWORD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_password(stored, PASSWORD)
    assert not needs_new_hash(stored)


def test_a_cheaper_hash_still_opens_and_is_known_to_be_too_cheap() -> None:
    stored = SMALLEST_COSTS.hash(PASSWORD)
    assert is_password(stored, PASSWORD)
    assert needs_new_hash(stored)
