"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "unscanned",
    "documents",
    "arrivals",
    "reviews",
    "messages",
    "letters",
    "items",
    "payloads",
    "events",
    "contacts",
    "addresses",
    "accounts",
    "operators",
    "marks",
    "troubles",
    "cursors",
)
"""In an order in which each goes before what it points to."""


LETTER_STATES = "state IN ('queued','sending','sent','uncertain','held','failed','cancelled')"


ERASED = """EXISTS (
    SELECT 1 FROM events AS told JOIN events AS erased ON erased.operator = told.operator
    WHERE told.id = OLD.event AND erased.kind = 'dossier_erased'
)"""
REFUSED = "the history is append-only"
GUARDS_IN_SQLITE = (
    f"CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER payloads_stay BEFORE UPDATE ON payloads BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER payloads_last BEFORE DELETE ON payloads WHEN NOT {ERASED} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
)
GUARDS_IN_POSTGRESQL = (
    f"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = '{REFUSED}'; END $$",
    f"CREATE FUNCTION refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT {ERASED} THEN "
    f"RAISE integrity_constraint_violation USING MESSAGE = '{REFUSED}'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER events_last BEFORE TRUNCATE ON events EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER payloads_stay BEFORE UPDATE ON payloads FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER payloads_last BEFORE DELETE ON payloads FOR EACH ROW EXECUTE FUNCTION refuse_loss()",
    "CREATE TRIGGER payloads_all BEFORE TRUNCATE ON payloads EXECUTE FUNCTION refuse_change()",
)
"""Who holds the database can still take them off: the chain shows what was done then, its head in each digest too."""


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "cursors",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "folder", "uidvalidity", name="pk_cursors"),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )
    op.create_table(
        "troubles",
        sa.Column("neighbour", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("neighbour", name="pk_troubles"),
    )
    op.create_table(
        "operators",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("person_type", sa.String(), nullable=True),
        sa.Column("siren", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("conversation", sa.JSON(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("promised_until", sa.Date(), nullable=True),
        sa.Column("absent_until", sa.Date(), nullable=True),
        sa.Column("complete_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_over_by", sa.String(), nullable=True),
        sa.Column("suspended_since", sa.Date(), nullable=True),
        sa.Column("suspended_until", sa.Date(), nullable=True),
        sa.Column("rested_days", sa.Integer(), nullable=False),
        sa.Column("proof_class", sa.String(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_operators"),
        sa.UniqueConstraint("reference", name="uq_operators_reference"),
    )
    op.create_index("ix_operators_stage", "operators", ["stage"])
    op.create_table(
        "accounts",
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("environment", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_accounts_operator_operators"),
        sa.PrimaryKeyConstraint("operator", "environment", name="pk_accounts"),
    )
    op.create_table(
        "addresses",
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_addresses_operator_operators"),
        sa.PrimaryKeyConstraint("operator", "email", name="pk_addresses"),
    )
    op.create_index("ix_addresses_domain", "addresses", ["domain"])
    op.create_index("ix_addresses_folded", "addresses", ["folded"])
    op.create_table(
        "contacts",
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=True),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_contacts_operator_operators"),
        sa.PrimaryKeyConstraint("operator", "role", name="pk_contacts"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_events_operator_operators"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("hash", name="uq_events_hash"),
        sa.UniqueConstraint("operator", "cause", "ordinal", name="uq_events_operator_cause_ordinal"),
        sa.UniqueConstraint("previous", name="uq_events_previous"),
    )
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "payloads",
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_payloads_event_events"),
        sa.PrimaryKeyConstraint("event", name="pk_payloads"),
    )
    op.create_table(
        "items",
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_items_operator_operators"),
        sa.PrimaryKeyConstraint("operator", "name", name="pk_items"),
    )
    op.create_table(
        "letters",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("known_as", sa.String(), nullable=True),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state <> 'sending' OR token IS NOT NULL", name=op.f("ck_letters_claimed")),
        sa.CheckConstraint("state <> 'sent' OR left_at IS NOT NULL", name=op.f("ck_letters_left")),
        sa.CheckConstraint(LETTER_STATES, name=op.f("ck_letters_state")),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_letters_operator_operators"),
        sa.PrimaryKeyConstraint("number", name="pk_letters"),
        sa.UniqueConstraint("cause", name="uq_letters_cause"),
        sa.UniqueConstraint("id", name="uq_letters_id"),
        sa.UniqueConstraint("mark", name="uq_letters_mark"),
        sa.UniqueConstraint("message_id", name="uq_letters_message_id"),
    )
    op.create_index("ix_letters_known_as", "letters", ["known_as"])
    op.create_index("ix_letters_left_at", "letters", ["left_at"])
    op.create_index("ix_letters_operator", "letters", ["operator"])
    op.create_index("ix_letters_thread", "letters", ["thread"])
    op.create_index("ix_letters_state_due_at", "letters", ["state", "due_at"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("to_tell", sa.Boolean(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reading", sa.JSON(), nullable=True),
        sa.Column("vouched", sa.String(), nullable=True),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('due','handled','set_aside','erased')", name=op.f("ck_messages_state")),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_messages_operator_operators"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("sha256", name="uq_messages_sha256"),
    )
    op.create_index("ix_messages_ended_at", "messages", ["ended_at"])
    op.create_index("ix_messages_message_id", "messages", ["message_id"])
    op.create_index("ix_messages_operator", "messages", ["operator"])
    op.create_index("ix_messages_sender", "messages", ["sender"])
    op.create_index("ix_messages_state_id", "messages", ["state", "id"])
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("choice", sa.String(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["operator"], ["operators.id"], name="fk_reviews_operator_operators"),
        sa.PrimaryKeyConstraint("number", name="pk_reviews"),
        sa.UniqueConstraint("cause", name="uq_reviews_cause"),
        sa.UniqueConstraint("id", name="uq_reviews_id"),
    )
    op.create_index("ix_reviews_closed_at", "reviews", ["closed_at"])
    op.create_index("ix_reviews_operator", "reviews", ["operator"])
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("flagged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["messages.sha256"], name="fk_arrivals_sha256_messages"),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
        sa.UniqueConstraint(
            "account", "folder", "uidvalidity", "uid", name="uq_arrivals_account_folder_uidvalidity_uid"
        ),
    )
    op.create_index("ix_arrivals_flagged_at", "arrivals", ["flagged_at"])
    op.create_index("ix_arrivals_sha256", "arrivals", ["sha256"])
    op.create_table(
        "documents",
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["messages.sha256"], name="fk_documents_message_messages"),
        sa.PrimaryKeyConstraint("message", "position", name="pk_documents"),
    )
    op.create_index("ix_documents_sha256", "documents", ["sha256"])
    op.create_table(
        "unscanned",
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("belongs", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["messages.sha256"], name="fk_unscanned_message_messages"),
        sa.PrimaryKeyConstraint("message", "sha256", name="pk_unscanned"),
    )
    for guard in GUARDS_IN_SQLITE if op.get_bind().dialect.name == "sqlite" else GUARDS_IN_POSTGRESQL:
        op.execute(guard)


def downgrade() -> None:
    """Undo it."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
        op.execute("DROP FUNCTION refuse_loss()")
