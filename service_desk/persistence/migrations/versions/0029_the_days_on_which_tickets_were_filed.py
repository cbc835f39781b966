"""A search for a span of days begins at the tickets of that span: which blocks of ids lie in each day is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

DAY = {"sqlite": "date(submitted_at, '+8 hours')", "postgresql": "(submitted_at at time zone 'Asia/Shanghai')::date"}


def upgrade() -> None:
    """Keep the days, fill them in for the tickets that can be found already, and index the clocks that are stopped."""
    op.create_table(
        "filed_on",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "block", name=op.f("pk_filed_on")),
    )
    day = DAY[op.get_bind().dialect.name]
    op.execute(f"insert into filed_on (day, block) select distinct {day}, id / 1024 from ticket order by 1, 2")  # noqa: S608
    is_stopped = sa.text("clock = 'stopped'")
    op.create_index("ix_ticket_stopped", "ticket", ["id"], sqlite_where=is_stopped, postgresql_where=is_stopped)


def downgrade() -> None:
    """Forget the days and the index again."""
    op.drop_index("ix_ticket_stopped", table_name="ticket")
    op.drop_table("filed_on")
