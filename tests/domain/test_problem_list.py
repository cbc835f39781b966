"""The problem list as officers keep it: headings in their words, rows with what is wrong beside what is right."""

from __future__ import annotations

from datetime import date

import pytest

from service_desk.domain.problem_list import COLUMNS, MAX_ROWS, read_day, read_list
from service_desk.domain.requests import Source

HEADINGS = ["企业名称", "诉求内容", "联系电话", "提出日期", "来源", "事项"]


def rows(*cells: list[str], headings: list[str] | None = None) -> tuple[dict[str, str], ...]:
    listed = read_list([headings or HEADINGS, *cells])
    return tuple({name: words.zh for name, words in row.problems.items()} for row in listed.rows)


def test_headings_are_known_by_several_names_in_any_order_and_the_others_are_passed_over() -> None:
    listed = read_list(
        [
            [""],
            ["序号", "问题描述*", "单位名称", "Contact"],
            ["1", "园区停水", "演示甲公司", "王"],
            ["", "", "", ""],
        ]
    )
    (row,) = listed.rows
    assert (row.line, row.values) == (
        3,
        {"body": "园区停水", "enterprise_name": "演示甲公司", "contact_name": "王"},
    )
    assert (row.title, row.source, row.problems) == ("园区停水", Source.VISIT, {})


def test_a_sheet_without_a_required_column_names_it() -> None:
    listed = read_list([["企业名称", "电话"], ["演示甲公司", "1"]])
    assert [each.zh for each in listed.missing] == ["诉求内容"]
    assert listed.rows == ()
    assert [each.zh for each in read_list([]).missing] == ["企业名称", "诉求内容"]


def test_everything_wrong_with_a_row_is_said_by_column() -> None:
    (found,) = rows(["", "", "12", "昨天", "鸽子", "魔法"])
    assert set(found) == {
        "enterprise_name",
        "body",
        "contact_mobile",
        "occurred_on",
        "source",
        "request_type",
    }
    assert rows(["演示甲公司", "停水", "13800138000", "2026/3/1", "电话代录", ""]) == ({},)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_no_column_takes_more_than_it_holds(column: object) -> None:
    name, longest = column.name, column.longest  # type: ignore[attr-defined]
    listed = read_list([["企业", "内容", name], ["演示甲公司", "停水", "字" * (longest + 1)]])
    assert name in listed.rows[0].problems or name in ("enterprise_name", "body")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-10", date(2026, 3, 10)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026.3.1", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("2026-03-10 09:30", date(2026, 3, 10)),
        ("2026-13-01", None),
        ("三月", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_a_row_is_recognised_whatever_stands_around_it() -> None:
    first = read_list([["企业", "内容"], ["演示甲公司", "停水"]]).rows[0]
    again = read_list([["联系人", "内容", "企业"], ["", "", ""], ["王", "停水", "演示甲公司"]]).rows[0]
    other = read_list([["企业", "内容"], ["演示甲公司", "停电"]]).rows[0]
    assert first.key == again.key != other.key


def test_a_list_has_an_end() -> None:
    listed = read_list([["企业", "内容"], *(["演示甲公司", f"第{n}个"] for n in range(MAX_ROWS + 1))])
    assert (len(listed.rows), listed.is_too_long) == (MAX_ROWS, True)
