"""Lists typed one row a line: read as people write and paste them, refused with the line and the reason."""

from __future__ import annotations

import pytest

from service_desk.domain.request_forms import FORM_CODES, FieldKind, FormField, describe, form_of, kept_data
from service_desk.domain.request_forms.rows import (
    LONGEST_CELL,
    MOST_ROWS,
    heads,
    how_in_cells,
    how_in_lines,
    read_rows,
    row_pattern,
)


def asked(code: str, name: str) -> FormField:
    return next(field for field in form_of(code).fields() if field.name == name)


EQUIPMENT, LOG = asked("power", "equipment_list"), asked("power", "quality_log")
PHASES, SITES = asked("power", "phases"), asked("energy_list", "sites")


@pytest.mark.parametrize(
    ("field", "line", "row"),
    [
        (EQUIPMENT, "注塑机, 55, 4, 0.7", ("注塑机", "55", "4", "0.7")),
        (EQUIPMENT, "空压机，37kW，２台", ("空压机", "37kW", "2台", "")),
        (EQUIPMENT, "行车\t7.5", ("行车", "7.5", "", "")),
        (EQUIPMENT, "炉、450、2", ("炉", "450", "2", "")),
        (
            LOG,
            "3月2日, 14:20, 3 分钟, 停机两小时，报废 30 件",
            ("3月2日", "14:20", "3 分钟", "停机两小时,报废 30 件"),
        ),
        (LOG, "2026-03-02; 9:05; 0.2 秒", ("2026-03-02", "9:05", "0.2 秒", "")),
        (PHASES, "2026年9月, 800 kVA", ("2026年9月", "800 kVA")),
        (SITES, "创业大道8号, 计入", ("创业大道8号", "计入", "")),
        (SITES, "8 Road, Excluded, let out", ("8 Road", "Excluded", "let out")),
        (SITES, "8 Road, no, let out", ("8 Road", "no", "let out")),
    ],
)
def test_a_row_is_read_as_people_write_it(field: FormField, line: str, row: tuple[str, ...]) -> None:
    assert read_rows(field, f"\n  {line}  \n\n") == ((row,), None)


@pytest.mark.parametrize(
    ("field", "line", "reason"),
    [
        (EQUIPMENT, "行车", "缺额定功率"),
        (EQUIPMENT, ", 5", "缺名称"),
        (EQUIPMENT, "炉, 多", "额定功率“多”不是数字"),
        (EQUIPMENT, "炉, 0", "额定功率太小"),
        (EQUIPMENT, "炉, 99999999999", "额定功率不能超过 10,000,000"),
        (EQUIPMENT, "炉, 0.00000001", "不是数字"),
        (EQUIPMENT, "炉, 5, 1.5", "台数应为整数"),
        (EQUIPMENT, "炉, 5, 1, 2", "需用系数不能超过 1"),
        (EQUIPMENT, "炉" * (LONGEST_CELL + 1) + ", 5", "名称太长"),
        (LOG, "昨天, 14:20, 3 分钟", "日期“昨天”不是日期"),
        (LOG, "13月1日, 14:20, 3 分钟", "不是日期"),
        (LOG, "3月2日, 25:00, 3 分钟", "时间“25:00”不是时间"),
        (PHASES, "2026-13, 5", "年月“2026-13”不是年月"),
        (SITES, "创业大道8号, 也许", "应为 计入、不计入 之一"),
    ],
)
def test_a_row_that_does_not_fit_is_quoted_with_what_is_wrong(
    field: FormField, line: str, reason: str
) -> None:
    rows, wrong = read_rows(field, line)
    assert rows == ()
    assert wrong is not None
    assert "第 1 行" in wrong.zh
    assert reason in wrong.zh
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in wrong.en.split("”", 1)[1].split("“")[0])


def test_reading_stops_at_the_first_wrong_line_and_at_too_many() -> None:
    rows, wrong = read_rows(EQUIPMENT, "炉, 5\n行车\n炉, 6")
    assert len(rows) == 1
    assert wrong is not None
    assert "第 2 行“行车”" in wrong.zh
    rows, wrong = read_rows(EQUIPMENT, "炉, 1\n" * (MOST_ROWS + 1))
    assert (len(rows), wrong is None) == (MOST_ROWS, False)


def test_how_a_row_is_written_names_its_columns_with_their_units() -> None:
    assert row_pattern(EQUIPMENT).zh == "名称, 额定功率 kW, [台数], [需用系数]"
    assert [head.en for head in heads(PHASES)] == ["Month", "Capacity kVA"]


def test_a_list_reads_back_as_a_table_and_one_that_cannot_be_read_as_it_was_typed() -> None:
    kept = kept_data("power", {"apply_kind": "new", "phases": "2026-09, 800\n2027-03, 400"})
    answers = {answer.label.zh: answer for section in describe("power", kept) for answer in section.answers}
    assert answers["分期负荷"].rows == (("2026-09", "800"), ("2027-03", "400"))
    old = describe("power", {"phases": "明年再说", "quality_log": ["a"]})
    assert {answer.label.zh: (answer.value, answer.rows) for each in old for answer in each.answers} == {
        "分期负荷": ("明年再说", ()), "记录": ("a", ()),
    }  # fmt: skip


def test_the_help_of_lines_gives_their_order_and_an_example() -> None:
    told = how_in_lines(EQUIPMENT)
    assert told.zh == (
        "负荷超过 100 kW 时必填，每种设备一行。每行依次为 名称, 额定功率 kW, [台数], [需用系数]，方括号里的可以不写，"
        "如 注塑机, 55, 4, 0.7。"
    )
    assert told.en.endswith("what is in brackets may be left out. An example: Press, 55, 4, 0.7.")


def test_the_help_of_cells_says_which_may_stay_empty_and_nothing_of_lines() -> None:
    told = how_in_cells(EQUIPMENT)
    assert told.zh.endswith("每格填一项，也可从表格软件整块粘贴。可以空着：台数、需用系数。")
    assert told.en.endswith("May stay empty: Quantity, Demand factor.")
    assert "方括号" not in told.zh
    assert "可以空着" not in how_in_cells(PHASES).zh


@pytest.mark.parametrize(("code", "name"), [
    (code, field.name) for code in FORM_CODES for field in form_of(code).fields() if field.kind is FieldKind.ROWS
])  # fmt: skip
def test_every_packaged_list_has_an_example_that_can_be_read(code: str, name: str) -> None:
    field = asked(code, name)
    assert field.example is not None
    for line in (field.example.zh, field.example.en):
        rows, wrong = read_rows(field, line)
        assert (len(rows), wrong) == (1, None)
        assert line not in how_in_cells(field).zh
