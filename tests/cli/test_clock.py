"""`service-desk clock`: the clock of one ticket, every date with its reasons, at any moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask_sqlalchemy import SQLAlchemy

from service_desk.cli import main
from service_desk.domain.milestones import MilestoneKey
from service_desk.persistence.tables import Ticket
from tests.support.replays import act_case, tickets_of_case

Ask = Callable[..., Result]


def acted(code: str) -> list[Ticket]:
    """Act a case out in the database that the command will open."""
    act_case(code)
    return tickets_of_case()


@pytest.fixture
def ask(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ask:
    """Call the command on the database of the test."""
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))
    monkeypatch.setenv("DESK_DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(main, ["clock", *words])


def test_the_sheet_names_the_rules_and_gives_each_milestone_its_numbered_reasons(
    database: SQLAlchemy, ask: Ask
) -> None:
    number = acted("xianning")[1].ticket_no
    told = ask(number, "--at", "2021-05-31T18:00")
    assert told.exit_code == 0, told.output
    for words in (
        "QY20210507-0001  临时供电",
        "状态：待回访；难易：一般；第1轮",
        "规则：山西13710（自然日）  13710-natural@2026.1（按自然日计）",
        "出处：山西省“13710”工作制度",
        "时刻：2021年5月31日 18:00",
        "✔ M7 一般问题办结  5月14日（周五）24:00到期  5月12日（周三）16:30完成，提前2天",
        "1. 从5月7日（周五）09:20起算，当日不计（民法典第二百零一条）。",
        "2. 7天后是5月14日（周五）。",
        "1. 政务服务局（行政审批局）  5月11日（周二）24:00到期  5月7日（周五）11:00已反馈",
        "第1轮：5月7日（周五）09:20受理",
    ):
        assert words in told.output
    assert all(f" {key.value} " in told.output for key in MilestoneKey)


def test_in_the_past_only_what_had_happened_by_then_counts(database: SQLAlchemy, ask: Ask) -> None:
    number = acted("xianning")[1].ticket_no
    told = ask(number, "--at", "2021-05-11T10:00", "--language", "en")
    assert told.exit_code == 0, told.output
    assert "State: In progress" in told.output
    assert "▲ M3 Progress in three days  due Mon 10 May 24:00  10 h late" in told.output
    assert "● M7 General request finished  due Fri 14 May 24:00  3 days left" in told.output


def test_external_units_and_parts_stand_on_the_sheet(database: SQLAlchemy, ask: Ask) -> None:
    number = acted("shanxi")[0].ticket_no
    told = ask(number, "--at", "2021-06-04T18:00")
    assert "1. 太原市有关部门  6月2日（周三）16:00发出，等待回复" in told.output


def test_the_number_may_be_keyed_in_carelessly(database: SQLAlchemy, ask: Ask) -> None:
    acted("shanxi")
    assert "QY20210601-0001" in ask("qy20210601 0001", "--at", "2021-06-04").output


@pytest.mark.parametrize("number", ["QY20260101-0001", "nonsense"])
def test_an_unknown_number_is_said_to_be_unknown(database: SQLAlchemy, ask: Ask, number: str) -> None:
    told = ask(number)
    assert told.exit_code == 1
    assert f"没有编号为{number}的诉求" in told.output
    assert f"There is no ticket with the number {number}" in ask(number, "--language", "en").output


def test_before_it_was_filed_a_ticket_has_no_clock(database: SQLAlchemy, ask: Ask) -> None:
    number = acted("shanxi")[0].ticket_no
    told = ask(number, "--at", "2021-05-31")
    assert told.exit_code == 1
    assert "那时还没有登记" in told.output
