"""The department's part of a form: kept as progress, and only where it says something new."""

from __future__ import annotations

import pytest

from service_desk.domain.refusals import InvalidInput
from service_desk.usecases.handling.fill_office_part import fill_office_part
from tests.usecases.deeds import HANDLER, WORKING
from tests.usecases.office import Office


def test_nothing_new_is_told_and_nothing_recorded(office: Office) -> None:
    number = office.bring(*WORKING)
    before = office.last(number).seq
    with pytest.raises(InvalidInput):
        fill_office_part(number, HANDLER, office.now, form_data={"no_such_answer": "1"})
    assert office.last(number).seq == before
