"""Send letters again that the delivery has given up on."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotPossible
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.letters import failed_letter_ids, wait_again
from service_desk.persistence.zone_log import Subject, log_change
from service_desk.usecases.zone.entitlement import demand_administrator

AT_ONCE = 500
"""How many letters one press of the button sends again; the rest take another press."""


def send_mail_again(mail_id: int, *, by: Actor, now: datetime) -> None:
    """Put one failed letter back into the queue, with all its attempts before it.

    Raises NotEntitled, and NotPossible where the letter is unknown, waiting or sent already.
    """
    demand_administrator(by)
    with transaction() as session:
        if not _wait_again(session, mail_id, by, now):
            raise NotPossible(
                Bilingual(
                    "这封信不在“没寄成”之列（可能刚刚有人重发），不用再发。",
                    "This letter is not among the failed ones (somebody may just have sent it again).",
                )
            )


def send_all_mail_again(*, by: Actor, now: datetime) -> int:
    """Put the failed letters back into the queue, AT_ONCE at most, and return how many.

    Raises NotEntitled.
    """
    demand_administrator(by)
    with transaction() as session:
        failed = failed_letter_ids(session, AT_ONCE)
        return sum(_wait_again(session, mail_id, by, now) for mail_id in failed)


def _wait_again(session: Session, mail_id: int, by: Actor, now: datetime) -> bool:
    if not wait_again(session, mail_id, now):
        return False
    log_change(session, Subject.MAIL, str(mail_id), "sent_again", by, now, {})
    return True
