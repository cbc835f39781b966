"""The dated plan of a hold: one node a line, each beginning with its day (domain notes §1.4, 时间节点和计划)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from service_desk.domain.bilingual import Bilingual

_LINE = re.compile(r"^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*[：:，,、]?\s*(.*\S)\s*$")


@dataclass(frozen=True)
class Node:
    """One step of a plan: what is done by which day."""

    on: date
    what: str


@dataclass(frozen=True)
class Plan:
    """The nodes of a plan in the order of their days, or what is wrong with the text."""

    nodes: tuple[Node, ...] = ()
    problem: Bilingual | None = None


def read_plan(text: str, today: date) -> Plan:
    """Read a plan written as lines such as `2026-12-01 完成方案`; every line needs a day, the first one after today."""
    nodes = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        node = _node(line)
        if node is None:
            return Plan(problem=Bilingual(
                f"第{number}行没有日期。每行写一个节点，以日期开头，如“2026-12-01 完成方案”。",
                f"Line {number} has no date. One node a line, beginning with its day, such as “2026-12-01 design done”.",
            ))  # fmt: skip
        nodes.append(node)
    if not nodes:
        return Plan(problem=Bilingual("请写明时间节点。", "Please write down the dated nodes."))
    nodes.sort(key=lambda node: node.on)
    if nodes[0].on <= today:
        return Plan(problem=Bilingual("节点日期要在今天之后。", "Every node must lie after today."))
    return Plan(tuple(nodes))


def _node(line: str) -> Node | None:
    found = _LINE.match(line)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return Node(day, found[4])
