"""Keep phrases to write with: one's own, and the department's, which its head keeps for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.phrases import MAX_NAME, MAX_TEXT, PLACEHOLDERS, unknown_placeholders
from service_desk.domain.refusals import NotEntitled, NotFound
from service_desk.domain.roles import Role
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Phrase
from service_desk.persistence.writing import phrase_by_id, phrases_of
from service_desk.usecases.acting.inputs import Inputs

_NO_PHRASE = Bilingual("没有这条常用语。", "There is no such phrase.")
_NOT_YOURS = Bilingual("部门的常用语由部门负责人维护。", "The department's phrases are kept by its head.")


def phrases_for(session: Session, actor: Actor) -> Sequence[Phrase]:
    """Return the phrases a person writes with, the own ones first."""
    return phrases_of(session, actor.user_id, actor.department) if actor.user_id is not None else ()


def may_keep_departments(actor: Actor) -> bool:
    """Tell whether a person keeps the phrases of the department."""
    return actor.department is not None and actor.has_role(Role.HEAD, Role.DISPATCHER, Role.CALLBACK)


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
            owner = {"department": actor.department} if for_department else {"user_id": actor.user_id}
            phrase = Phrase(**owner, is_dropped=False)
            session.add(phrase)
        else:
            phrase = _found(session, phrase_id, actor)
        _demand_keeper(phrase, actor)
        phrase.name, phrase.text, phrase.changed_at = title, words, now
        session.flush()
        return phrase


def drop_phrase(phrase_id: int, actor: Actor, now: datetime, *, is_dropped: bool = True) -> Phrase:
    """Take a phrase out of the list, or put it back; raises NotFound, NotEntitled."""
    with transaction() as session:
        phrase = _found(session, phrase_id, actor)
        _demand_keeper(phrase, actor)
        phrase.is_dropped, phrase.changed_at = is_dropped, now
        return phrase


def _found(session: Session, phrase_id: int, actor: Actor) -> Phrase:
    phrase = phrase_by_id(session, phrase_id)
    is_mine = phrase is not None and phrase.user_id is not None and phrase.user_id == actor.user_id
    is_ours = phrase is not None and phrase.department is not None and phrase.department == actor.department
    if phrase is None or not (is_mine or is_ours):
        raise NotFound(_NO_PHRASE)
    return phrase


def _demand_keeper(phrase: Phrase, actor: Actor) -> None:
    if phrase.user_id is None and not (phrase.department == actor.department and may_keep_departments(actor)):
        raise NotEntitled(_NOT_YOURS)
