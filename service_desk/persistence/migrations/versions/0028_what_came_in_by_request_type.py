"""What came in is found by request type without the other types; what stands is looked at in its index alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

STANDING = "figure in ('closing', 'in_hand', 'held', 'overdue')"
FRESH = "figure in ('new', 'received')"


def upgrade() -> None:
    """Make the index of what came in; let that of what stands hold since when, and of which ticket."""
    _index(
        "ix_counted_fact_fresh",
        ["figure", "request_type", "at", "ticket_id", "no", "department", "park", "enterprise_id", "since", "until"],
        FRESH,
    )
    op.drop_index("ix_counted_fact_standing", table_name="counted_fact")
    _index("ix_counted_fact_standing", ["figure", "ended", "until", "since", "at", "ticket_id"], STANDING)


def downgrade() -> None:
    """Make the index of what stands short again, and drop the other."""
    op.drop_index("ix_counted_fact_standing", table_name="counted_fact")
    _index("ix_counted_fact_standing", ["figure", "ended", "until", "since"], STANDING)
    op.drop_index("ix_counted_fact_fresh", table_name="counted_fact")


def _index(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "counted_fact", columns, sqlite_where=condition, postgresql_where=condition)
