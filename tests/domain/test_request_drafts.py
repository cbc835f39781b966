"""Drafts of request forms: what they are called, and how much of one is kept."""

from __future__ import annotations

from service_desk.domain.request_drafts import LONGEST_TITLE, MAX_CHARACTERS, MAX_FIELDS, draft_title, fits


def test_a_draft_is_called_by_its_title_or_by_what_tells_most_of_it() -> None:
    assert draft_title({"title": ["联合验收排期"], "body": ["二期厂房"]}) == "联合验收排期"
    assert draft_title({"title": [" "], "body": ["二期\n厂房  已完工"]}) == "二期 厂房 已完工"
    assert draft_title({"contact_name": ["王经理"]}) == ""


def test_a_long_beginning_is_cut_with_a_mark() -> None:
    assert draft_title({"body": ["长" * 100]}) == "长" * (LONGEST_TITLE - 1) + "…"


def test_a_draft_is_kept_up_to_a_size_and_a_number_of_fields() -> None:
    assert fits({"body": ["长" * (MAX_CHARACTERS - 4)]})
    assert not fits({"body": ["长" * MAX_CHARACTERS]})
    assert not fits({f"f{n}": ["1"] for n in range(MAX_FIELDS + 1)})
