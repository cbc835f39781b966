"""The replays: nothing is added to the page, the command tells them, and a case is stored whole and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask_sqlalchemy import SQLAlchemy

from service_desk.cli import main
from service_desk.demo.replays.acting import act_out
from service_desk.demo.replays.script import REPLAYS, Basis, load_script
from service_desk.domain.refusals import NotPossible
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import DepartmentRow, Enterprise, OutboxMail, Ticket
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.replays import Replayed

# ---- nothing is invented ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", REPLAYS)
def test_nobody_named_on_the_page_gets_an_invented_code_contact_or_telephone(
    database: SQLAlchemy, code: str, replayed: Replayed
) -> None:
    for ticket in replayed(code):
        assert (ticket.uscc, ticket.contact_name, ticket.contact_mobile, ticket.contact_email) == (None,) * 4
    assert set(database.session.scalars(sa.select(Enterprise.uscc))) == {None}


@pytest.mark.parametrize("code", REPLAYS)
def test_every_act_says_whether_the_page_tells_of_it(code: str) -> None:
    script = load_script(code)
    routine = {act.do for act in script.acts if act.basis is Basis.ROUTINE}
    assert routine <= {"submit", "accept", "dispatch", "sign", "approve_result", "join"}
    assert {act.do for act in script.acts if act.basis is Basis.PAGE} & {"sign", "record_meeting"}
    shown = {act.do for act in script.acts if act.basis is Basis.DEMO and not act.is_refused}
    assert shown <= {"dispatch"}
    assert all(script.ends >= act.at for act in script.acts)


@pytest.mark.parametrize("code", REPLAYS)
def test_those_who_review_are_not_those_who_wrote(code: str) -> None:
    people = load_script(code).people
    ids = [actor.user_id for actor, _ in people.values()]
    assert len(set(ids)) == len(ids)
    assert all(number is not None and number < 0 for number in ids)


def test_an_unknown_case_is_no_case() -> None:
    with pytest.raises(ValueError, match="kunming"):
        load_script("kunming")


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_command_prints_the_xianning_timeline_with_its_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path / "untouched"))
    told = CliRunner().invoke(main, ["replay", "xianning"])
    assert told.exit_code == 0, told.output
    for words in (
        "59自然日/42工作日",
        "3自然日/2工作日",
        "38自然日/25工作日",
        "35自然日/23工作日",
        "用时：5自然日/4工作日",
        "5月14日（周五）24:00到期",
        "提前2天",
        "未计入解决率",
        "时刻为演示设定",
        "统一社会信用代码：报道未载",
    ):
        assert words in told.output
    assert told.output.count("用时：5自然日/4工作日") == 2
    assert not (tmp_path / "untouched").exists()


def test_the_command_prints_the_shanxi_timeline_in_english() -> None:
    told = CliRunner().invoke(main, ["replay", "shanxi", "--lang", "en"])
    assert told.exit_code == 0, told.output
    for words in (
        "Substantial progress",
        "Now: In progress",
        "not in the solved rate",
        "≈2021-06-01",
        "27 days left",
    ):
        assert words in told.output


def test_a_kept_case_is_stored_once_and_a_second_time_refused(
    database: SQLAlchemy, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))
    monkeypatch.setenv("DESK_DATABASE_URL", database_url)
    assert CliRunner().invoke(main, ["replay", "xianning", "--keep"]).exit_code == 0
    again = CliRunner().invoke(main, ["replay", "xianning", "--keep"])
    assert again.exit_code == 1
    assert "已经重演" in again.output
    assert sorted(database.session.scalars(sa.select(Ticket.ticket_no))) == [
        "QY20210423-0001",
        "QY20210507-0001",
        "QY20210507-0002",
    ]


def test_no_letters_go_out_about_a_case_that_was_over_years_ago(database: SQLAlchemy) -> None:
    seed_departments()
    now = datetime(2026, 3, 10, tzinfo=SHANGHAI)
    with transaction() as session:
        session.get_one(DepartmentRow, "PW").mailbox = "pw@zone.example"
        queue_mail(session, "another", "dispatched", "wt@zone.example", now, ticket_no="QY20260310-0001")
    act_out(load_script("xianning"))
    assert database.session.scalars(sa.select(OutboxMail.key)).all() == ["another"]


def test_a_case_that_fails_half_way_stores_nothing(database: SQLAlchemy) -> None:
    seed_departments()
    script = load_script("xianning")
    doubled = replace(script, acts=(*script.acts, script.acts[-1]))
    with pytest.raises(NotPossible):
        act_out(doubled)
    assert database.session.scalars(sa.select(Ticket)).all() == []


def test_a_case_whose_refusal_fails_to_come_stores_nothing(database: SQLAlchemy) -> None:
    seed_departments()
    script = load_script("shanxi")
    soft = tuple(replace(act, is_refused=True) if act.do == "progress" else act for act in script.acts)
    with pytest.raises(AssertionError, match="permits progress"):
        act_out(replace(script, acts=soft))
    assert database.session.scalars(sa.select(Ticket)).all() == []


@pytest.mark.parametrize("code", REPLAYS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_tells_every_case_in_both_languages(code: str, language: str) -> None:
    told = CliRunner().invoke(main, ["replay", code, "--lang", language])
    assert told.exit_code == 0, told.output
    script = load_script(code)
    assert told.output.startswith(script.title.say(language))
    for words in [*script.facts, *(each.words for each in script.durations)]:
        assert words.say(language) in told.output
    assert told.output.count("✘") == sum(act.is_refused for act in script.acts)
