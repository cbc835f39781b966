"""Photographs taken at visits: a table of their own, shown with the visit and with the requests that came from it.

The search index is written again: names of persons in answers move to the contacts (`service-desk reindex`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; there are no photographs yet. Empty the index; it is filled from the tickets afterwards."""
    op.create_table('visit_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=5), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('thumbnail', sa.String(length=64), nullable=True),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_visit_photo_size_positive')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_photo_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_photo')),
    sa.UniqueConstraint('token', name=op.f('uq_visit_photo_token'))
    )
    with op.batch_alter_table('visit_photo', schema=None) as batch_op:
        batch_op.create_index('ix_visit_photo_sha256', ['sha256'], unique=False)
        batch_op.create_index('ix_visit_photo_thumbnail', ['thumbnail'], unique=False)
        batch_op.create_index('ix_visit_photo_visit', ['visit_id', 'id'], unique=False)
    _empty_the_index()


def downgrade() -> None:
    """Drop the photographs; their contents are swept from the store as nobody's."""
    with op.batch_alter_table('visit_photo', schema=None) as batch_op:
        batch_op.drop_index('ix_visit_photo_visit')
        batch_op.drop_index('ix_visit_photo_thumbnail')
        batch_op.drop_index('ix_visit_photo_sha256')

    op.drop_table('visit_photo')
    _empty_the_index()


def _empty_the_index() -> None:
    op.execute("delete from search_text")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("insert into search_index (search_index) values ('delete-all')")
    else:
        op.execute("delete from search_index")
