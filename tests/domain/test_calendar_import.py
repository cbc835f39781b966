"""What an administrator imports for a year: both JSON shapes, CSV, and every way it can be wrong."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.calendar import (
    CalendarImportError,
    CalendarYear,
    load_calendar_years,
    parse_calendar_year,
)

PUBLISHED = """{
  "year": 2027,
  "papers": [],
  "days": [
    {"name": "元旦", "date": "2026-12-31", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-09", "isOffDay": false}
  ]
}"""
SHORT = '{"year": 2027, "off": ["2026-12-31~2027-01-01"], "on": ["2027-01-09"]}'
CSV = "\ufeff日期,off|on,名称\n\n# 草稿\n2026/12/31至2027/1/1,休,元旦\n2027年1月9日，on，元旦\n"


@pytest.mark.parametrize(("text", "form"), [(PUBLISHED, "json"), (SHORT, "json"), (CSV, "csv")])
def test_the_same_year_comes_out_of_every_shape(text: str, form: str) -> None:
    year = parse_calendar_year(text, form)  # type: ignore[arg-type]
    assert year == CalendarYear(
        2027, frozenset({date(2026, 12, 31), date(2027, 1, 1)}), frozenset({date(2027, 1, 9)})
    )


def test_the_names_of_the_days_are_kept() -> None:
    year = parse_calendar_year(PUBLISHED, "json")
    assert year.names == dict.fromkeys((date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 9)), "元旦")
    unnamed = parse_calendar_year(
        '{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true}]}', "json"
    )
    assert unnamed.names == {}


@pytest.mark.parametrize("year", load_calendar_years(), ids=lambda year: str(year.year))
def test_a_packaged_year_survives_being_exported_and_imported(year: CalendarYear) -> None:
    for back in (
        parse_calendar_year(year.to_csv(), "csv"),
        parse_calendar_year(json.dumps(year.as_published()), "json"),
    ):
        assert back == year
        assert back.names == year.names


def problems(text: str, form: str, year: int | None = None) -> list[tuple[int | None, str, str]]:
    with pytest.raises(CalendarImportError) as refused:
        parse_calendar_year(text, form, year)  # type: ignore[arg-type]
    return [(problem.line, problem.words.zh, problem.words.en) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("2027-02-30,off,春节", "不是有效日期", "not a valid date"),
        ("春节,off,春节", "不是有效日期", "not a valid date"),
        ("2027-02-05~2027-02-06~2027-02-07,off", "不是有效日期", "not a valid date"),
        ("2027-02-06~2027-02-05,off", "起止不对", "runs the wrong way"),
        ("2027-02-06~2027-04-05,off", "起止不对", "runs the wrong way"),
        ("2028-01-01,off,元旦", "2028-01-01 不属于 2027 年", "does not belong to 2027"),
        ("2026-11-30,off,元旦", "2026-11-30 不属于 2027 年", "does not belong to 2027"),
        ("2027-01-01,off,元旦", "2027-01-01 重复，第 2 行已列出", "listed twice, first on line 2"),
        ("2027-05-10,on,劳动节", "2027-05-10 是星期一，本来就是工作日", "is a Monday and works anyway"),
        ("2027-05-01,maybe,劳动节", "现在是“maybe”", "it says “maybe”"),
        ("2027-05-01", "现在是“”", "it says “”"),
    ],
)
def test_a_wrong_line_of_csv_is_named_with_its_number(line: str, zh: str, en: str) -> None:
    found = problems(f"date,off|on,name\n2027-01-01,off,元旦\n{line}\n2027-10-01,off,国庆节\n", "csv", 2027)
    assert len(found) == 1
    assert found[0][0] == 3
    assert found[0][1].startswith("第 3 行：")
    assert zh in found[0][1]
    assert found[0][2].startswith("Line 3: ")
    assert en in found[0][2]


def test_all_wrong_lines_are_named_at_once_in_the_order_of_the_file() -> None:
    found = problems("2027-05-01,?\n2027-02-30,off\n2027-05-10,on\n2027-01-01,off\n", "csv")
    assert [line for line, _, _ in found] == [1, 2, 3]


def test_a_wrong_date_in_json_is_named_with_its_line() -> None:
    found = problems(PUBLISHED.replace("2027-01-09", "2027-01-08"), "json")
    assert found == [
        (
            7,
            "第 7 行：2027-01-08 是星期五，本来就是工作日，不应列为调休上班。",
            "Line 7: 2027-01-08 is a Friday and works anyway; it cannot be a make-up day.",
        )
    ]


def test_a_date_twice_in_json_is_named_with_the_second_line() -> None:
    found = problems(PUBLISHED.replace("2026-12-31", "2027-01-01"), "json")
    assert [(line, "第 5 行已列出" in zh) for line, zh, _ in found] == [(6, True)]


def test_a_date_spelt_with_escapes_is_judged_all_the_same_only_without_its_line() -> None:
    found = problems('{"year": 2027, "off": [], "on": ["2027\\u002d05-10"]}', "json")
    assert [(line, en) for line, _, en in found] == [
        (None, "2027-05-10 is a Monday and works anyway; it cannot be a make-up day.")
    ]


def test_a_date_twice_of_which_one_has_no_line_is_named_without_the_other() -> None:
    found = problems('{"year": 2027, "off": ["2027-01-01", "2027\\u002d01-01"]}', "json")
    assert [en for _, _, en in found] == ["2027-01-01 is listed twice, first on line 1; please remove one."]
    found = problems('{"year": 2027, "off": ["2027\\u002d01-01", "2027-01-1"]}', "json")
    assert [en for _, _, en in found] == ["Line 1: 2027-01-01 is listed twice; please remove one."]


def test_broken_json_says_where_it_breaks() -> None:
    found = problems('{"year": 2027,\n "days": [,]}', "json")
    assert found[0][0] == 2
    assert "第 11 列" in found[0][1]


@pytest.mark.parametrize("text", ["[]", "{}", '{"year": 2027, "days": "none"}', "[" * 100_000])
def test_json_of_another_shape_is_told_the_right_one(text: str) -> None:
    found = problems(text, "json")
    assert found == [
        (
            None,
            "文件应是一个对象，含 year 和 days，或 year、off 和 on。",
            "The file must be an object with year and days, or with year, off and on.",
        )
    ]


@pytest.mark.parametrize(
    ("item", "zh"),
    [
        ('{"date": "2027-01-01"}', "应含 date（日期文字）和 isOffDay"),
        ('{"date": 20270101, "isOffDay": true}', "应含 date（日期文字）和 isOffDay"),
        ('{"date": "2027-01-01", "isOffDay": "yes"}', "应含 date（日期文字）和 isOffDay"),
        ('"2027-01-01"', "应含 date（日期文字）和 isOffDay"),
    ],
)
def test_an_item_of_the_wrong_shape_is_named_by_its_place(item: str, zh: str) -> None:
    found = problems(
        f'{{"year": 2027, "days": [{{"date": "2027-05-01", "isOffDay": true}}, {item}]}}', "json"
    )
    assert len(found) == 1
    assert found[0][1].startswith("第 2 项：")
    assert zh in found[0][1]


def test_a_number_in_the_short_shape_is_named_by_its_place() -> None:
    found = problems('{"year": 2027, "off": ["2027-05-01"], "on": [20270508]}', "json")
    assert found[0][1] == '第 2 项：应是日期文字，如 "2027-01-01"。'


def test_a_file_for_another_year_than_the_chosen_one_is_refused_once() -> None:
    found = problems(PUBLISHED, "json", 2028)
    assert found == [
        (None, "文件是 2027 年的，您选择的是 2028 年。", "The file is for 2027, you chose 2028.")
    ]


def test_without_a_stated_year_the_dates_decide() -> None:
    shape = {"days": [{"date": day, "isOffDay": True} for day in ("2026-12-31", "2027-01-01", "2027-05-01")]}
    assert parse_calendar_year(json.dumps(shape), "json").year == 2027


@pytest.mark.parametrize(
    ("text", "form"), [("", "csv"), ("date,off|on,name\n", "csv"), ('{"year": 2027, "days": []}', "json")]
)
def test_a_file_without_dates_is_refused(text: str, form: str) -> None:
    assert problems(text, form) == [
        (None, "没有任何日期，请检查文件内容。", "There are no dates; please check the file.")
    ]


def test_a_file_without_any_readable_date_is_refused_line_by_line() -> None:
    assert [line for line, _, _ in problems("x,off\ny,off\n", "csv")] == [1, 2]


def test_a_cell_that_never_ends_is_not_taken_for_csv() -> None:
    found = problems("2027-01-01,off,元旦\n2027-05-01,off," + "长" * 200_000, "csv")
    assert "不是合法的 CSV" in found[0][1]
    assert "not valid CSV" in found[0][2]


@settings(max_examples=60)
@given(st.text('2027-1~/年月日{}[]:,，"\\noffdays休#', max_size=60), st.sampled_from(["json", "csv"]))
def test_any_text_gives_a_year_or_a_refusal_in_words(text: str, form: str) -> None:
    try:
        words = [str(parse_calendar_year(text, form).year)]  # type: ignore[arg-type]
    except CalendarImportError as refused:
        words = [part for problem in refused.problems for part in problem.words]
    assert words
    assert all(words)
