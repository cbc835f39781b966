"""The unified social credit code 统一社会信用代码 of GB 32100-2015: check it and help to correct it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.identifiers.keyed_text import bare

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_LENGTH = 18
LOOK_ALIKES = str.maketrans("OISZ", "0152")
"""Letters that the code never holds, and the digits they are mistaken for."""

_VALUES = {sign: value for value, sign in enumerate(USCC_ALPHABET)}
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_NUMBER = re.compile(r"[1-8]\d{5}(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]", re.ASCII)


@dataclass(frozen=True)
class UsccResult:
    """What was found about a code as keyed in.

    `code` is the normalised code. `errors` forbid storing it. `warnings` let it pass but ask an officer to confirm it
    against the licence, because codes in real use are known to fail the check (domain notes §5.1). `hints` say what
    may have been meant; `suggestion` is a corrected code that passes every check, or None.
    """

    code: str
    errors: tuple[Bilingual, ...] = ()
    warnings: tuple[Bilingual, ...] = ()
    hints: tuple[Bilingual, ...] = ()
    suggestion: str | None = None

    @property
    def ok(self) -> bool:
        """Tell whether the code may be stored."""
        return not self.errors

    @property
    def needs_confirmation(self) -> bool:
        """Tell whether an officer has to compare a code that may be stored with the licence."""
        return self.ok and bool(self.warnings)


def check_uscc(text: str) -> UsccResult:
    """Check a code as keyed in: blanks, dashes, full-width and lower-case letters are put right without a word."""
    code = bare(text)
    if not code:
        return UsccResult(
            code,
            errors=(Bilingual("请填写统一社会信用代码。", "Please enter the unified social credit code."),),
        )
    if len(code) != USCC_LENGTH:
        return UsccResult(code, errors=(_length_error(code),), hints=_other_number_hints(code))
    if strange := [(place, sign) for place, sign in enumerate(code, start=1) if sign not in _VALUES]:
        hints, suggestion = _look_alike_hints(code)
        return UsccResult(code, errors=_alphabet_errors(strange), hints=hints, suggestion=suggestion)
    if _is_citizen_number(code) and uscc_check_character(code[:17]) != code[17]:
        return UsccResult(
            code,
            errors=(
                Bilingual(
                    "这像是个人的身份证号码。请勿填写个人证件号码，请填写营业执照上的 18 位统一社会信用代码。",
                    "This looks like a citizen's identity number. Please do not enter personal numbers but the "
                    "18-character code on the business licence.",
                ),
            ),
        )
    return UsccResult(code, warnings=_check_warnings(code))


def uscc_check_character(body: str) -> str:
    """Return the 18th character for the first 17; raises KeyError outside the alphabet."""
    total = sum(_VALUES[sign] * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def organisation_check_character(body: str) -> str:
    """Return the 9th character of the organisation code 组织机构代码 (GB 11714) for its first 8."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def _check_warnings(code: str) -> tuple[Bilingual, ...]:
    warnings = []
    if not code[2:8].isdigit():
        warnings.append(
            Bilingual(
                f"第 3–8 位应是登记机关的行政区划数字，现在是 {code[2:8]}。",
                f"Characters 3–8 should be the registering authority's region digits, they are {code[2:8]}.",
            )
        )
    if organisation_check_character(code[8:16]) != code[16]:
        warnings.append(
            Bilingual(
                f"第 9–17 位组织机构代码 {code[8:17]} 的校验位不符。",
                f"The check character of the organisation code {code[8:17]} (characters 9–17) does not fit.",
            )
        )
    if uscc_check_character(code[:17]) != code[17]:
        warnings.append(
            Bilingual(
                f"第 18 位校验码 {code[17]} 不符，可能有一位填错；如与营业执照一致可以继续，将由工作人员核对。",
                f"The check character {code[17]} does not fit, one character may be wrong; if the code is the one on "
                "your licence you may go on, and an officer will compare it.",
            )
        )
    return tuple(warnings)


def _length_error(code: str) -> Bilingual:
    lacking = USCC_LENGTH - len(code)
    zh = f"少 {lacking} 位" if lacking > 0 else f"多 {-lacking} 位"
    en = f"{lacking} too few" if lacking > 0 else f"{-lacking} too many"
    return Bilingual(
        f"统一社会信用代码应为 {USCC_LENGTH} 位，现在是 {len(code)} 位，{zh}。",
        f"The code has {USCC_LENGTH} characters; this one has {len(code)}, {en}.",
    )


def _other_number_hints(code: str) -> tuple[Bilingual, ...]:
    if len(code) == 15 and code.isdigit():
        return (
            Bilingual(
                "15 位数字像是旧的营业执照注册号，请改填新执照上的 18 位统一社会信用代码。",
                "Fifteen digits look like an old registration number; please enter the 18-character code of the new "
                "licence.",
            ),
        )
    if re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return (
            Bilingual(
                "9 位像是组织机构代码，它是统一社会信用代码的第 9–17 位，请填写完整的 18 位。",
                "Nine characters look like an organisation code, which is characters 9–17; please enter all 18.",
            ),
        )
    return ()


def _alphabet_errors(strange: list[tuple[int, str]]) -> tuple[Bilingual, ...]:
    zh = "、".join(f"第 {place} 位“{sign}”" for place, sign in strange)
    en = ", ".join(f"“{sign}” in place {place}" for place, sign in strange)
    return (
        Bilingual(
            f"{zh}不能出现在统一社会信用代码中：只用数字和大写字母，且不用 I、O、S、V、Z。",
            f"The code cannot hold {en}: only digits and capital letters, and never I, O, S, V or Z.",
        ),
    )


def _look_alike_hints(code: str) -> tuple[tuple[Bilingual, ...], str | None]:
    """Return hints for the look-alike letters in a code, and the corrected code where it passes every check."""
    swaps = [(wrong, wrong.translate(LOOK_ALIKES)) for wrong in sorted(set(code) & set("OISZ"))]
    if not swaps:
        return (), None
    zh = "、".join(f"字母 {wrong} 是否应为数字 {right}" for wrong, right in swaps)
    en = ", ".join(f"the letter {wrong} be the digit {right}" for wrong, right in swaps)
    corrected = code.translate(LOOK_ALIKES)
    if set(corrected) <= set(USCC_ALPHABET) and not _check_warnings(corrected):
        return (
            Bilingual(
                f"{zh}？改后为 {corrected}，校验通过。",
                f"Should {en}? The code would be {corrected}, which passes the check.",
            ),
        ), corrected
    return (Bilingual(f"{zh}？", f"Should {en}?"),), None


def _is_citizen_number(code: str) -> bool:
    """Tell whether a code has the form and the check character of a citizen's number 公民身份号码 (GB 11643)."""
    if not _CITIZEN_NUMBER.fullmatch(code):
        return False
    total = sum(int(sign) * weight for sign, weight in zip(code, _CITIZEN_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == code[17]
