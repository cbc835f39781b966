"""The administrator's energy factors: on record with source, day and reason; used from then on, and never on what is filed."""

from __future__ import annotations

from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.support.portal import ENERGY, code_on, file, number_on, review, show_code
from tests.support.visitor import Visitor
from tests.usecases.deeds import A

FACTS = {
    "year": "2024", "kgce": "0.3031", "source": "国家统计局 2024 年数值", "valid_from": "2026-03-10", "reason": "年度更新",
}  # fmt: skip


def test_a_year_is_added_and_forms_filed_from_then_on_are_reckoned_with_it(
    desk: Desk, visitor: Visitor
) -> None:
    before = file(visitor, "energy-list")
    number, code = number_on(before), code_on(before)
    kept = desk.ticket(number).form_data["years"]
    assert (kept[1]["electricity_factor"], kept[1]["electricity_factor_year"]) == ("0.3025", "2025")
    desk.forward(minutes=10)
    admin = desk.officer(Role.ADMINISTRATOR)
    listed = admin.get("/admin/factors")
    assert "0.1229 kgce/kWh" in listed
    assert "/admin/factors/equal_value" in listed.links
    done = admin.submit(admin.get("/admin/factors/equal_value"), FACTS)
    assert "已登记。以前提交的诉求仍按当时的系数。" in done
    assert "国家统计局 2024 年数值 · 年度更新" in done
    page = review(visitor, "energy-list")
    assert "按等价 10,002.30 tce" in page
    assert "0.3031（2024 年，国家统计局 2024 年数值）" in page
    assert "没有 2024 年的电力等价系数" not in page
    assert desk.ticket(number).form_data["years"] == kept
    # put right later, the account keeps the factors of the day it was filed on
    desk.office.now = desk.clock.moment
    desk.act(A.REQUEST_INFO, number, note="请核对产值。")
    show_code(visitor, number, code)
    visitor.submit(visitor.get(f"/track/{number}/correct"), {"y1_output_value": "46000"})
    again = desk.ticket(number).form_data["years"]
    assert again[0]["output_value"] == "46000"
    assert again[1] == kept[1]


def test_a_correction_that_holds_later_is_announced_and_not_used_yet(desk: Desk, visitor: Visitor) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    later = {
        "year": "2027",
        "kgce": "1.2143",
        "source": "供气合同",
        "valid_from": "2026-04-01",
        "reason": "气质变化",
    }
    page = admin.submit(admin.get("/admin/factors/natural_gas"), later)
    assert "以后生效" in page
    assert "天然气 2027 · 1.2143" in page
    assert "1.3300 kgce/m³" in page
    assert "折标系数 1.3300 kgce/m³" in visitor.get("/requests/energy-list")
    desk.forward(days=22)
    assert "折标系数 1.2143 kgce/m³，供气合同" in visitor.get("/requests/energy-list")
    assert ENERGY["y1_natural_gas_bought"] == "120"


def test_what_cannot_be_is_told_and_a_colleagues_entry_is_shown_first(desk: Desk) -> None:
    admin = desk.officer(Role.ADMINISTRATOR)
    page = admin.get("/admin/factors/equal_value")
    wrong = admin.submit(page, FACTS | {"kgce": "0", "source": ""}, status=422)
    assert set(wrong.errors()) == {"source"}
    assert set(admin.submit(wrong, FACTS | {"kgce": "12"}, status=422).errors()) == {"kgce"}
    admin.submit(admin.get("/admin/factors/diesel"), FACTS | {"kgce": "1.46"})
    stale = admin.submit(page, FACTS, status=409)
    assert stale.value("source") == FACTS["source"]
    assert "柴油 2024" in stale


def test_only_administrators_enter_factors_and_only_of_energies_there_are(desk: Desk) -> None:
    desk.officer(Role.HEAD, "PW").get("/admin/factors", status=403)
    desk.officer(Role.HEAD, "PW").get("/admin/factors/diesel", status=403)
    for code in ("water", "peat"):
        desk.officer(Role.ADMINISTRATOR).get(f"/admin/factors/{code}", status=404)
