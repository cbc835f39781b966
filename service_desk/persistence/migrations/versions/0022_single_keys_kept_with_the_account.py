"""Whether single keys are shortcuts is kept with a person's choices, and no more in each browser."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; NULL means that nothing was chosen."""
    with op.batch_alter_table("desk_choice") as table:
        table.add_column(sa.Column("single_keys", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Drop it again."""
    with op.batch_alter_table("desk_choice") as table:
        table.drop_column("single_keys")
