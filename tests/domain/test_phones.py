"""Phone numbers as people write them."""

from __future__ import annotations

import pytest

from service_desk.domain.identifiers import PhoneKind, check_phone, mask_phone


@pytest.mark.parametrize(
    ("written", "number", "kind", "masked"),
    [
        ("13800138000", "13800138000", PhoneKind.MOBILE, "138****8000"),
        (" 138 0013 8000 ", "13800138000", PhoneKind.MOBILE, "138****8000"),
        ("+86 138-0013-8000", "13800138000", PhoneKind.MOBILE, "138****8000"),
        ("86-138-0013-8000", "13800138000", PhoneKind.MOBILE, "138****8000"),
        ("008613800138000", "13800138000", PhoneKind.MOBILE, "138****8000"),
        ("013800138000", "13800138000", PhoneKind.MOBILE, "138****8000"),
        ("１３８００１３８０００", "13800138000", PhoneKind.MOBILE, "138****8000"),
        ("13900861234", "13900861234", PhoneKind.MOBILE, "139****1234"),
        ("0716-8123456", "0716-8123456", PhoneKind.LANDLINE, "0716-***3456"),
        ("（0716）812 3456", "0716-8123456", PhoneKind.LANDLINE, "0716-***3456"),
        ("+86-0716-8123456", "0716-8123456", PhoneKind.LANDLINE, "0716-***3456"),
        ("01088886666", "010-88886666", PhoneKind.LANDLINE, "010-****6666"),
        ("010-8888-6666转123", "010-88886666-123", PhoneKind.LANDLINE, "010-****6666"),
        ("010-88886666 ext. 123", "010-88886666-123", PhoneKind.LANDLINE, "010-****6666"),
        ("0311-1234567-8", "0311-1234567-8", PhoneKind.LANDLINE, "0311-***4567"),
        ("400-123-4567", "400-123-4567", PhoneKind.SERVICE, "400-***-4567"),
        ("4001234567", "400-123-4567", PhoneKind.SERVICE, "400-***-4567"),
    ],
)
def test_a_phone_number_takes_one_form_and_hides_its_middle(
    written: str, number: str, kind: PhoneKind, masked: str
) -> None:
    result = check_phone(written)
    assert (result.number, result.kind, result.ok, result.errors) == (number, kind, True, ())
    assert mask_phone(written) == masked
    assert check_phone(result.number) == result


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("", "请填写联系电话", "Please enter a phone number"),
        ("1380013800", "应为 11 位，现在是 10 位", "11 digits; this one has 10"),
        ("138001380001", "应为 11 位，现在是 12 位", "11 digits; this one has 12"),
        ("8123456", "请加区号", "add the area code"),
        ("12800138000", "不是有效的电话号码", "no valid phone number"),
        ("0716-812345", "不是有效的电话号码", "no valid phone number"),
        ("0000-8123456", "不是有效的电话号码", "no valid phone number"),
        ("1380013800x", "不是有效的电话号码", "no valid phone number"),
        ("打我手机", "不是有效的电话号码", "no valid phone number"),
    ],
)
def test_a_text_that_is_no_phone_number_is_refused_with_what_to_do(written: str, zh: str, en: str) -> None:
    result = check_phone(written)
    assert not result.ok
    assert zh in result.errors[0].zh
    assert en in result.errors[0].en
    assert mask_phone(written) == "****"
