"""Running numbers: one after another, by day and prefix, and none twice however many processes ask."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.database import transaction
from service_desk.persistence.numbering import next_number
from tests.support.source_rules import ROOT

pytestmark = pytest.mark.every_database

TODAY = date(2026, 3, 10)
PROCESSES, EACH = 4, 50


def test_numbers_follow_each_other_by_day_and_prefix(database: SQLAlchemy) -> None:
    with transaction() as session:
        assert [next_number(session, "QY", TODAY) for _ in range(3)] == [1, 2, 3]
        assert next_number(session, "ZF", TODAY) == 1
        assert next_number(session, "QY", date(2026, 3, 11)) == 1
        assert next_number(session, "QY", TODAY) == 4


def test_a_number_whose_act_came_to_nothing_is_given_again(database: SQLAlchemy) -> None:
    def fail() -> None:
        with transaction() as session:
            next_number(session, "QY", TODAY)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with transaction() as session:
        assert next_number(session, "QY", TODAY) == 1


def test_four_processes_draw_fifty_numbers_each_and_none_twice(database_url: str) -> None:
    command = [sys.executable, "-m", "tests.persistence.drawing_numbers", database_url, str(EACH)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("begin\n")
        process.stdin.flush()
    drawn = [[int(line) for line in process.communicate(timeout=60)[0].split()] for process in processes]
    assert sorted(number for mine in drawn for number in mine) == list(range(1, PROCESSES * EACH + 1))
    assert all(mine == sorted(mine) for mine in drawn)
