"""Tables of problem lists that are being brought in: what was uploaded, and each of its rows until a ticket is made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base, UtcDateTime


class ProblemListFile(Base):
    """One upload: whose, called what, and with which lessons its rows were looked at; forgotten at `expires_at`."""

    __tablename__ = "problem_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(32), unique=True)
    user_id: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(sa.String(120))
    rows: Mapped[int] = mapped_column()
    lessons_version: Mapped[int] = mapped_column()
    lessons_digest: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        sa.Index("ix_problem_list_user", "user_id", "id"),
        sa.Index("ix_problem_list_expires", "expires_at"),
    )


class ProblemListRow(Base):
    """One row as it was read and looked at; once it is a ticket only firm, title and the ticket's number are left.

    `key` is what the row is recognised by, whichever list it comes in; it is the ticket's `submission_key`.
    """

    __tablename__ = "problem_list_row"

    list_id: Mapped[int] = mapped_column(
        sa.ForeignKey("problem_list.id", ondelete="cascade"), primary_key=True
    )
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    standing: Mapped[str] = mapped_column(sa.String(8))
    key: Mapped[str] = mapped_column(sa.String(40))
    firm: Mapped[str] = mapped_column(sa.String(100))
    title: Mapped[str] = mapped_column(sa.String(200))
    cells: Mapped[dict[str, str] | None] = mapped_column(sa.JSON(none_as_null=True))
    suggestion: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    refusal: Mapped[dict[str, list[str]] | None] = mapped_column(sa.JSON(none_as_null=True))
    ticket_no: Mapped[str | None] = mapped_column(sa.String(20))

    __table_args__ = (
        sa.CheckConstraint(
            "standing in ('wrong', 'doubtful', 'ready', 'known', 'filed', 'refused')", name="standing_known"
        ),
        sa.Index("ix_problem_list_row_standing", "list_id", "standing", "line"),
    )
