"""`service-desk lifecycle`: print docs/life-of-a-ticket.md from the transition table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import click

from service_desk.domain.actions import ACTION_NAMES
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.guards import Guard
from service_desk.domain.notices import NOTICE_NAMES, Audience
from service_desk.domain.roles import DEPARTMENT_ROLES, ROLE_NAMES, Role
from service_desk.domain.states import HANDLING_STATES, OPEN_STATES, STATE_NAMES, State
from service_desk.domain.transitions import TRANSITIONS, Transition, find_transition

AUDIENCE_NAMES = {
    Audience.ENTERPRISE: Bilingual("企业", "the enterprise"),
    Audience.LEAD_DEPARTMENT: Bilingual(
        "主办单位（派单前为受理中心）", "the lead department (the centre before dispatch)"
    ),
    Audience.CO_DEPARTMENTS: Bilingual("协办单位", "the co-handling departments"),
    Audience.NAMED_DEPARTMENT: Bilingual("所涉单位", "the department concerned"),
    Audience.COORDINATOR: Bilingual("受理中心", "the centre"),
    Audience.LEADERS: Bilingual("区领导", "the zone leaders"),
    Audience.COLLEAGUE: Bilingual("被提到的同事", "the colleague who was mentioned"),
}
SIGHT_NAMES = {
    True: Bilingual("看得见", "yes"),
    False: Bilingual("看不见", "no"),
    None: Bilingual("由填写人决定", "as the author decides"),
}

INTRODUCTION = """\
# 诉求的一生 / The life of a ticket

由 `service-desk lifecycle` 从 `service_desk/domain/transitions.py` 的流转表打印，不手工修改；测试核对本页与流转表一致。
Printed by `service-desk lifecycle` from the transition table in `service_desk/domain/transitions.py`, never edited by hand;
a test compares this page with the table.
"""


@click.command("lifecycle")
def lifecycle_command() -> None:
    """Print every state and step of a ticket as Markdown, from the one table that decides."""
    click.echo(life_of_a_ticket(), nl=False)


def life_of_a_ticket() -> str:
    """Return docs/life-of-a-ticket.md: states, a diagram, and every step with who, on what conditions, who is told."""
    parts = (INTRODUCTION, "\n".join(_states()), "\n".join(_diagram()), "\n".join(_steps()))
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def _states() -> Iterator[str]:
    yield "## 状态 / States\n"
    yield from _table_head("中文", "English", "代码 code", "谁负责 responsible")
    for state in State:
        name = STATE_NAMES[state]
        yield _line(name.zh, name.en, f"`{state}`", _both(_responsible(state)))


def _responsible(state: State) -> Bilingual:
    if state is State.DRAFT:
        return Bilingual("企业（尚未提交）", "the enterprise (not submitted yet)")
    if state not in OPEN_STATES:
        return Bilingual("已结束", "ended")
    if state in HANDLING_STATES:
        return Bilingual("主办单位", "the lead department")
    return Bilingual("受理中心", "the centre")


def _diagram() -> Iterator[str]:
    """Draw the steps that lead from one state to another; those possible everywhere would hide the rest."""
    yield "## 流转图 / Diagram\n"
    yield "任一在办状态都可以撤回或并案，图中不画。Withdrawing and merging are possible in every open state and not drawn.\n"
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        yield f'    state "{STATE_NAMES[state].zh} {STATE_NAMES[state].en}" as {state}'
    yield f"    [*] --> {State.DRAFT}"
    common = {row.action for row in _everywhere()}
    for row in TRANSITIONS:
        if row.target not in (row.source, None) and row.action not in common:
            yield f"    {row.source} --> {row.target}: {ACTION_NAMES[row.action].zh}"
    for state in State:
        if state is not State.DRAFT and state not in OPEN_STATES:
            yield f"    {state} --> [*]"
    yield "```"


def _steps() -> Iterator[str]:
    yield "## 步骤 / Steps\n"
    yield "企业只能办理自己出示过查询码（或邮件链接）的诉求；承办人和部门负责人只能办理本单位主办的诉求，注明“协办”的除外。"
    yield "An enterprise acts on the tickets whose query code (or mailed link) it has shown; handlers and heads act on the tickets"
    yield "their own department leads, except where co-handling is named.\n"
    yield "“办理进展”只在企业看得见时寄给企业，“企业有异议”只在企业说没有完全解决时寄出。"
    yield "Progress is mailed only where the enterprise may see it, a dispute only where the enterprise is not content.\n"
    yield from _table_head(
        "从 from",
        "办理 act",
        "到 to",
        "由谁 by whom",
        "条件 on condition",
        "通知 told",
        "企业可见 enterprise sees it",
    )
    common = list(_everywhere())
    drawn = {row.action for row in common}
    for row in TRANSITIONS:
        if row.action not in drawn or row.source not in OPEN_STATES:
            yield _step(_both(STATE_NAMES[row.source]), row)
    for row in common:
        yield _step("任一在办状态<br>every open state", row)


def _everywhere() -> Iterator[Transition]:
    """Yield one row for each act that every open state has in the same form."""
    first, *others = sorted(OPEN_STATES)
    for row in TRANSITIONS:
        if row.source is first and all(_same(row, find_transition(state, row.action)) for state in others):
            yield row


def _same(row: Transition, other: Transition | None) -> bool:
    """Tell whether two rows differ in their states only, both staying where they are or both going to one place."""
    if other is None:
        return False
    goes_alike = row.target is other.target or (row.source is row.target and other.source is other.target)
    return goes_alike and replace(other, source=row.source, target=row.target) == row


def _target(row: Transition) -> str:
    if row.target is None:
        return "原来的状态<br>where it was before"
    return "不变<br>unchanged" if row.source is row.target else _both(STATE_NAMES[row.target])


def _step(source: str, row: Transition) -> str:
    act = ACTION_NAMES[row.action]
    target = _target(row)
    told = (
        f"{NOTICE_NAMES[notice].zh} → {AUDIENCE_NAMES[audience].zh}<br>{NOTICE_NAMES[notice].en} → {AUDIENCE_NAMES[audience].en}"
        for notice, audience in row.notices
    )
    return _line(
        source,
        f"{act.zh}<br>{act.en}<br>`{row.action}`",
        target,
        _both(_people(row)),
        "<br>".join(map(_condition, row.guards)),
        "<br>".join(told),
        _both(SIGHT_NAMES[row.is_public]),
    )


def _people(row: Transition) -> Bilingual:
    names = [_seat(role, row) for role in Role if role in row.roles]
    return Bilingual("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _seat(role: Role, row: Transition) -> Bilingual:
    name = ROLE_NAMES[role]
    if role in DEPARTMENT_ROLES and row.co_only:
        return Bilingual(f"协办单位的{name.zh}", f"{name.en} of a co-handling department")
    return name


def _condition(guard: Guard) -> str:
    """Return the first sentence of a guard's docstring: what it stands for."""
    return (guard.__doc__ or "").split("\n", maxsplit=1)[0]


def _both(words: Bilingual) -> str:
    return f"{words.zh}<br>{words.en}"


def _table_head(*titles: str) -> Iterable[str]:
    return _line(*titles), _line(*["---"] * len(titles))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
