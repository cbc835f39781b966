"""Acting a script out: every act through the desk's own use cases, at its own moment, all in one commit."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.demo.replays.acts import perform_act, request_of, submission_key
from service_desk.demo.replays.script import Act, Script
from service_desk.demo.replays.visiting import visit_all, was_visited
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotPossible
from service_desk.persistence.database import transaction
from service_desk.persistence.filling import drop_letters_about, one_commit
from service_desk.persistence.tickets import ticket_by_submission
from service_desk.usecases.intake.submit_ticket import submit_ticket


@dataclass(frozen=True)
class Performed:
    """An act that was carried out, and the place it took in its ticket's event log.

    An attempt that was turned down took none (0); `refusal` is then what the desk said.
    """

    act: Act
    ticket_no: str
    seq: int
    refusal: Bilingual | None = None


def act_out(script: Script) -> tuple[Performed, ...]:
    """Carry out a whole script; nothing is stored unless everything is.

    No letters go out about what was over years ago. Raises NotPossible where the database already holds this replay,
    AssertionError where the desk permits what the script says it must refuse.
    """
    numbers: dict[str, str] = {}
    performed = []
    with one_commit() as session:
        first = submission_key(script, next(iter(script.parts)))
        if ticket_by_submission(session, first) is not None or was_visited(session, script):
            raise NotPossible(
                Bilingual(
                    "这个案例已经重演到这个数据库里了。",
                    "This case has been replayed into this database already.",
                )
            )
        for act in script.acts:
            if act.do == "submit" and script.round is not None and script.round.ticket == act.ticket:
                numbers[act.ticket] = visit_all(script, script.round, act)
                performed.append(Performed(act, numbers[act.ticket], 1))
            elif act.do == "submit":
                ticket = submit_ticket(request_of(script, act), script.people[act.by][0], act.at)
                numbers[act.ticket] = ticket.ticket_no
                performed.append(Performed(act, ticket.ticket_no, ticket.last_seq))
            elif act.is_refused:
                performed.append(Performed(act, numbers[act.ticket], 0, _attempt(script, act, numbers)))
            else:
                performed.append(Performed(act, numbers[act.ticket], perform_act(script, act, numbers)))
        with transaction() as writing:
            drop_letters_about(writing, list(numbers.values()))
    return tuple(performed)


def _attempt(script: Script, act: Act, numbers: dict[str, str]) -> Bilingual:
    """Try what the desk must refuse, and return what it says."""
    try:
        perform_act(script, act, numbers)
    except NotPossible as refusal:
        return refusal.reason
    raise AssertionError(f"the desk permits {act.do} on {act.ticket}, which the script says it refuses")
