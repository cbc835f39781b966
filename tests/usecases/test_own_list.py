"""A list that somebody had written as a file: his own, and only as long as it is."""

from __future__ import annotations

import pytest

from service_desk.domain.refusals import NotFound
from service_desk.persistence.database import db
from service_desk.usecases.intake.import_list import import_part
from service_desk.usecases.intake.look_at_list import own_list as own_problem_list
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.own_list import list_of_user, own_list
from tests.usecases.deeds import COMMISSIONER, HANDLER
from tests.usecases.office import Office


def test_a_list_of_ones_own_is_found_and_no_other(office: Office) -> None:
    tab, _narrowed = own_list(db.session(), HANDLER, office.now, "our-in_progress", Narrowing())
    assert tab.key == "our-in_progress"
    with pytest.raises(NotFound):
        own_list(db.session(), HANDLER, office.now, "supervised", Narrowing())


def test_who_is_gone_has_no_list(office: Office) -> None:
    with pytest.raises(NotFound):
        list_of_user(db.session(), 987_654, office.now, "our-in_progress", Narrowing())


def test_a_problem_list_that_is_nobodys_is_neither_looked_at_nor_brought_in(office: Office) -> None:
    with pytest.raises(NotFound):
        own_problem_list(db.session(), "x" * 22, COMMISSIONER)
    with pytest.raises(NotFound):
        import_part("x" * 22, COMMISSIONER, office.now)
