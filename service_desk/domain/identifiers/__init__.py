"""Identifiers that people key in or read out: enterprise codes, phones, ticket numbers, query codes."""

from __future__ import annotations

from service_desk.domain.identifiers.numbers import (
    NUMBER_PREFIX_NAMES,
    NumberPrefix,
    RunningNumber,
    format_number,
    parse_number,
)
from service_desk.domain.identifiers.phones import PhoneKind, PhoneResult, check_phone, mask_phone
from service_desk.domain.identifiers.query_codes import (
    QUERY_CODE_ALPHABET,
    QUERY_CODE_LENGTH,
    is_query_code,
    make_query_code,
    normalise_query_code,
    same_query_code,
)
from service_desk.domain.identifiers.uscc import (
    USCC_ALPHABET,
    UsccResult,
    check_uscc,
    organisation_check_character,
    uscc_check_character,
)

__all__ = [
    "NUMBER_PREFIX_NAMES",
    "QUERY_CODE_ALPHABET",
    "QUERY_CODE_LENGTH",
    "USCC_ALPHABET",
    "NumberPrefix",
    "PhoneKind",
    "PhoneResult",
    "RunningNumber",
    "UsccResult",
    "check_phone",
    "check_uscc",
    "format_number",
    "is_query_code",
    "make_query_code",
    "mask_phone",
    "normalise_query_code",
    "organisation_check_character",
    "parse_number",
    "same_query_code",
    "uscc_check_character",
]
