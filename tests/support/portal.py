"""What an enterprise types into the portal: complete answers for every form, and the way from a form to its receipt."""

from __future__ import annotations

from typing import Any

from tests.support.visitor import Page, Visitor

APPLICANT: dict[str, Any] = {
    "enterprise_name": "演示精密制造有限公司", "uscc": "91990000MA0TE5T088", "park": "智能制造产业园",
    "contact_name": "王经理", "contact_mobile": "13800138000", "contact_email": "firm@example.com",
}  # fmt: skip
GENERAL: dict[str, Any] = APPLICANT | {
    "title": "联合验收排期", "body": "二期厂房已完工，请安排联合验收。", "expected_result": "本月内排期",
}  # fmt: skip
POWER: dict[str, Any] = APPLICANT | {
    "apply_kind": "increase", "site_address": "创业大道8号", "building": "2号楼", "account_no": "0123456789",
    "existing_kva": "630", "add_kva": "500", "est_load_kw": "95", "power_factor": "0.9", "voltage": "10",
    "source_count": "single", "load_class": "third", "load_nature": ["normal"], "needed_by": "2026-09-01",
    "construction_stage": "equipment", "impact": ["delay", "cost"], "body": "二期设备六月到位，容量不够。",
    "electrician_name": "李师傅", "electrician_mobile": "0716-8123456",
}  # fmt: skip
BORROW: dict[str, Any] = POWER | {
    "apply_kind": "borrow", "lender_name": "演示银厦集团", "lender_rated_kva": "630", "lender_keep_kva": "130",
    "borrow_kva": "500", "metering_plan": "装分表", "temp_from": "2026-04-01", "temp_to": "2026-09-30",
}  # fmt: skip
ENERGY: dict[str, Any] = APPLICANT | {
    "direction": "out", "list_year": "2025", "list_level": "province", "list_basis": "designated",
    "legal_person_unit": "y", "industry": "3714", "products": "轮对", "y1_year": "2025",
    "y1_electricity_bought": "3,200", "y1_natural_gas_bought": "120", "y1_output_value": "45000",
    "y2_year": "2024", "y2_electricity_bought": "3300", "y2_output_value": "44000", "reason": ["process"],
    "body": "余热利用改造完成。", "declaration": "y", "signatory": "赵总",
}  # fmt: skip
JOINT: dict[str, Any] = APPLICANT | {
    "project_name": "二期厂房", "project_code": "2105-421200-04-01-123456", "site_address": "创业大道8号",
    "floor_area": "12000", "building_use": "生产", "needed_by": "2026-09-01", "digging": "no",
    "utilities": ["water", "telecom"], "water_daily": "120", "water_peak": "15", "water_meter": "100",
    "telecom_operators": ["mobile"], "telecom_line": "200", "body": "请安排联合踏勘。",
}  # fmt: skip
FORMS: dict[str, dict[str, Any]] = {
    "power-capacity": POWER,
    "energy-list": ENERGY,
    "joint-utilities": JOINT,
    "construction-permit": GENERAL,
}


def open_form(visitor: Visitor, slug: str) -> Page:
    """Open the form of a request type."""
    return visitor.get(f"/requests/{slug}")


def review(visitor: Visitor, slug: str, *, status: int = 200, **changed: Any) -> Page:
    """Fill in a form completely but for what is changed, and send it to be reviewed."""
    return visitor.submit(open_form(visitor, slug), FORMS[slug] | changed, status=status)


def file(visitor: Visitor, slug: str = "construction-permit", **changed: Any) -> Page:
    """Fill in a form, review and submit it; return the receipt."""
    return visitor.submit(review(visitor, slug, **changed), button="step=submit")


def number_on(receipt: Page) -> str:
    """Return the ticket number of a receipt."""
    return receipt.path.rsplit("/", 1)[1]


def code_on(receipt: Page) -> str:
    """Return the query code of a receipt."""
    return next(element.text for element in receipt.tree.walk() if "code" in element.get("class").split())


def show_code(visitor: Visitor, number: str, code: str, *, status: int = 200) -> Page:
    """Open the tracking page with number and query code."""
    return visitor.submit(visitor.get("/track"), {"number": number, "code": code}, status=status)
