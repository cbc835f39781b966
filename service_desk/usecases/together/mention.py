"""Mention colleagues by @ in an internal entry: who is meant, whether he may read the ticket, and how he is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from service_desk.domain.catalogue import Catalogue
from service_desk.domain.mentions import addressed, longest_known, possible_names
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.roles import Role
from service_desk.domain.telling import department_name
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session
from service_desk.persistence.outbox import queue_mail, waiting_mail
from service_desk.persistence.tables import Ticket, Watch
from service_desk.persistence.watching import active_people
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Check, Scene
from service_desk.usecases.reading.find_ticket import may_read
from service_desk.usecases.together.follow_ticket import watch_kept

ONE_LETTER_IN = timedelta(minutes=30)
"""However often somebody is mentioned in a ticket, one letter in this time tells him."""

AT_MOST = 20
"""So many people one entry may address."""


def mentioning(text: str, data: dict[str, Any]) -> Check | None:
    """Return what an act does with the people its text addresses (None for nobody): `data` will name them.

    The check raises InvalidInput for a name that is nobody's, is several people's, or is that of somebody who may not
    read the ticket.
    """
    written = addressed(text)
    if not written:
        return None

    def find(scene: Scene) -> None:
        inputs = Inputs()
        if len(written) > AT_MOST:
            inputs.fail("note", f"一次最多提到{AT_MOST}位同事。", f"At most {AT_MOST} colleagues at once.")
        inputs.finish()
        found = {user.id: user for each in written for user in _meant(scene, each, inputs)}
        inputs.finish()
        data["mentions"] = [{"id": user.id, "name": user.display_name} for user in found.values()]

    return find


def tell_mentioned(scene: Scene) -> None:
    """Give the entry just recorded to everybody it mentions, in his list and by letter; never to its own author."""
    event = scene.events[-1]
    for named in event.data.get("mentions", ()):
        user = scene.session.get(User, named["id"])
        if user is None or user.id == scene.actor.user_id:
            continue
        watch = watch_kept(scene.session, scene.ticket, user.id, scene.now)
        watch.mentioned_seq = watch.news_seq = event.seq
        watch.seen_seq, watch.is_unread = min(watch.seen_seq, event.seq - 1), True
        watch.news_at = scene.now
        if user.email:
            _write_to(scene.session, scene.ticket, event.seq, user, watch, scene.now)


def _meant(scene: Scene, written: str, inputs: Inputs) -> Sequence[User]:
    """Return the one person who is meant; notes why nobody can be."""
    known: dict[str, list[User]] = {}
    for user in active_people(scene.session, list(possible_names(written))):
        for called in {user.display_name.lower(), user.login.lower()}:
            known.setdefault(called, []).append(user)
    name = longest_known(written, known)
    if name is None:
        inputs.fail(
            "note", f"没有找到“@{written}”。请核对姓名；不是要提到同事的话，请在@后面空一格。",
            f"Nobody is called “@{written}”. Check the name; if you mean nobody, put a blank after the @.",
        )  # fmt: skip
        return ()
    may = [user for user in known[name] if may_be_told(scene.ticket, user)]
    if not may:
        inputs.fail(
            "note", f"{known[name][0].display_name}看不了这件诉求，不能提到。需要的话，先请其部门协办。",
            f"{known[name][0].display_name} may not read this ticket. If needed, ask that department to assist first.",
        )  # fmt: skip
    elif len(may) > 1:
        inputs.fail("note", *_which(may, scene.rules.catalogue))
    return may[:1]


def may_be_told(ticket: Ticket, user: User) -> bool:
    """Tell whether an account may be mentioned in a ticket: it is an officer's who may read it."""
    return bool(user.roles - {Role.ENTERPRISE, Role.ADMINISTRATOR}) and may_read(ticket, user.actor())


def _which(people: Sequence[User], catalogue: Catalogue) -> tuple[str, str]:
    """Return the words that ask which of several people of one name is meant."""
    offices = [department_name(user.department or catalogue.coordinator, catalogue) for user in people]
    zh = "、".join(f"@{user.login}（{office.zh}）" for user, office in zip(people, offices, strict=True))
    en = ", ".join(f"@{user.login} ({office.en})" for user, office in zip(people, offices, strict=True))
    name = people[0].display_name
    return (
        f"有{len(people)}位同事叫{name}，请写明是哪一位：{zh}。",
        f"{len(people)} colleagues are called {name}; write {en}.",
    )


def _write_to(session: Session, ticket: Ticket, seq: int, user: User, watch: Watch, now: datetime) -> None:
    """Queue a letter, or let the one that waits already tell of this mention as well."""
    address = user.email or ""
    waiting = waiting_mail(session, ticket.ticket_no, Notice.MENTIONED, address)
    if waiting is not None:
        waiting.data = {**waiting.data, "seq": seq, "times": waiting.data["times"] + 1}
        return
    leaves = now if watch.told_until is None or watch.told_until <= now else watch.told_until
    watch.told_until = leaves + ONE_LETTER_IN
    queue_mail(
        session, f"{Notice.MENTIONED}/{ticket.ticket_no}/{seq}/{address}", Notice.MENTIONED, address, now,
        recipient_name=user.display_name, language=user.language, ticket_no=ticket.ticket_no, due_at=leaves,
        data={"seq": seq, "audience": Audience.COLLEAGUE.value, "times": 1},
    )  # fmt: skip
