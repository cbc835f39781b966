"""The answers a demo firm gives in the three named forms, kept the way the portal keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from service_desk.demo.firms import Firm
from service_desk.demo.texts import Filled
from service_desk.domain.request_forms import kept_data

Answers = dict[str, Any]

_LENDERS = ("演示建设工程有限公司", "演示机电安装有限公司")
"""Whose transformer is borrowed: the other one's where the first borrows itself."""

_DECIMALS = frozenset(
    {
        "existing_kva",
        "add_kva",
        "est_load_kw",
        "borrow_kva",
        "lender_rated_kva",
        "lender_keep_kva",
        "decrease_kva",
    }
)


def form_data(form: str, filled: Filled, firm: Firm, day: date, rng: Random) -> Mapping[str, Any]:
    """Return the form data of a ticket submitted on a local day; the general form keeps none."""
    answers = form_answers(form, filled, firm, day, rng)
    return kept_data(form, answers) if answers else {}


def form_answers(form: str, filled: Filled, firm: Firm, day: date, rng: Random) -> Answers:
    """Return the answers as the form gives them, with what every ticket keeps in columns of its own."""
    makers = {"power": _power, "energy_list": _energy, "joint_utilities": _utilities}
    if form not in makers:
        return {}
    applicant = {
        "title": filled.title, "body": filled.body, "urgency": str(int(filled.text.urgency)),
        "enterprise_name": firm.name, "uscc": firm.uscc, "park": firm.park, "contact_name": firm.contact,
        "contact_mobile": firm.mobile,
    }  # fmt: skip
    return applicant | makers[form](filled, firm, day, rng)


def _address(firm: Firm, filled: Filled) -> Answers:
    return {"site_address": f"{firm.park}演示路{firm.number}号", "building": filled.blanks["building"]}


def _power(filled: Filled, firm: Firm, day: date, rng: Random) -> Answers:
    figures: Answers = {name: value.format(**filled.blanks) for name, value in filled.text.figures.items()}
    figures |= {name: Decimal(figures[name]) for name in _DECIMALS & figures.keys()}
    load = figures.get("est_load_kw")
    defaults: Answers = {
        "account_no": f"{9_900_000_000 + firm.number}", "voltage": "10", "source_count": "single",
        "load_class": "third", "load_nature": ("normal", "nonlinear"), "power_factor": Decimal("0.9"),
        "needed_by": day + timedelta(days=rng.randint(50, 90)), "construction_stage": "equipment",
        "shifts": Decimal(2), "daily_hours": Decimal(16),
        "electrician_name": "设备部电气负责人", "electrician_mobile": firm.mobile,
        "lender_name": _LENDERS[firm.name == _LENDERS[0]], "metering_plan": "装分表，按表计量，电费按月分摊",
        "lender_consent": True, "utility_consent": False, "safety_agreement": False,
        "decrease_until": day + timedelta(days=92), "temp_from": day + timedelta(days=10), "temp_to": day + timedelta(days=100),
        "quality_log": f"{_words(day - timedelta(days=6))}, 14:20, 0.3 秒, 停机两小时\n"
                       f"{_words(day - timedelta(days=2))}, 9:05, 0.2 秒, 停机一小时",
    }  # fmt: skip
    if load:
        defaults["equipment_list"] = _equipment(load)
    impact = {"impact": (figures.pop("impact"),)}
    return defaults | _address(firm, filled) | figures | impact


def _words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _equipment(load: Decimal) -> str:
    """Return a list of equipment whose demand comes near a load: half of it machines, the rest air and light."""
    machines = max(1, int(load * Decimal("0.7") / 28))
    return f"加工设备, 40, {machines}, 0.7\n空压机, {int(load * Decimal('0.2'))}, 1, 0.9\n照明, {int(load / 10)}, 1, 1"


def _energy(filled: Filled, firm: Firm, day: date, rng: Random) -> Answers:
    last, bought = day.year - 1, rng.randint(3800, 5200)
    answers: Answers = {
        "direction": "correct" if "对不上" in filled.title else "out",
        "list_name": "重点用能单位名单", "list_year": last, "list_level": "city", "list_basis": "designated",
        "legal_person_unit": True, "industry": firm.industry, "products": "工业产品（演示数据）",
        "reason": ("statistics",) if "对不上" in filled.title else ("equipment", "process"),
        "equipment_change": f"1号生产线, 1200, {last - 1}-11-30, 拆除照片", "has_meter_proof": True,
        "forecast_1": Decimal(4100), "forecast_2": Decimal(3900), "reports": ("bills", "statistics"),
        "declaration": True, "signatory": "能源管理负责人",
    }  # fmt: skip
    for slot, back in (("y1", 0), ("y2", 1)):
        answers |= {
            f"{slot}_year": str(last - back),
            f"{slot}_electricity_bought": Decimal(bought // 2 + back * 900),
            f"{slot}_electricity_passed_on": Decimal(160),
            f"{slot}_natural_gas_bought": Decimal(60 + back * 25),
            f"{slot}_natural_gas_passed_on": Decimal(0),
            f"{slot}_output_value": Decimal(31_000 + back * 2_400),
        }
    return answers


def _utilities(filled: Filled, firm: Firm, day: date, rng: Random) -> Answers:
    blanks = filled.blanks
    return _address(firm, filled) | {
        "project_name": f"{firm.name.removesuffix('有限公司')}新建项目", "project_code": f"{day:%y%m}-990000-04-01-{firm.number:06d}",
        "floor_area": Decimal(rng.choice((2400, 5200, 8600))), "building_use": "生产厂房",
        "needed_by": day + timedelta(days=rng.randint(40, 90)), "digging": "yes",
        "utilities": ("power", "water", "sewer", "gas", "telecom"),
        "power_kva": Decimal(blanks.get("kva", "630")), "power_voltage": "10", "power_sources": "single",
        "power_temporary": True,
        "water_daily": Decimal(blanks.get("m3", "80")), "water_peak": Decimal(12), "water_meter": "80",
        "sewer_daily": Decimal(blanks.get("m3", "80")) * 8 / 10, "sewer_kind": ("domestic", "industrial"), "sewer_split": "yes",
        "sewer_cod": Decimal(300), "sewer_nh3n": Decimal(20), "sewer_ph": Decimal(7), "sewer_treatment": "隔油、调节、沉淀",
        "gas_kind": "natural", "gas_peak": Decimal(blanks.get("gas", "90")), "gas_year": Decimal(36),
        "telecom_operators": ("mobile", "telecom"), "telecom_line": Decimal(500),
    }  # fmt: skip
