"""Tables of the sums of counted facts, by day and by month, and of how far the days are summed."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base
from service_desk.persistence.tables.few import index_of_few

BOOKED_LATER = "booked > happened"
"""What became known on a later day than it happened: few facts do."""

ANYWHERE = ""
"""The park of what belongs to none."""
NO_DAYS = -1
"""The working days of what is no result."""


class FactSum(Base):
    """By how much a figure rose in the knowledge of one day (`booked`), for what happened on one day (`happened`).

    Days are numbers such as 20260105; months, 202601, hold the same added up. A fact that ceases to hold is taken off on
    the day it does, so what was known at the end of a day is the sum of all that was booked up to it. Of what stands rather
    than happens the two days are the same, and the sum of all days is what stands. Rows are never changed, only added, or
    dropped to be summed again (`fact_sums.reopen`).
    """

    __tablename__ = "fact_sum"

    figure: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    happened: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    booked: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    department: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    category: Mapped[str] = mapped_column(sa.String(2), primary_key=True)
    request_type: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    park: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rise: Mapped[int] = mapped_column()

    __table_args__ = (
        sa.Index("ix_fact_sum_booked", "booked"),
        index_of_few("ix_fact_sum_later", "booked", "figure", where=BOOKED_LATER),
        {"sqlite_with_rowid": False},
    )


class SummedThrough(Base):
    """The last day whose facts are summed, with all days before it; there is one row, or none while nothing is."""

    __tablename__ = "summed_through"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    day: Mapped[date] = mapped_column()

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
