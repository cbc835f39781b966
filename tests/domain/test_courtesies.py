"""Greetings and thanks weigh nothing: a vague text stays vague however polite it is, and praise stays praise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.catalogue import Category
from service_desk.domain.classification import classify
from service_desk.domain.classification.courtesies import without_courtesies
from service_desk.domain.classification.model import SURE
from service_desk.domain.classification.text import normalise

VAGUE = (
    "谢谢", "您好，谢谢！", "你好，麻烦看一下，谢谢", "麻烦帮忙处理一下，谢谢！", "您好，我想问一下，谢谢", "请帮忙，谢谢，麻烦尽快",
    "你好，在吗？谢谢，麻烦您了，非常感谢", "我们有个问题想反映一下，麻烦联系我，谢谢", "感谢支持，谢谢领导",
    "您好，我们公司有点情况想请领导关注一下，麻烦安排人联系，非常感谢！", "hello, thank you very much", "各位领导好，辛苦了！",
)  # fmt: skip
PRAISE = (
    "非常感谢园区工作人员的耐心帮助，特来信表扬", "谢谢园区办帮我们解决了用电问题，特送锦旗感谢", "谢谢你们，问题已经解决了",
    "感谢信：贵局同志全程陪同，服务热情周到，我司上下铭记于心。谢谢！",
)  # fmt: skip
REQUESTS = (
    "车间要加两台注塑机，变压器容量不够，想增容到1250千伏安", "环评批复一直没下来，想知道卡在哪个环节",
    "厂区门口的路坏了好几个月，货车进出很危险", "新招的员工没有地方住，想申请人才公寓",
)  # fmt: skip


@pytest.mark.parametrize("text", VAGUE)
def test_courtesy_makes_nobody_sure(text: str) -> None:
    assert classify("", text).category_confidence < SURE


@pytest.mark.parametrize("text", [*VAGUE, "你好", "您好", "麻烦了", "感谢"])
def test_courtesy_is_never_evidence(text: str) -> None:
    told = {evidence.text for evidence in classify("", text).evidence}
    assert not told & {"谢谢", "感谢", "你好", "您好", "麻烦", "帮忙", "hello", "thank you"}


@pytest.mark.parametrize("text", PRAISE)
def test_praise_that_is_really_said_is_recognised_with_its_thanks(text: str) -> None:
    found = classify("", text)
    assert (found.category, found.request_type) == (Category.OTHER, "enquiry_praise")
    assert found.category_confidence >= SURE
    assert without_courtesies(normalise(text)) == normalise(text)


@pytest.mark.parametrize("text", REQUESTS)
def test_a_polite_request_is_sorted_like_a_curt_one(text: str) -> None:
    curt, polite = classify("", text), classify("", f"您好，麻烦您了，{text}，谢谢！")
    assert (polite.category, polite.request_type) == (curt.category, curt.request_type)
    assert polite.category_confidence == pytest.approx(curt.category_confidence)


@pytest.mark.parametrize(
    "text", ["手续太麻烦", "麻烦的是没有停车位", "感谢供电局的小王及时抢修", "找不到人帮手", "please say thanks to them for the work"]
)  # fmt: skip
def test_words_that_say_something_stay(text: str) -> None:
    assert without_courtesies(text) == text


@given(st.text(alphabet="您你好谢感麻烦帮忙了，。 请们hithanks的", max_size=40))
def test_the_length_never_changes(text: str) -> None:
    assert len(without_courtesies(normalise(text))) == len(text)


@pytest.mark.parametrize("text", ["您好，谢谢", "麻烦您了，多谢！", "hello, thank you", "12345", "哈哈哈"])
def test_a_text_that_says_nothing_gets_no_suggestion(text: str) -> None:
    found = classify("", text)
    assert found.is_none
    assert not found.is_sure
    assert not found.evidence
    assert not classify("", f"{text} 车间停电").is_none
