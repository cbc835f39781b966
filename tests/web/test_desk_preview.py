"""A ticket at a glance: small, with what one decides by, for those who may read the ticket and nobody else."""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.usecases.deeds import WORKING

SMALL = 8_000
"""Bytes; a list's page shows one at a time."""


def test_it_tells_the_request_the_clock_and_the_last_entries_and_stays_small(desk: Desk) -> None:
    number = desk.bring(*WORKING, body="电压不稳，设备跳闸。" * 200)
    desk.act(Action.NOTE, number, note="内部意见" * 200)
    answer = desk.officer(Role.HANDLER, "PW").fetch(f"/desk/tickets/{number}/preview")
    told = answer.get_data(as_text=True)
    assert len(answer.data) < SMALL
    assert "<html" not in told
    for words in ("电压不稳", 'class="mini"', "内部备注", f"/desk/tickets/{number}"):
        assert words in told
    assert told.count('class="strong"') == 3
    assert "no-store" in answer.headers["Cache-Control"]


def test_another_department_gets_nothing(desk: Desk) -> None:
    number = desk.bring(*WORKING)
    desk.officer(Role.HANDLER, "LE").fetch(f"/desk/tickets/{number}/preview", status=404)
