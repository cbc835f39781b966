"""The unified social credit code: known codes, slips of the pen, and what a person is told about them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.enterprises import fictitious_uscc
from service_desk.domain.identifiers import (
    USCC_ALPHABET,
    check_uscc,
    organisation_check_character,
    uscc_check_character,
)

VALID = "91110000600037341L"
# Of the right form and with the right check digit, but of nobody: no person is registered at province level.
CITIZEN = "110000190001010004"


@pytest.mark.parametrize(
    "code",
    [
        "91110000600037341L",
        "91440101MA5CJQ4N59",
        "91350200MA2YJ1XR9G",
        "91990000MA0TE5T088",
        "91990000MA0TE5T163",
        "91990000MA0TE5T24X",
        "91990000MA0TE5T32Q",
        "91990000MA0TE5T40K",
        "91990000MA0DEMA17D",
        "91990000MA0DEMA258",
        "91990000MA0DEMA333",
    ],
)
def test_a_correct_code_passes_without_a_word(code: str) -> None:
    result = check_uscc(code)
    assert (result.code, result.ok, result.needs_confirmation) == (code, True, False)
    assert result.errors == result.warnings == result.hints == ()


def test_a_code_in_real_use_that_fails_the_check_passes_but_asks_an_officer() -> None:
    result = check_uscc("91350203M0001QAY9B")
    assert result.ok
    assert result.needs_confirmation
    assert len(result.warnings) == 1
    assert result.warnings[0].zh.startswith("第 18 位校验码 B 不符")
    assert "an officer will compare it" in result.warnings[0].en


@pytest.mark.parametrize(
    "written",
    [
        " 9111 0000 6000 3734 1L ",
        "91110000-60003734-1L",
        "91110000—60003734－1l",
        "９１１１００００６０００３７３４１Ｌ",
        "\ufeff91110000600037341L\u200b\n",
    ],
)
def test_blanks_dashes_width_and_case_are_put_right(written: str) -> None:
    assert check_uscc(written).code == VALID
    assert check_uscc(written).warnings == ()


@pytest.mark.parametrize(
    ("written", "hint_zh", "hint_en"),
    [
        ("9111OOOO600037341L", "字母 O 是否应为数字 0", "the letter O be the digit 0"),
        ("9I110000600037341L", "字母 I 是否应为数字 1", "the letter I be the digit 1"),
        ("9I11OOOO6OOO3734IL", "字母 I 是否应为数字 1、字母 O 是否应为数字 0", "the digit 1, the letter O"),
    ],
)
def test_a_look_alike_letter_is_refused_with_the_corrected_code(
    written: str, hint_zh: str, hint_en: str
) -> None:
    result = check_uscc(written)
    assert not result.ok
    assert not result.needs_confirmation
    assert result.suggestion == VALID
    assert hint_zh in result.hints[0].zh
    assert f"改后为 {VALID}，校验通过" in result.hints[0].zh
    assert hint_en in result.hints[0].en


@pytest.mark.parametrize(("letter", "digit"), [("S", "5"), ("Z", "2")])
def test_s_is_taken_for_5_and_z_for_2(letter: str, digit: str) -> None:
    right = "91440101MA5CJQ4N59" if digit == "5" else "91350200MA2YJ1XR9G"
    assert check_uscc(right.replace(digit, letter)).suggestion == right


def test_a_correction_that_does_not_fix_the_check_is_asked_but_not_promised() -> None:
    result = check_uscc("9111000060003734OL")
    assert result.suggestion is None
    assert result.hints == (("字母 O 是否应为数字 0？", "Should the letter O be the digit 0?"),)


def test_a_letter_without_a_look_alike_is_named_with_its_place() -> None:
    result = check_uscc("91110000V0003734信L")
    assert not result.ok
    assert result.errors[0].zh.startswith("第 9 位“V”、第 17 位“信”不能出现")
    assert "“V” in place 9, “信” in place 17" in result.errors[0].en
    assert result.hints == ()


def test_a_look_alike_beside_an_impossible_character_gives_no_suggestion() -> None:
    assert check_uscc("9111OOOOV00037341L").suggestion is None


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("91110000600037341", "现在是 17 位，少 1 位", "this one has 17, 1 too few"),
        ("91110000600037341LL0", "现在是 20 位，多 2 位", "this one has 20, 2 too many"),
    ],
)
def test_a_wrong_length_says_how_many_characters_there_are(written: str, zh: str, en: str) -> None:
    result = check_uscc(written)
    assert not result.ok
    assert zh in result.errors[0].zh
    assert en in result.errors[0].en
    assert result.hints == ()


@pytest.mark.parametrize(
    ("written", "hint"), [("110000012345678", "旧的营业执照注册号"), ("60003734-1", "组织机构代码")]
)
def test_another_number_from_the_licence_is_recognised(written: str, hint: str) -> None:
    assert hint in check_uscc(written).hints[0].zh


def test_an_empty_field_asks_for_the_code() -> None:
    assert check_uscc(" - ").errors == (
        ("请填写统一社会信用代码。", "Please enter the unified social credit code."),
    )


def test_a_citizens_number_is_refused_so_that_it_is_never_stored() -> None:
    result = check_uscc(CITIZEN)
    assert not result.ok
    assert "身份证号码" in result.errors[0].zh
    assert "identity number" in result.errors[0].en


@pytest.mark.parametrize("near", [CITIZEN[:-1] + "5", CITIZEN[:10] + "13" + CITIZEN[12:]])
def test_eighteen_digits_that_are_no_citizens_number_are_judged_as_a_code(near: str) -> None:
    assert check_uscc(near).ok


def test_an_organisation_code_that_does_not_fit_is_a_warning_of_its_own() -> None:
    body = "91110000600037342"
    result = check_uscc(body + uscc_check_character(body))
    assert len(result.warnings) == 1
    assert result.warnings[0].zh == "第 9–17 位组织机构代码 600037342 的校验位不符。"


def test_letters_in_the_region_are_a_warning() -> None:
    body = "9111A000600037341"
    result = check_uscc(body + uscc_check_character(body))
    assert len(result.warnings) == 1
    assert result.warnings[0].zh.startswith("第 3–8 位应是")
    assert "they are 11A000" in result.warnings[0].en


@pytest.mark.parametrize(
    ("body", "character"), [("60003734", "1"), ("MA0TE5T2", "4"), ("00000000", "0"), ("00000005", "1")]
)
def test_the_organisation_codes_own_check_character(body: str, character: str) -> None:
    assert organisation_check_character(body) == character


def test_an_organisation_codes_check_character_may_be_x() -> None:
    assert {organisation_check_character(f"{n:08}") for n in range(40)} == set("0123456789X")


@settings(max_examples=100)
@given(st.integers(0, 5000), st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_one_wrong_character_never_goes_unnoticed(n: int, place: int, sign: str) -> None:
    code = fictitious_uscc(n)
    slip = code[:place] + sign + code[place + 1 :]
    result = check_uscc(slip)
    assert (result.ok and not result.needs_confirmation) is (slip == code)


@settings(max_examples=50)
@given(st.integers(0, 5000), st.integers(0, 16))
def test_two_neighbours_exchanged_never_go_unnoticed(n: int, place: int) -> None:
    code = fictitious_uscc(n)
    slip = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert slip == code or not check_uscc(slip).ok or check_uscc(slip).needs_confirmation
