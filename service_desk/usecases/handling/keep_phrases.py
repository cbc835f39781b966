"""Keep phrases to write with: one's own, and the department's, which its head keeps for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.phrases import MAX_NAME, MAX_TEXT, PLACEHOLDERS, unknown_placeholders
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Phrase
from service_desk.persistence.writing import owned_rows
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.handling.ownership import kept_by, owner_of_new


def phrases_for(session: Session, actor: Actor) -> Sequence[Phrase]:
    """Return the phrases a person writes with, the own ones first."""
    return owned_rows(session, Phrase, actor.user_id, actor.department) if actor.user_id is not None else ()


def save_phrase(
    actor: Actor,
    now: datetime,
    *,
    name: str,
    text: str,
    for_department: bool = False,
    phrase_id: int | None = None,
) -> Phrase:
    """Store a new phrase, or change one; raises InvalidInput, NotFound, NotEntitled."""
    inputs = Inputs()
    title, words = inputs.line("name", name, MAX_NAME), inputs.text("text", text, MAX_TEXT)
    if strange := unknown_placeholders(words):
        zh, en = (
            " ".join(f"{{{each}}}" for each in names) for names in (PLACEHOLDERS, PLACEHOLDERS.values())
        )
        told = f"不认识{{{strange[0]}}}，可以用：{zh}", f"{{{strange[0]}}} is unknown; there are {en}"
        inputs.fail("text", *told)
    inputs.finish()
    with transaction() as session:
        if phrase_id is None:
            phrase = Phrase(**owner_of_new(actor, for_department=for_department), is_dropped=False)
            session.add(phrase)
        else:
            phrase = kept_by(session.get(Phrase, phrase_id), actor)
        phrase.name, phrase.text, phrase.changed_at = title, words, now
        session.flush()
        return phrase
