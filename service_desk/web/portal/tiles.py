"""The tiles of the home page: every request type in the place where an enterprise would look for it."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import RequestType


@dataclass(frozen=True)
class Tile:
    """A group of request types; one with a single type leads straight to its form.

    `prompt` tells what to write so that nobody has to ask back, `prepare` what to have at hand.
    """

    slug: str
    name: Bilingual
    words: Bilingual
    types: tuple[str, ...]
    prompt: Bilingual | None = None
    prepare: tuple[Bilingual, ...] = ()


TILES: tuple[Tile, ...] = (
    Tile(
        "power",
        Bilingual("用电容量", "Power capacity"),
        Bilingual(
            "新装、增容、临时、借用变压器、停电", "New, increase, temporary, borrowed transformer, outages"
        ),
        ("power_capacity",),
    ),
    Tile(
        "utilities",
        Bilingual("水电气热通信报装", "Utilities connection"),
        Bilingual("一张表，联合踏勘，一次答复；也可单独办", "One form, one survey, one answer; or one utility alone"),
        (
            "joint_utilities", "water_supply", "drainage_sewer", "gas_heat_steam", "telecom", "discharge_quota",
            "park_substation", "power_rationing_trading",
        ),
        Bilingual(
            "请写明地点、从什么时候开始、现在的数值和需要的数值（带单位）、对生产有什么影响。",
            "Say where and since when, the present and the needed figure with its unit, and the effect on production.",
        ),
        (Bilingual("户号、管径、压力、用量等数字", "Account number, pipe size, pressure, amounts"),),
    ),
    Tile(
        "energy-list",
        Bilingual("重点用能名单调整", "Key energy user list"),
        Bilingual("边填边算吨标准煤", "Standard coal reckoned while you type"),
        ("energy_list",),
    ),
    Tile(
        "permits",
        Bilingual("办证审批", "Permits and approvals"),
        Bilingual("许可、备案、验收、预验收", "Licences, filing, acceptance, pre-acceptance"),
        (
            "construction_permit", "fire_design_review", "planning_realestate", "environment_permit",
            "energy_review", "business_registration", "hazardous_chemicals", "road_opening",
            "outdoor_advertising", "foreign_work_permit", "other_permit", "credit_repair",
        ),
        Bilingual(
            "请写明办哪个证、在哪里提交的、什么时候提交、现在卡在哪一步、被要求补什么。",
            "Say which permit, where and when you filed it, where it is stuck and what you were asked to add.",
        ),
        (Bilingual("受理单号或项目代码", "Number of the filing, or project code"),
         Bilingual("退件、补正通知的内容", "What the notice asked you to correct")),
    ),
    Tile(
        "sites",
        Bilingual("用地厂房", "Land and plant"),
        Bilingual("供地、租赁、改造", "Land, leasing, alterations"),
        ("land_supply", "plant_lease", "plant_alteration", "relocation_retention"),
        Bilingual(
            "请写明需要多大面积、做什么用、层高和荷载要求、什么时候要用。",
            "Say what area, for what use, height and floor load, and by when.",
        ),
        (Bilingual("面积、层高、荷载、用电用水的大致要求", "Rough needs: area, height, load, power, water"),),
    ),
    Tile(
        "people-money",
        Bilingual("用工融资", "Labour and finance"),
        Bilingual("招工、人才、贷款、原料", "Recruiting, talent, loans, materials"),
        ("labour_talent", "financing", "raw_material", "labour_relations", "listing_guarantee_risk"),
        Bilingual(
            "用工请写岗位、人数、到岗时间；融资请写金额、用途、期限、现有抵押或担保。",
            "For people: posts, number, from when. For money: amount, purpose, term, security you can give.",
        ),
        (Bilingual("岗位和人数，或融资金额和期限", "Posts and numbers, or amount and term"),),
    ),
    Tile(
        "policies",
        Bilingual("政策兑现", "Policies and business"),
        Bilingual("补贴、奖励、欠款、税收、市场", "Subsidies, awards, money owed, tax, markets"),
        (
            "policy_payment", "policy_advice", "overdue_payment", "construction_payment", "tax",
            "market_matching", "technology_upgrade", "intellectual_property", "export_certification",
            "management_training",
        ),
        Bilingual(
            "请写明是哪项政策或合同、文号、金额、应该什么时候到位、已经问过谁。",
            "Say which policy or contract, its number, the amount, when it was due and whom you have asked.",
        ),
        (Bilingual("文件文号或合同、金额、日期", "Document or contract, amounts, dates"),),
    ),
    Tile(
        "surroundings",
        Bilingual("周边环境", "Surroundings"),
        Bilingual("路灯、公交、入学、噪声", "Lighting, buses, schools, noise"),
        (
            "roads_public_works", "traffic_security", "freight_access", "noise_sanitation", "odour_pollution",
            "living_services", "equipment_neighbours",
        ),
        Bilingual(
            "请写明地点、什么时候、影响了多少人或什么生产。",
            "Say where, when, and how many people or what production it affects.",
        ),
        (Bilingual("准确地点和时间", "The exact place and time"),),
    ),
    Tile(
        "other",
        Bilingual("其他", "Anything else"),
        Bilingual("建议、表扬、投诉、拿不准的", "Suggestions, praise, complaints, or if unsure"),
        ("conduct_inspection", "enquiry_praise"),
        Bilingual(
            "想到什么写什么，分不清归谁管也没有关系，由我们判断。",
            "Write what is on your mind; which office it belongs to is ours to find out.",
        ),
    ),
)  # fmt: skip


def tile_by_slug(slug: str) -> Tile | None:
    """Return the tile of an address, None where there is none."""
    return next((tile for tile in TILES if tile.slug == slug), None)


def tile_of(request_type: str) -> Tile:
    """Return the tile under which a request type is found; one that nobody placed is found under the last."""
    return next((tile for tile in TILES if request_type in tile.types), TILES[-1])


def slug_of(kind: RequestType | str) -> str:
    """Return the part of an address that names a request type: its code with hyphens."""
    code = kind if isinstance(kind, str) else kind.code
    return code.replace("_", "-")
