"""What an enterprise is: its above-scale class, its industry section, and fictitious codes for the demo zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.identifiers import USCC_ALPHABET, organisation_check_character, uscc_check_character

FICTITIOUS_REGION = "990000"
"""A region code that is not assigned: no real enterprise can have it (domain notes §5.1)."""

FIRM_NAMES: dict[str, Bilingual] = {
    "enterprise_name": Bilingual("企业名称", "enterprise's name"),
    "uscc": Bilingual("统一社会信用代码", "unified social credit code"),
    "park": Bilingual("园区", "park"),
}
"""The columns of a ticket that say which enterprise asked; they name no person, so events hold them as they are."""


class AboveScale(StrEnum):
    """The classes of 四上企业, enterprises above the statistical scale (domain notes §5.3)."""

    INDUSTRY = "industry"
    CONSTRUCTION = "construction"
    WHOLESALE = "wholesale"
    RETAIL = "retail"
    CATERING = "catering"
    REAL_ESTATE = "real_estate"
    SERVICES = "services"
    BELOW = "below"


ABOVE_SCALE_NAMES: dict[AboveScale, Bilingual] = {
    AboveScale.INDUSTRY: Bilingual("规模以上工业", "Industry above scale"),
    AboveScale.CONSTRUCTION: Bilingual("有资质的建筑业", "Qualified construction"),
    AboveScale.WHOLESALE: Bilingual("限额以上批发业", "Wholesale above the limit"),
    AboveScale.RETAIL: Bilingual("限额以上零售业", "Retail above the limit"),
    AboveScale.CATERING: Bilingual("限额以上住宿餐饮业", "Lodging and catering above the limit"),
    AboveScale.REAL_ESTATE: Bilingual("有开发经营活动的房地产业", "Real estate under development"),
    AboveScale.SERVICES: Bilingual("规模以上服务业", "Services above scale"),
    AboveScale.BELOW: Bilingual("非四上企业", "Below the scale"),
}

ABOVE_SCALE_CRITERIA: dict[AboveScale, Bilingual] = {
    AboveScale.INDUSTRY: Bilingual(
        "年主营业务收入 2,000 万元及以上", "Main revenue of CNY 20 million a year or more"
    ),
    AboveScale.CONSTRUCTION: Bilingual("有总承包或专业承包资质", "Holds a contractor's qualification"),
    AboveScale.WHOLESALE: Bilingual(
        "年主营业务收入 2,000 万元及以上", "Main revenue of CNY 20 million a year or more"
    ),
    AboveScale.RETAIL: Bilingual(
        "年主营业务收入 500 万元及以上", "Main revenue of CNY 5 million a year or more"
    ),
    AboveScale.CATERING: Bilingual(
        "年主营业务收入 200 万元及以上", "Main revenue of CNY 2 million a year or more"
    ),
    AboveScale.REAL_ESTATE: Bilingual("有开发经营活动", "Develops property"),
    AboveScale.SERVICES: Bilingual(
        "年营业收入 2,000 万、1,000 万或 500 万元及以上，依行业而定",
        "Revenue of CNY 20, 10 or 5 million a year or more, depending on the trade",
    ),
    AboveScale.BELOW: Bilingual("未达到以上标准", "None of these"),
}


@dataclass(frozen=True)
class IndustrySection:
    """A section 门类 of GB/T 4754-2017 and the two-digit divisions 大类 that belong to it, first and last."""

    letter: str
    name: Bilingual
    first_division: int
    last_division: int


INDUSTRY_SECTIONS: dict[str, IndustrySection] = {
    letter: IndustrySection(letter, Bilingual(zh, en), first, last)
    for letter, zh, en, first, last in (
        ("A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery", 1, 5),
        ("B", "采矿业", "Mining", 6, 12),
        ("C", "制造业", "Manufacturing", 13, 43),
        (
            "D",
            "电力、热力、燃气及水生产和供应业",
            "Production and supply of electricity, heat, gas and water",
            44,
            46,
        ),
        ("E", "建筑业", "Construction", 47, 50),
        ("F", "批发和零售业", "Wholesale and retail trade", 51, 52),
        ("G", "交通运输、仓储和邮政业", "Transport, storage and post", 53, 60),
        ("H", "住宿和餐饮业", "Lodging and catering", 61, 62),
        ("I", "信息传输、软件和信息技术服务业", "Information transmission, software and IT services", 63, 65),
        ("J", "金融业", "Finance", 66, 69),
        ("K", "房地产业", "Real estate", 70, 70),
        ("L", "租赁和商务服务业", "Leasing and business services", 71, 72),
        ("M", "科学研究和技术服务业", "Scientific research and technical services", 73, 75),
        ("N", "水利、环境和公共设施管理业", "Water conservancy, environment and public facilities", 76, 79),
        ("O", "居民服务、修理和其他服务业", "Resident services, repair and other services", 80, 82),
        ("P", "教育", "Education", 83, 83),
        ("Q", "卫生和社会工作", "Health and social work", 84, 85),
        ("R", "文化、体育和娱乐业", "Culture, sports and entertainment", 86, 90),
        (
            "S",
            "公共管理、社会保障和社会组织",
            "Public administration, social security and organisations",
            91,
            96,
        ),
        ("T", "国际组织", "International organisations", 97, 97),
    )
}

_INDUSTRY_CODE = re.compile(r"([A-T])?(\d{2,4})?", re.ASCII)


def industry_section(code: str) -> IndustrySection | None:
    """Return the section of an industry code such as C, C37, 371 or C3714; None where it is no such code.

    A letter that does not belong to the division (D37) makes it none.
    """
    match = _INDUSTRY_CODE.fullmatch(code.strip().upper())
    if not match or not match[0]:
        return None
    letter, digits = match.groups()
    if digits is None:
        return INDUSTRY_SECTIONS[letter]
    division = int(digits[:2])
    for section in INDUSTRY_SECTIONS.values():
        if section.first_division <= division <= section.last_division and letter in {None, section.letter}:
            return section
    return None


def fictitious_uscc(n: int, stem: str = "DEMA") -> str:
    """Return the nth fictitious code, correct in both check characters: 1 gives 91990000MA0DEMA17D.

    Always the same for the same n, different for different n; n runs from 0 to 99999, the stem has four characters.
    Raises ValueError outside of that.
    """
    if not 0 <= n <= 99_999 or len(stem) != 4:
        raise ValueError(f"no fictitious code number {n} for {stem!r}")
    rest = (
        sum(USCC_ALPHABET.index(sign) * 31**power for power, sign in zip((4, 3, 2, 1), stem, strict=True)) + n
    )
    tail = ""
    for _ in range(5):
        rest, value = divmod(rest, 31)
        tail = USCC_ALPHABET[value] + tail
    if rest:
        raise ValueError(f"no fictitious code number {n} for {stem!r}")
    organisation = f"MA0{tail}"
    body = f"91{FICTITIOUS_REGION}{organisation}{organisation_check_character(organisation)}"
    return body + uscc_check_character(body)


def is_fictitious(code: str) -> bool:
    """Tell whether a code lies in the region that is not assigned."""
    return code[2:8] == FICTITIOUS_REGION
