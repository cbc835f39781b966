"""The tiles of the home page: every request type in the place where an enterprise would look for it."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import RequestType


@dataclass(frozen=True)
class Tile:
    """A group of request types; one with a single type leads straight to its form."""

    slug: str
    name: Bilingual
    words: Bilingual
    types: tuple[str, ...]


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
    ),
    Tile(
        "sites",
        Bilingual("用地厂房", "Land and plant"),
        Bilingual("供地、租赁、改造", "Land, leasing, alterations"),
        ("land_supply", "plant_lease", "plant_alteration", "relocation_retention"),
    ),
    Tile(
        "people-money",
        Bilingual("用工融资", "Labour and finance"),
        Bilingual("招工、人才、贷款、原料", "Recruiting, talent, loans, materials"),
        ("labour_talent", "financing", "raw_material", "labour_relations", "listing_guarantee_risk"),
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
    ),
    Tile(
        "surroundings",
        Bilingual("周边环境", "Surroundings"),
        Bilingual("路灯、公交、入学、噪声", "Lighting, buses, schools, noise"),
        (
            "roads_public_works", "traffic_security", "freight_access", "noise_sanitation", "odour_pollution",
            "living_services", "equipment_neighbours",
        ),
    ),
    Tile(
        "other",
        Bilingual("其他", "Anything else"),
        Bilingual("建议、表扬、投诉、拿不准的", "Suggestions, praise, complaints, or if unsure"),
        ("conduct_inspection", "enquiry_praise"),
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
