"""The dated plan of a hold, written as lines that begin with a day."""

from __future__ import annotations

from datetime import date

import pytest

from service_desk.domain.plans import Node, read_plan

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    "line",
    [
        "2026-04-01 完成方案",
        "2026/4/1 完成方案",
        "2026.04.01：完成方案",
        "2026年4月1日，完成方案",
        "  2026-4-1完成方案  ",
    ],
)
def test_a_line_may_write_its_day_in_any_usual_way(line: str) -> None:
    assert read_plan(line, TODAY).nodes == (Node(date(2026, 4, 1), "完成方案"),)


def test_nodes_come_in_the_order_of_their_days_and_empty_lines_do_not_count() -> None:
    found = read_plan("\n2026-05-01 开工\n\n2026-04-01 完成方案\n", TODAY)
    assert [node.what for node in found.nodes] == ["完成方案", "开工"]
    assert found.problem is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "请写明时间节点"),
        ("2026-04-01 完成方案\n然后开工", "第2行没有日期"),
        ("2026-02-30 完成方案", "第1行没有日期"),
        ("2026-04-01", "第1行没有日期"),
        ("2026-03-10 完成方案", "要在今天之后"),
    ],
)
def test_a_plan_that_cannot_be_followed_says_what_is_wrong(text: str, words: str) -> None:
    found = read_plan(text, TODAY)
    assert found.nodes == ()
    assert found.problem is not None
    assert words in found.problem.zh
