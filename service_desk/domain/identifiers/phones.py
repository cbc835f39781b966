"""Chinese phone numbers: bring them to one form, check them, hide their middle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.identifiers.keyed_text import plain_hyphens

_MOBILE = re.compile(r"(?:\+?86|0086|0)?(1[3-9]\d{9})", re.ASCII)
_SERVICE = re.compile(r"400-?(\d{3})-?(\d{4})", re.ASCII)
# 010 and 02x are followed by eight digits, every other area code has four digits (domain notes §5.4).
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d\d)-?(\d{3,4})-?(\d{4})(?:-(\d{1,6}))?", re.ASCII)
_EXTENSION = re.compile(r"(?<=\d)-?(?:转|分机|ext\.?|#|x):?-?(?=\d)", re.IGNORECASE)
_COUNTRY = re.compile(r"^(?:\+86|0086)-?", re.ASCII)


class PhoneKind(StrEnum):
    """What kind of line a number reaches."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"


@dataclass(frozen=True)
class PhoneResult:
    """A number as keyed in, brought to one form; `kind` is None and `errors` says why where it is no phone number."""

    number: str
    kind: PhoneKind | None
    errors: tuple[Bilingual, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the number may be stored."""
        return self.kind is not None


def check_phone(text: str) -> PhoneResult:
    """Check a mobile, landline or 400 number (domain notes §5.4).

    Normal forms: 13800138000, 0716-8123456, 010-88886666-123 (with extension), 400-123-4567. Blanks, brackets, any
    dashes, full-width digits and the country code are put right without a word.
    """
    written = _EXTENSION.sub("-", plain_hyphens(text))
    number = re.sub(r"[-()]+", "-", written).strip("-")
    digits = number.replace("-", "")
    if match := _MOBILE.fullmatch(digits):
        return PhoneResult(match[1], PhoneKind.MOBILE)
    number = _COUNTRY.sub("", number)
    if match := _SERVICE.fullmatch(number):
        return PhoneResult(f"400-{match[1]}-{match[2]}", PhoneKind.SERVICE)
    if match := _LANDLINE.fullmatch(number):
        extension = f"-{match[4]}" if match[4] else ""
        return PhoneResult(f"{match[1]}-{match[2]}{match[3]}{extension}", PhoneKind.LANDLINE)
    return PhoneResult(number, None, (_refusal(digits),))


def mask_phone(text: str) -> str:
    """Return a number with its middle hidden: 138****8000, 0716-***3456, 400-***-4567; of anything else only ****."""
    phone = check_phone(text)
    if phone.kind is PhoneKind.MOBILE:
        return f"{phone.number[:3]}****{phone.number[-4:]}"
    if phone.kind is PhoneKind.SERVICE:
        return f"400-***-{phone.number[-4:]}"
    if phone.kind is PhoneKind.LANDLINE:
        area, local = phone.number.split("-")[:2]
        return f"{area}-{'*' * (len(local) - 4)}{local[-4:]}"
    return "****"


def _refusal(digits: str) -> Bilingual:
    if not digits:
        return Bilingual("请填写联系电话。", "Please enter a phone number.")
    if digits.isdecimal() and re.match(r"1[3-9]", digits):
        return Bilingual(
            f"手机号码应为 11 位，现在是 {len(digits)} 位。",
            f"A mobile number has 11 digits; this one has {len(digits)}.",
        )
    if digits.isdecimal() and len(digits) in {7, 8}:
        return Bilingual(
            "固定电话请加区号，如 0716-8123456。", "Please add the area code, like 0716-8123456."
        )
    return Bilingual(
        "不是有效的电话号码：请填 11 位手机号、带区号的固定电话（如 0716-8123456）或 400 电话。",
        "This is no valid phone number: please enter an 11-digit mobile number, a landline with its area code "
        "(like 0716-8123456) or a 400 number.",
    )
