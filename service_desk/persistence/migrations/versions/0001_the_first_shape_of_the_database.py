"""The first shape of the database.

Revision 0001, the first one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('calendar_year',
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('days', sa.JSON(), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('imported_by', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_calendar_year'))
    )
    op.create_table('department',
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('zh', sa.String(length=60), nullable=False),
    sa.Column('en', sa.String(length=80), nullable=False),
    sa.Column('short', sa.String(length=12), nullable=False),
    sa.Column('is_utility', sa.Boolean(), nullable=False),
    sa.Column('mailbox', sa.String(length=254), nullable=True),
    sa.Column('phone', sa.String(length=30), nullable=True),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_department'))
    )
    op.create_table('enterprise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uscc', sa.String(length=18), nullable=True),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('park', sa.String(length=60), nullable=True),
    sa.Column('industry', sa.String(length=5), nullable=True),
    sa.Column('above_scale', sa.String(length=30), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enterprise')),
    sa.UniqueConstraint('uscc', name=op.f('uq_enterprise_uscc'))
    )
    with op.batch_alter_table('enterprise', schema=None) as batch_op:
        batch_op.create_index('ix_enterprise_name', ['name'], unique=False)

    op.create_table('job_run',
    sa.Column('job', sa.String(length=40), nullable=False),
    sa.Column('slot', sa.String(length=40), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('job', 'slot', name=op.f('pk_job_run'))
    )
    op.create_table('lease',
    sa.Column('name', sa.String(length=30), nullable=False),
    sa.Column('holder', sa.String(length=60), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lease'))
    )
    op.create_table('number_sequence',
    sa.Column('prefix', sa.String(length=2), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('prefix', 'day', name=op.f('pk_number_sequence'))
    )
    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('notice', sa.String(length=30), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('recipient_name', sa.String(length=100), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('ticket_no', sa.String(length=20), nullable=True),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_by', sa.String(length=60), nullable=True),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.CheckConstraint("(status = 'sent') = (sent_at is not null)", name=op.f('ck_outbox_mail_sent_has_date')),
    sa.CheckConstraint("status in ('waiting', 'sent', 'failed')", name=op.f('ck_outbox_mail_status_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_mail_key'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_mail_waiting', ['status', 'due_at'], unique=False)

    op.create_table('queue_count',
    sa.Column('department', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('tickets', sa.Integer(), nullable=False),
    sa.CheckConstraint('tickets >= 0', name=op.f('ck_queue_count_never_negative')),
    sa.PrimaryKeyConstraint('department', 'state', name=op.f('pk_queue_count'))
    )
    op.create_table('rate_counter',
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_rate_counter'))
    )
    with op.batch_alter_table('rate_counter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rate_counter_expires_at'), ['expires_at'], unique=False)

    op.create_table('report_snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('week', sa.String(length=8), nullable=False),
    sa.Column('scope', sa.String(length=8), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_snapshot')),
    sa.UniqueConstraint('week', 'scope', name=op.f('uq_report_snapshot_week_scope'))
    )
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('login', sa.String(length=80), nullable=False),
    sa.Column('display_name', sa.String(length=80), nullable=False),
    sa.Column('department', sa.String(length=8), nullable=True),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('login = lower(login)', name=op.f('ck_account_login_lower')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_account_enterprise_id_enterprise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('login', name=op.f('uq_account_login'))
    )
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_department'), ['department'], unique=False)
        batch_op.create_index(batch_op.f('ix_account_enterprise_id'), ['enterprise_id'], unique=False)

    op.create_table('ticket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_no', sa.String(length=20), nullable=False),
    sa.Column('query_code', sa.String(length=12), nullable=False),
    sa.Column('submission_key', sa.String(length=40), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('clock', sa.String(length=12), nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('category', sa.String(length=2), nullable=False),
    sa.Column('secondary_category', sa.String(length=2), nullable=True),
    sa.Column('request_type', sa.String(length=40), nullable=False),
    sa.Column('level', sa.String(length=10), nullable=False),
    sa.Column('urgency', sa.SmallInteger(), nullable=False),
    sa.Column('policy', sa.String(length=40), nullable=False),
    sa.Column('suggestion', sa.JSON(), nullable=False),
    sa.Column('title', sa.String(length=50), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('expected_result', sa.Text(), nullable=True),
    sa.Column('form', sa.String(length=40), nullable=False),
    sa.Column('form_data', sa.JSON(), nullable=False),
    sa.Column('location', sa.String(length=200), nullable=True),
    sa.Column('occurred_on', sa.Date(), nullable=True),
    sa.Column('date_precision', sa.String(length=8), nullable=False),
    sa.Column('is_publishable', sa.Boolean(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('enterprise_name', sa.String(length=100), nullable=False),
    sa.Column('uscc', sa.String(length=18), nullable=True),
    sa.Column('park', sa.String(length=60), nullable=True),
    sa.Column('contact_name', sa.String(length=40), nullable=True),
    sa.Column('contact_mobile', sa.String(length=30), nullable=True),
    sa.Column('contact_email', sa.String(length=254), nullable=True),
    sa.Column('queue_department', sa.String(length=8), nullable=False),
    sa.Column('responsible_department', sa.String(length=8), nullable=False),
    sa.Column('lead_department', sa.String(length=8), nullable=True),
    sa.Column('first_department', sa.String(length=8), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('owner_name', sa.String(length=80), nullable=True),
    sa.Column('milestones', sa.JSON(), nullable=False),
    sa.Column('next_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rank_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dispatched_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('result_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('info_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_event_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seq', sa.Integer(), nullable=False),
    sa.Column('last_hash', sa.String(length=64), nullable=False),
    sa.Column('result_type', sa.String(length=20), nullable=True),
    sa.Column('result_text', sa.Text(), nullable=True),
    sa.Column('callback_outcome', sa.String(length=12), nullable=True),
    sa.Column('rating', sa.SmallInteger(), nullable=True),
    sa.Column('rating_text', sa.Text(), nullable=True),
    sa.Column('redo_count', sa.SmallInteger(), nullable=False),
    sa.Column('return_count', sa.SmallInteger(), nullable=False),
    sa.Column('return_is_final', sa.Boolean(), nullable=False),
    sa.Column('merged_into', sa.String(length=20), nullable=True),
    sa.CheckConstraint("(state in ('closed', 'declined', 'merged', 'withdrawn')) = (ended_at is not null)", name=op.f('ck_ticket_ended_has_date')),
    sa.CheckConstraint("(state in ('closed', 'declined', 'merged', 'withdrawn')) or clock <> 'finished' or state in ('callback', 'resolved_on_site')", name=op.f('ck_ticket_open_has_clock')),
    sa.CheckConstraint("(state in ('submitted', 'need_info', 'accepted', 'dispatched', 'return_review')) or (state in ('closed', 'declined', 'merged', 'withdrawn')) or first_department is not null", name=op.f('ck_ticket_first_receiver_kept')),
    sa.CheckConstraint("category in ('OM', 'AA', 'FS', 'OT')", name=op.f('ck_ticket_category_known')),
    sa.CheckConstraint("clock in ('not_started', 'running', 'stopped', 'finished')", name=op.f('ck_ticket_clock_known')),
    sa.CheckConstraint("level in ('simple', 'general', 'complex', 'major')", name=op.f('ck_ticket_level_known')),
    sa.CheckConstraint("not (state in ('dispatched', 'return_review', 'in_progress', 'on_hold', 'result_review')) or lead_department is not null", name=op.f('ck_ticket_led_has_lead')),
    sa.CheckConstraint("state in ('submitted', 'need_info', 'declined', 'accepted', 'dispatched', 'return_review', 'in_progress', 'on_hold', 'result_review', 'callback', 'resolved_on_site', 'closed', 'withdrawn', 'merged')", name=op.f('ck_ticket_state_known')),
    sa.CheckConstraint('rating is null or rating between 1 and 5', name=op.f('ck_ticket_rating_known')),
    sa.CheckConstraint('urgency between 0 and 2', name=op.f('ck_ticket_urgency_known')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_ticket_enterprise_id_enterprise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_ticket_submission_key')),
    sa.UniqueConstraint('ticket_no', name=op.f('uq_ticket_ticket_no'))
    )
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.create_index('ix_ticket_due', ['queue_department', 'next_due_at', 'id'], unique=False)
        batch_op.create_index('ix_ticket_ended', ['queue_department', 'ended_at', 'id'], unique=False)
        batch_op.create_index('ix_ticket_enterprise', ['enterprise_id', 'id'], unique=False)
        batch_op.create_index('ix_ticket_last_event', ['last_event_at'], unique=False)
        batch_op.create_index('ix_ticket_next_due', ['next_due_at', 'id'], unique=False)
        batch_op.create_index('ix_ticket_queue', ['queue_department', 'state', 'rank_at', 'id'], unique=False)
        batch_op.create_index('ix_ticket_rank', ['rank_at', 'id'], unique=False)
        batch_op.create_index('ix_ticket_state_rank', ['state', 'rank_at', 'id'], unique=False)

    op.create_table('account_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('act', sa.Enum('created', 'invited', 'signed_in', 'sign_in_failed', 'locked', 'signed_out', 'password_set', 'roles_changed', 'edited', 'deactivated', 'activated', name='act', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('by_user_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['by_user_id'], ['account.id'], name=op.f('fk_account_event_by_user_id_account')),
    sa.ForeignKeyConstraint(['user_id'], ['account.id'], name=op.f('fk_account_event_user_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_event'))
    )
    with op.batch_alter_table('account_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_event_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_account_event_user_id'), ['user_id'], unique=False)

    op.create_table('account_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('invite', 'reset', name='purpose', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['account.id'], name=op.f('fk_account_link_user_id_account'), ondelete='cascade'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_account_link_token_hash'))
    )
    with op.batch_alter_table('account_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_link_user_id'), ['user_id'], unique=False)

    op.create_table('account_role',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('enterprise', 'commissioner', 'dispatcher', 'handler', 'head', 'supervisor', 'callback', 'leader', 'administrator', 'system', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['account.id'], name=op.f('fk_account_role_user_id_account'), ondelete='cascade'),
    sa.PrimaryKeyConstraint('user_id', 'role', name=op.f('pk_account_role'))
    )
    op.create_table('account_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('signed_in_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['account.id'], name=op.f('fk_account_session_user_id_account'), ondelete='cascade'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_account_session'))
    )
    with op.batch_alter_table('account_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_session_user_id'), ['user_id'], unique=False)

    op.create_table('co_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('department', sa.String(length=8), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('opinion', sa.Text(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(status = 'open') = (ended_at is null)", name=op.f('ck_co_task_ended_has_date')),
    sa.CheckConstraint("status in ('open', 'done', 'waived')", name=op.f('ck_co_task_status_known')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_co_task_ticket_id_ticket')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_co_task')),
    sa.UniqueConstraint('ticket_id', 'department', name=op.f('uq_co_task_ticket_id_department'))
    )
    with op.batch_alter_table('co_task', schema=None) as batch_op:
        batch_op.create_index('ix_co_task_department', ['department', 'status', 'due_at', 'ticket_id'], unique=False)

    op.create_table('ticket_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('action', sa.String(length=20), nullable=False),
    sa.Column('from_state', sa.String(length=20), nullable=False),
    sa.Column('to_state', sa.String(length=20), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(length=80), nullable=False),
    sa.Column('actor_role', sa.String(length=20), nullable=False),
    sa.Column('actor_department', sa.String(length=8), nullable=True),
    sa.Column('department', sa.String(length=8), nullable=True),
    sa.Column('is_public', sa.Boolean(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.CheckConstraint('seq > 0', name=op.f('ck_ticket_event_seq_positive')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_ticket_event_ticket_id_ticket')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket_event')),
    sa.UniqueConstraint('ticket_id', 'seq', name=op.f('uq_ticket_event_ticket_id_seq'))
    )
    with op.batch_alter_table('ticket_event', schema=None) as batch_op:
        batch_op.create_index('ix_ticket_event_at', ['at'], unique=False)

    op.create_table('zone_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('subject', sa.String(length=20), nullable=False),
    sa.Column('act', sa.String(length=20), nullable=False),
    sa.Column('by_user_id', sa.Integer(), nullable=True),
    sa.Column('by_name', sa.String(length=80), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.CheckConstraint("kind in ('department', 'calendar', 'mail')", name=op.f('ck_zone_change_kind_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_zone_change'))
    )
    with op.batch_alter_table('zone_change', schema=None) as batch_op:
        batch_op.create_index('ix_zone_change_subject', ['kind', 'subject', 'id'], unique=False)



def downgrade() -> None:

    with op.batch_alter_table('zone_change', schema=None) as batch_op:
        batch_op.drop_index('ix_zone_change_subject')

    op.drop_table('zone_change')
    with op.batch_alter_table('ticket_event', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_event_at')

    op.drop_table('ticket_event')
    with op.batch_alter_table('co_task', schema=None) as batch_op:
        batch_op.drop_index('ix_co_task_department')

    op.drop_table('co_task')
    with op.batch_alter_table('account_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_session_user_id'))

    op.drop_table('account_session')
    op.drop_table('account_role')
    with op.batch_alter_table('account_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_link_user_id'))

    op.drop_table('account_link')
    with op.batch_alter_table('account_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_event_user_id'))
        batch_op.drop_index(batch_op.f('ix_account_event_at'))

    op.drop_table('account_event')
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_state_rank')
        batch_op.drop_index('ix_ticket_rank')
        batch_op.drop_index('ix_ticket_queue')
        batch_op.drop_index('ix_ticket_next_due')
        batch_op.drop_index('ix_ticket_last_event')
        batch_op.drop_index('ix_ticket_enterprise')
        batch_op.drop_index('ix_ticket_ended')
        batch_op.drop_index('ix_ticket_due')

    op.drop_table('ticket')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_enterprise_id'))
        batch_op.drop_index(batch_op.f('ix_account_department'))

    op.drop_table('account')
    op.drop_table('report_snapshot')
    with op.batch_alter_table('rate_counter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rate_counter_expires_at'))

    op.drop_table('rate_counter')
    op.drop_table('queue_count')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_mail_waiting')

    op.drop_table('outbox_mail')
    op.drop_table('number_sequence')
    op.drop_table('lease')
    op.drop_table('job_run')
    with op.batch_alter_table('enterprise', schema=None) as batch_op:
        batch_op.drop_index('ix_enterprise_name')

    op.drop_table('enterprise')
    op.drop_table('department')
    op.drop_table('calendar_year')

