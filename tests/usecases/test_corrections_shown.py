"""What an enterprise put right in its form, as the desk shows it: whole to whoever may call, contacts half hidden to others."""

from __future__ import annotations

from service_desk.domain.following import effective
from service_desk.persistence.database import db
from service_desk.persistence.event_log import history
from service_desk.usecases.reading.answers import answers_of, corrections_of
from tests.domain.test_power_form import INCREASE
from tests.usecases.deeds import CALLER, HANDLER
from tests.usecases.office import Office
from tests.usecases.test_correct_form import WANTED, correct, filed


def test_corrections_are_told_newest_first_and_none_where_nothing_was_corrected(office: Office) -> None:
    number = filed(office, *WANTED)
    ticket = office.ticket(number)
    assert (
        corrections_of(db.session(), ticket, effective(tuple(history(db.session(), ticket.id))), CALLER) == []
    )
    correct(office, number, INCREASE | {"electrician_mobile": "13900139000"})
    ticket = office.ticket(number)
    events = effective(tuple(history(db.session(), ticket.id)))
    for reader in (CALLER, HANDLER):
        [(_at, changes)] = corrections_of(db.session(), ticket, events, reader)
        assert changes
        assert answers_of(db.session(), ticket, reader)
    assert "13900139000" not in str(corrections_of(db.session(), ticket, events, HANDLER))
