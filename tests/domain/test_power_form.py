"""Form A filled in: what each kind of application must say, what is reckoned, and the title made of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import load_calendar
from service_desk.domain.findings import Severity
from service_desk.domain.power import Equipment
from service_desk.domain.request_forms import (
    check_answers,
    describe,
    describe_request,
    kept_data,
    made_title,
    packaged_text,
    read_form,
)
from service_desk.domain.request_forms.listed_rows import MOST_ROWS, read_equipment, read_transformers

TODAY = date(2026, 3, 10)
INCREASE: dict[str, Any] = {
    "apply_kind": "increase", "site_address": "创业大道8号", "account_no": "0123456789",
    "existing_kva": Decimal(630), "add_kva": Decimal(500), "est_load_kw": Decimal(90), "power_factor": Decimal("0.9"),
    "voltage": "10", "source_count": "single", "load_class": "third", "load_nature": ("normal",),
    "needed_by": date(2026, 9, 1), "construction_stage": "equipment", "impact": ("delay",),
    "body": "二期设备到位", "urgency": "0", "electrician_name": "李师傅", "electrician_mobile": "13800138000",
    "enterprise_name": "演示精密制造有限公司", "park": "东区", "contact_name": "王经理", "contact_mobile": "13800138000",
}  # fmt: skip
BORROW = INCREASE | {
    "apply_kind": "borrow", "lender_name": "演示银厦集团", "lender_rated_kva": Decimal(630),
    "lender_keep_kva": Decimal(130), "borrow_kva": Decimal(500), "metering_plan": "装分表",
    "temp_from": date(2026, 4, 1), "temp_to": date(2026, 9, 30),
}  # fmt: skip


def said(answers: dict[str, Any], severity: Severity = Severity.ERROR) -> dict[str, str]:
    findings = check_answers("power", answers, today=TODAY, calendar=load_calendar())
    return {each.field: each.words.zh for each in findings if each.severity is severity}


def test_a_complete_increase_has_nothing_wrong() -> None:
    assert said(INCREASE) == said(INCREASE, Severity.WARNING) == {}


def test_an_increase_needs_account_and_existing_capacity() -> None:
    lacking = INCREASE | {"account_no": None, "existing_kva": None}
    assert said(lacking) == {"account_no": "请填写用电户号。", "existing_kva": "请填写现有容量。"}


def test_a_new_connection_is_asked_for_neither() -> None:
    assert said(INCREASE | {"apply_kind": "new", "account_no": None, "existing_kva": None}) == {}


def test_what_was_typed_for_another_kind_is_neither_checked_nor_kept() -> None:
    answers = INCREASE | {"borrow_kva": Decimal(-1), "temp_to": date(1999, 1, 1), "lender_name": "忘了删"}
    assert said(answers) == {}
    assert not {"borrow_kva", "temp_to", "lender_name"} & set(kept_data("power", answers))


def test_a_kind_not_among_ours_is_only_missing_what_everybody_needs() -> None:
    assert said({**INCREASE, "apply_kind": None}) == {"apply_kind": "请选择业务类型。"}
    assert "total_kva" not in kept_data("power", {**INCREASE, "apply_kind": None})
    assert made_title("power", {}) == Bilingual("用电容量申请", "Power capacity request")


def test_borrowing_within_the_transformer_passes_and_reminds_of_the_consent() -> None:
    assert said(BORROW) == {}
    assert "转供电须经供电企业同意" in said(BORROW, Severity.WARNING)["utility_consent"]
    assert said(BORROW | {"utility_consent": True}, Severity.WARNING) == {}


def test_borrowing_more_than_the_transformer_has_is_refused() -> None:
    assert "超过额定 630 kVA" in said(BORROW | {"borrow_kva": Decimal(501)})["borrow_kva"]


def test_borrowing_needs_the_lender_and_the_dates() -> None:
    names = ("lender_name", "lender_rated_kva", "lender_keep_kva", "borrow_kva", "metering_plan", "temp_from")
    assert set(names) <= set(said(BORROW | dict.fromkeys(names)))


def test_above_a_hundred_kilowatts_the_equipment_is_listed() -> None:
    heavy = INCREASE | {"est_load_kw": Decimal(600)}
    assert said(heavy) == {"equipment_list": "请填写用电设备清单。"}
    assert said(heavy | {"equipment_list": "注塑机, 55, 12"}) == {}


def test_an_equipment_list_far_from_the_load_asks_to_look_again() -> None:
    answers = INCREASE | {"est_load_kw": Decimal(600), "equipment_list": "注塑机, 55, 2"}
    assert "合计 110 kW" in said(answers, Severity.WARNING)["equipment_list"]


def test_unreadable_rows_are_quoted() -> None:
    answers = INCREASE | {"equipment_list": "注塑机, 55, 2\n行车", "transformer_list": "1, 630\n两台630"}
    assert "第 2 行“行车”" in said(answers)["equipment_list"]
    assert "第 2 行“两台630”" in said(answers)["transformer_list"]
    assert "equipment_kw" not in kept_data("power", answers)


def test_transformers_that_do_not_add_up_are_noticed() -> None:
    assert (
        "1,000 kVA" in said(INCREASE | {"transformer_list": "1, 1000"}, Severity.WARNING)["transformer_list"]
    )


def test_a_transformer_of_no_standard_size_is_noticed() -> None:
    listed = INCREASE | {"transformer_list": "1, 630\n1, 500"}
    assert said(listed) == said(listed, Severity.WARNING) == {}
    assert kept_data("power", listed)["transformers_kva"] == "1130"
    odd = said(INCREASE | {"transformer_list": "1, 630\n1, 499"}, Severity.WARNING)
    assert "499 kVA 不是标准容量" in odd["transformer_list"]


def test_important_loads_are_described_and_only_they() -> None:
    assert said(INCREASE | {"load_class": "first"}) == {"important_loads": "请填写重要负荷说明。"}
    assert said(INCREASE | {"load_class": "second", "important_loads": "真空炉 200 kW，断电五分钟报废"}) == {}
    decrease = INCREASE | {"apply_kind": "decrease", "load_class": "first"}
    assert "important_loads" not in said(decrease), "what is not asked itself asks for nothing"


def test_an_answer_that_is_not_offered_is_refused_and_reckons_nothing() -> None:
    assert said(INCREASE | {"voltage": "66"}) == {"voltage": "请从列出的选项中选择。"}
    assert said(INCREASE | {"load_nature": ("normal", "odd")}) == {"load_nature": "请从列出的选项中选择。"}
    assert "utility_days" not in kept_data("power", INCREASE | {"voltage": "66", "source_count": "seven"})


def test_phases_and_interruptions_are_rows() -> None:
    assert said(INCREASE | {"phases": "2026-09, 800"}) == {}
    assert "不是年月" in said(INCREASE | {"phases": "明年, 800"})["phases"]


def test_quality_asks_for_the_record_instead_of_a_load() -> None:
    answers = {
        name: INCREASE[name]
        for name in INCREASE
        if name not in ("existing_kva", "add_kva", "est_load_kw", "needed_by", "construction_stage")
    }
    answers["apply_kind"] = "quality"
    assert said(answers) == {"quality_log": "请填写记录。"}
    assert made_title("power", answers) == Bilingual("供电质量", "Supply quality")
    assert "total_kva" not in kept_data("power", answers)


def test_what_is_reckoned_is_kept_as_strings() -> None:
    kept = kept_data("power", INCREASE | {"est_load_kw": Decimal(900), "equipment_list": "炉, 450, 2"})
    reckoned = {name: kept[name] for name in kept if name not in INCREASE and name != "equipment_list"}
    assert reckoned == {
        "total_kva": "1130", "required_kva": "1000", "suggested_kva": "1250", "suggested_load_rate": "80.0",
        "equipment_kw": "900", "utility_days": "22",
    }  # fmt: skip


def test_a_load_no_single_transformer_carries_suggests_none() -> None:
    kept = kept_data("power", INCREASE | {"est_load_kw": Decimal(9000), "voltage": "unknown"})
    assert "suggested_kva" not in kept
    assert "utility_days" not in kept
    assert "required_kva" not in kept_data("power", INCREASE | {"power_factor": Decimal(2)})


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({}, "增容 500 kVA（合计 1,130 kVA）"),
        ({"apply_kind": "new", "existing_kva": None}, "新装 500 kVA"),
        ({"apply_kind": "borrow", "borrow_kva": Decimal(500)}, "借用变压器 500 kVA"),
        ({"apply_kind": "temporary", "existing_kva": None, "add_kva": None}, "临时用电"),
    ],
)
def test_the_title_says_what_and_how_much(changed: dict[str, Any], title: str) -> None:
    made = made_title("power", INCREASE | changed)
    assert made is not None
    assert made.zh == title


def test_the_form_reads_back_with_units_and_in_both_languages() -> None:
    sections = describe("power", kept_data("power", BORROW | {"utility_consent": True}))
    answers = {answer.label.zh: (answer.value, answer.unit) for each in sections for answer in each.answers}
    assert answers["业务类型"] == (Bilingual("借用（转供）变压器", "Borrowing a transformer"), "")
    assert answers["合计容量"] == ("500", "kVA")
    assert answers["供电企业已书面同意或签了委托协议"] == (Bilingual("是", "Yes"), "")
    assert answers["开始日期"] == (Bilingual("2026年4月1日", "1 Apr 2026"), "")


def test_answers_of_one_section_stand_together_wherever_they_are_kept() -> None:
    sections = describe_request("power", INCREASE, kept_data("power", INCREASE))
    titles = [section.title.zh for section in sections]
    assert len(titles) == len(set(titles))
    effect = next(section for section in sections if section.title.zh == "影响与说明")
    assert [answer.label.zh for answer in effect.answers] == ["不解决会有什么影响", "情况说明", "紧急程度"]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("注塑机, 55, 4, 0.7", Equipment("注塑机", Decimal(55), 4, Decimal("0.7"))),
        ("空压机，37kW，２台", Equipment("空压机", Decimal(37), 2, Decimal(1))),
        ("行车\t7.5", Equipment("行车", Decimal("7.5"), 1, Decimal(1))),
    ],
)
def test_equipment_is_read_as_people_write_it(line: str, row: Equipment) -> None:
    assert read_equipment(f"\n{line}\n") == ((row,), None)


@pytest.mark.parametrize("line", ["炉", "炉, 多", "炉, 0", "炉, 5, 1.5", "炉, 5, 0", "炉, 5, 1, 2", "炉, 5, 1, 1, 1",
                                  "炉, 5, 99999", "炉, 0.00000001"])  # fmt: skip
def test_equipment_that_makes_no_sense_is_refused(line: str) -> None:
    rows, wrong = read_equipment(line)
    assert rows == ()
    assert wrong is not None


def test_a_list_without_end_is_refused() -> None:
    rows, wrong = read_equipment("炉, 1\n" * (MOST_ROWS + 1))
    assert len(rows) == MOST_ROWS
    assert wrong is not None


def test_transformers_are_read_as_number_times_capacity() -> None:
    assert read_transformers("1×630，2台 x 800 kVA") == (((1, Decimal(630)), (2, Decimal(800))), None)
    assert read_transformers("1, 630\n2 台\t800 kVA\n1，500") == (
        ((1, Decimal(630)), (2, Decimal(800)), (1, Decimal(500))), None,
    )  # fmt: skip
    assert read_transformers("")[0] == ()
    assert read_transformers("0×630")[1] is not None


DECREASE: dict[str, Any] = INCREASE | {
    "apply_kind": "decrease", "add_kva": None, "existing_kva": Decimal(1250), "decrease_kind": "decrease",
    "decrease_kva": Decimal(620),
}  # fmt: skip


def test_a_decrease_says_how_much_and_what_remains() -> None:
    assert said(DECREASE) == {}
    assert kept_data("power", DECREASE)["remaining_kva"] == "630"
    assert said(DECREASE | {"existing_kva": None, "decrease_kva": None}) == {
        "existing_kva": "请填写现有容量。", "decrease_kva": "请填写减少或暂停的容量。",
    }  # fmt: skip
    over = DECREASE | {"decrease_kva": Decimal(1251)}
    assert "超过现有容量 1,250 kVA" in said(over)["decrease_kva"]
    assert "remaining_kva" not in kept_data("power", over)
    assert kept_data("power", DECREASE | {"decrease_kva": Decimal(1250)})["remaining_kva"] == "0"


def test_a_suspension_ends_after_it_begins() -> None:
    suspended = DECREASE | {"decrease_kind": "suspend"}
    assert said(suspended) == {"decrease_until": "请填写计划恢复日期。"}
    begins = suspended["needed_by"]
    assert "应晚于" in said(suspended | {"decrease_until": begins})["decrease_until"]
    assert said(suspended | {"decrease_until": begins + timedelta(days=1)}) == {}


def test_a_second_source_says_how_the_sources_are_used() -> None:
    dual = INCREASE | {"apply_kind": "dual_source", "source_count": "double"}
    assert said(dual) == {"second_source_use": "请选择两路电源怎么用。"}
    assert said(dual | {"second_source_use": "standby", "second_source_kva": Decimal(500)}) == {}


def test_transformers_in_one_line_as_an_older_version_asks_still_count() -> None:
    text = packaged_text("power")
    start, end = (
        text.index('name = "transformer_list"'),
        text.index('[[section.field]]\nname = "equipment_list"'),
    )
    line = (
        'name = "transformer_list"\nkind = "line"\nzh = "变压器"\nen = "Transformers"\nrequired = false\n\n'
    )
    older = read_form(text[:start] + line + text[end:])
    kept = kept_data(older, INCREASE | {"transformer_list": "1×630, 1×500"})
    assert (kept["transformer_list"], kept["transformers_kva"]) == ("1×630, 1×500", "1130")
