"""Table of what a search compares with; the index over its pairs of characters is made by a migration for each database."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base


class SearchText(Base):
    """Everything that can be found of one ticket, squeezed, a field a line; `contact` apart, as not everybody may see it.

    `facets` is what it is (`persistence/search_facets.py`), a word each.
    """

    __tablename__ = "search_text"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(sa.Text)
    contact: Mapped[str] = mapped_column(sa.Text)
    facets: Mapped[str] = mapped_column(sa.Text)


DAYS_BLOCK = 1024
"""So many tickets are numbered together in a block of `FiledOn`."""


class FiledOn(Base):
    """That tickets of a block of ids were filed on a day (of the zone): a row or two for each day and each block, never changed."""

    __tablename__ = "filed_on"

    day: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
