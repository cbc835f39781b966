"""Phrases: their placeholders are filled in, in either language; what is unknown stays for the writer to see."""

from __future__ import annotations

from service_desk.domain.phrases import filled, unknown_placeholders

FACTS = {"编号": "QY20260310-0001", "企业": "演示公司", "联系人": ""}


def test_placeholders_are_filled_in_and_unknown_ones_stay() -> None:
    assert filled("{企业}您好，{编号}已收到。", FACTS) == "演示公司您好，QY20260310-0001已收到。"
    assert filled("{enterprise} ｛ Number ｝", FACTS) == "演示公司 QY20260310-0001"
    assert filled("{联系人}，{天气}", FACTS) == "{联系人}，{天气}"


def test_what_is_no_placeholder_is_named_once() -> None:
    assert unknown_placeholders("{天气}{编号}{天气}{title}{}") == ["天气"]
