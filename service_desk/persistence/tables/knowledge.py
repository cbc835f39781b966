"""Tables of the knowledge base: answers with all their wordings, votes, the index over pairs; public notices and who follows."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


def _few(name: str, *columns: str, where: str) -> sa.Index:
    """Return an index of only the few rows it is for, on both databases."""
    condition = sa.text(where)
    return sa.Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Answer(Base):
    """One answer: where its latest words stand, which words are public, how it has fared.

    `edition` is the latest wording, `live_edition` the public one; `request_type`, `category`, `department`, `title` are
    those of the public wording, or of the latest one while none is public. Counts are kept by the acts that change them.
    """

    __tablename__ = "knowledge_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(sa.String(10))
    edition: Mapped[int] = mapped_column()
    live_edition: Mapped[int | None] = mapped_column()
    title: Mapped[str] = mapped_column(sa.String(60))
    request_type: Mapped[str | None] = mapped_column(sa.String(40))
    category: Mapped[str | None] = mapped_column(sa.String(2))
    department: Mapped[str] = mapped_column(sa.String(8))
    from_ticket: Mapped[str | None] = mapped_column(sa.String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review_on: Mapped[date | None] = mapped_column(sa.Date)
    helpful: Mapped[int] = mapped_column(default=0)
    unhelpful: Mapped[int] = mapped_column(default=0)
    deflected: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.CheckConstraint("state in ('draft', 'in_review', 'published', 'withdrawn')", name="state_known"),
        sa.CheckConstraint("state <> 'published' or live_edition is not null", name="published_has_words"),
        sa.CheckConstraint("(live_edition is null) = (review_on is null)", name="public_has_review"),
        sa.Index("ix_knowledge_answer_state", "state", "id"),
        _few("ix_knowledge_answer_ticket", "from_ticket", where="from_ticket is not null"),
        sa.Index("ix_knowledge_answer_department", "department", "state", "id"),
        _few("ix_knowledge_answer_live", "id", where="live_edition is not null"),
        _few("ix_knowledge_answer_type", "request_type", "id", where="live_edition is not null"),
        _few("ix_knowledge_answer_category", "category", "id", where="live_edition is not null"),
        _few("ix_knowledge_answer_review", "review_on", "id", where="live_edition is not null"),
        _few("ix_knowledge_answer_unhelpful", "unhelpful", "id", where="live_edition is not null"),
    )


class AnswerEdition(Base):
    """One wording of an answer, never rewritten; `departments` are all it concerns, the responsible one first."""

    __tablename__ = "knowledge_edition"

    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("knowledge_answer.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(sa.String(60))
    question: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    title_en: Mapped[str] = mapped_column(sa.String(120), default="")
    question_en: Mapped[str] = mapped_column(sa.Text, default="")
    text_en: Mapped[str] = mapped_column(sa.Text, default="")
    request_type: Mapped[str | None] = mapped_column(sa.String(40))
    departments: Mapped[list[str]] = mapped_column(sa.JSON)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    writer_id: Mapped[int] = mapped_column()
    writer_name: Mapped[str] = mapped_column(sa.String(80))


class AnswerStep(Base):
    """What was done to an answer, by whom, with which remark."""

    __tablename__ = "knowledge_step"

    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("knowledge_answer.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[str] = mapped_column(sa.String(12))
    edition: Mapped[int] = mapped_column()
    by_user_id: Mapped[int] = mapped_column()
    by_name: Mapped[str] = mapped_column(sa.String(80))
    note: Mapped[str] = mapped_column(sa.Text, default="")


class AnswerVote(Base):
    """What one browser said about an answer, once; `voter` cannot be traced to a person.

    `is_deflected`: that a request was not filed because of the answer.
    """

    __tablename__ = "knowledge_vote"

    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("knowledge_answer.id"), primary_key=True)
    voter: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    is_helpful: Mapped[bool] = mapped_column()
    is_deflected: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(sa.Text, default="")

    __table_args__ = (
        sa.CheckConstraint("is_helpful or not is_deflected", name="deflected_is_helpful"),
        _few("ix_knowledge_vote_words", "answer_id", "at", where="words <> ''"),
    )


class AnswerPair(Base):
    """That a pair of characters stands in the public words of an answer; in its title or question, or only in its text."""

    __tablename__ = "knowledge_pair"

    pair: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("knowledge_answer.id"), primary_key=True)
    is_question: Mapped[bool] = mapped_column()

    __table_args__ = (sa.Index("ix_knowledge_pair_answer", "answer_id"),)


class PairCount(Base):
    """In how many answers a pair stands, kept with the pairs: what is rare tells most, and is cheap to look up."""

    __tablename__ = "knowledge_pair_count"

    pair: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    answers: Mapped[int] = mapped_column()


class AnswerText(Base):
    """The public words of an answer as they are compared: squeezed, title and question apart from the text."""

    __tablename__ = "knowledge_text"

    answer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("knowledge_answer.id"), primary_key=True, autoincrement=False
    )
    question: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text)


class AreaNotice(Base):
    """A public notice of a cause that concerns many, told under an umbrella ticket; it names no firm."""

    __tablename__ = "area_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    ticket_no: Mapped[str] = mapped_column(sa.String(20), unique=True)
    state: Mapped[str] = mapped_column(sa.String(5), default="open")
    title: Mapped[str] = mapped_column(sa.String(60))
    park: Mapped[str | None] = mapped_column(sa.String(60))
    category: Mapped[str] = mapped_column(sa.String(2))
    request_type: Mapped[str | None] = mapped_column(sa.String(40))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("state in ('open', 'ended')", name="state_known"),
        sa.CheckConstraint("(state = 'ended') = (ended_at is not null)", name="ended_has_date"),
        sa.Index("ix_area_notice_state", "state", "id"),
    )


class AreaUpdate(Base):
    """What was told under a notice, and the date by which an end was then expected; the last one is what stands now."""

    __tablename__ = "area_update"

    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("area_notice.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(sa.Text)
    expected_on: Mapped[date | None] = mapped_column(sa.Date)
    is_end: Mapped[bool] = mapped_column(default=False)
    by_user_id: Mapped[int] = mapped_column()
    by_name: Mapped[str] = mapped_column(sa.String(80))


class AreaFollower(Base):
    """Who hears of a notice: a mail address that has said yes, or the contact of a ticket; `token` ends it, and only that."""

    __tablename__ = "area_follower"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("area_notice.id"))
    token: Mapped[str] = mapped_column(sa.String(43), unique=True)
    email: Mapped[str | None] = mapped_column(sa.String(254))
    ticket_no: Mapped[str | None] = mapped_column(sa.String(20))
    language: Mapped[str] = mapped_column(sa.String(5), default="zh")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.CheckConstraint("email is not null or ticket_no is not null", name="somebody"),
        sa.UniqueConstraint("notice_id", "email"),
        sa.UniqueConstraint("notice_id", "ticket_no"),
        sa.Index("ix_area_follower_ticket", "ticket_no"),
    )
