"""the first tables.

Revision: 0001
Follows:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "applicant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seal_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("contact_name", sa.String(length=60), nullable=False),
        sa.Column("identity_document", sa.String(length=20), nullable=False),
        sa.Column("identity_index", sa.String(length=64), nullable=False),
        sa.Column("identity_number_sealed", sa.Text(), nullable=False),
        sa.Column("telephone_sealed", sa.Text(), nullable=False),
        sa.Column("address_sealed", sa.Text(), nullable=False),
        sa.Column("email_sealed", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
        sa.UniqueConstraint("seal_id", name=op.f("uq_applicant_seal_id")),
    )
    with op.batch_alter_table("applicant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applicant_identity_index"), ["identity_index"], unique=False)

    op.create_table(
        "application_draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("contents_sealed", sa.Text(), nullable=False),
        sa.Column("contents_index", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_draft")),
    )
    with op.batch_alter_table("application_draft", schema=None) as batch_op:
        batch_op.create_index(
            "ix_application_draft_browser_submitted_at", ["browser", "submitted_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_application_draft_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "command_record",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_command_record")),
    )
    op.create_table(
        "diagram_version",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("process", sa.String(length=40), nullable=False),
        sa.Column("process_id", sa.String(length=80), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("deployed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deployed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_diagram_version")),
    )
    with op.batch_alter_table("diagram_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_diagram_version_process"), ["process"], unique=False)

    op.create_table(
        "holiday_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_notice")),
    )
    with op.batch_alter_table("holiday_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holiday_notice_year"), ["year"], unique=False)

    op.create_table(
        "job_heartbeat",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_heartbeat")),
    )
    op.create_table(
        "number_series",
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "series", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "org_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_code", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("telephone", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("office_hours", sa.String(length=200), nullable=False),
        sa.Column("supervision_telephone", sa.String(length=60), nullable=False),
        sa.Column("reconsideration_organ", sa.String(length=120), nullable=False),
        sa.Column("court", sa.String(length=120), nullable=False),
        sa.Column("subordinate_court", sa.String(length=120), nullable=False),
        sa.Column("seal_hash", sa.String(length=64), nullable=True),
        sa.Column("superior_department", sa.String(length=120), nullable=False),
        sa.Column("is_judicial_administration", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_org_unit_not_its_own_parent")),
        sa.CheckConstraint("successor_id <> id", name=op.f("ck_org_unit_not_its_own_successor")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_org_unit_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["org_unit.id"], name=op.f("fk_org_unit_parent_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["org_unit.id"], name=op.f("fk_org_unit_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_unit")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_org_unit_code_valid_from")),
    )
    with op.batch_alter_table("org_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_unit_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_org_unit_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_org_unit_successor_id"), ["successor_id"], unique=False)

    op.create_table(
        "parameter_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter_change")),
    )
    with op.batch_alter_table("parameter_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parameter_change_key"), ["key"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "query_failure",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("window_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_query_failure")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("window_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_failure")),
    )
    op.create_table(
        "stored_file",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("has_active_content", sa.Boolean(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("deputy_id <> person_id", name=op.f("ck_absence_deputy_is_another")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_in_order")),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_absence_deputy_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index("ix_absence_deputy_id_last_day", ["deputy_id", "last_day"], unique=False)
        batch_op.create_index("ix_absence_person_id_last_day", ["person_id", "last_day"], unique=False)

    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("beginning", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_api_token_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_person_id"), ["person_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from",
            name=op.f("ck_appointment_ends_after_it_begins"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_appointment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_appointment_unit_id_role", ["unit_id", "role"], unique=False)

    op.create_table(
        "former_password",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_former_password_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_password")),
    )
    with op.batch_alter_table("former_password", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_password_person_id"), ["person_id"], unique=False)

    op.create_table(
        "office_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("process", sa.String(length=40), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("handling_unit_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("party", sa.String(length=120), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_kind", sa.String(length=40), nullable=True),
        sa.Column("due_is_provisional", sa.Boolean(), nullable=False),
        sa.Column("clock_state", sa.String(length=12), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retention_years", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handling_unit_id"], ["org_unit.id"], name=op.f("fk_office_case_handling_unit_id")
        ),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_office_case_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_case")),
        sa.UniqueConstraint("number", name=op.f("uq_office_case_number")),
    )
    with op.batch_alter_table("office_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_office_case_handling_unit_id"), ["handling_unit_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_office_case_organ_id"), ["organ_id"], unique=False)
        batch_op.create_index(
            "ix_office_case_organ_id_state_due_on", ["organ_id", "state", "due_on"], unique=False
        )
        batch_op.create_index(
            "ix_office_case_process_state_due_on", ["process", "state", "due_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_office_case_received_on"), ["received_on"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "applicant_grant",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_applicant_grant_case_id")),
        sa.PrimaryKeyConstraint("token_hash", "case_id", name=op.f("pk_applicant_grant")),
    )
    with op.batch_alter_table("applicant_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applicant_grant_granted_at"), ["granted_at"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=80), nullable=False),
        sa.Column("unit_name", sa.String(length=120), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_audit_entry_case_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_case_clock_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clock")),
        sa.UniqueConstraint("case_id", "kind", "key", name=op.f("uq_case_clock_case_id_kind_key")),
    )
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.create_index("ix_case_clock_state_due_on", ["state", "due_on"], unique=False)

    op.create_table(
        "case_run",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("diagram_hash", sa.String(length=64), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("trail", sa.JSON(), nullable=False),
        sa.Column("is_completed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_case_run_case_id")),
        sa.ForeignKeyConstraint(
            ["diagram_hash"], ["diagram_version.hash"], name=op.f("fk_case_run_diagram_hash")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_run")),
    )
    with op.batch_alter_table("case_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_run_diagram_hash"), ["diagram_hash"], unique=False)

    op.create_table(
        "case_timer",
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("deadline", sa.String(length=40), nullable=False),
        sa.Column("armed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_case_timer_case_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_case_timer")),
    )
    with op.batch_alter_table("case_timer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_timer_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_timer_deadline"), ["deadline"], unique=False)

    op.create_table(
        "clock_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_clock_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_event")),
        sa.UniqueConstraint("case_id", "sequence", name=op.f("uq_clock_event_case_id_sequence")),
    )
    op.create_table(
        "deadline_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_deadline_alert_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_alert")),
        sa.UniqueConstraint(
            "case_id",
            "kind",
            "key",
            "due_on",
            "stage",
            name=op.f("uq_deadline_alert_case_id_kind_key_due_on_stage"),
        ),
    )
    with op.batch_alter_table("deadline_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_alert_case_id"), ["case_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("is_visible_to_applicant", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["file_hash"], ["stored_file.hash"], name=op.f("fk_document_file_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_file_hash"), ["file_hash"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("policy", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_outbox_message_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_message_key")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_message_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_outbox_message_due",
            ["not_before"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'sending')"),
            postgresql_where=sa.text("state IN ('pending', 'sending')"),
        )

    op.create_table(
        "search_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("keywords", sa.String(length=300), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("searched_on", sa.Date(), nullable=False),
        sa.Column("searched_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_search_record_case_id")),
        sa.ForeignKeyConstraint(
            ["searched_by_id"], ["person.id"], name=op.f("fk_search_record_searched_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_record")),
    )
    with op.batch_alter_table("search_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_record_case_id"), ["case_id"], unique=False)

    op.create_table(
        "work_item",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["person.id"], name=op.f("fk_work_item_assignee_id")),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_work_item_case_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_work_item_done_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_work_item_owner_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_work_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
    )
    with op.batch_alter_table("work_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_item_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_work_item_done_by_done_at", ["done_by_id", "done_at"], unique=False)
        batch_op.create_index(
            "ix_work_item_mine",
            ["assignee_id", "due_on"],
            unique=False,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )
        batch_op.create_index(
            "ix_work_item_pool",
            ["unit_id", "role", "due_on"],
            unique=False,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )

    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_form_draft_person_id")),
        sa.ForeignKeyConstraint(["work_item_id"], ["work_item.id"], name=op.f("fk_form_draft_work_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("work_item_id", "person_id", name=op.f("uq_form_draft_work_item_id_person_id")),
    )
    op.create_table(
        "issued_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("document_number", sa.String(length=80), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("template_hash", sa.String(length=64), nullable=False),
        sa.Column("verification_code", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("rendered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_issued_letter_case_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_issued_letter_document_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_issued_letter_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_letter")),
        sa.UniqueConstraint("document_number", name=op.f("uq_issued_letter_document_number")),
        sa.UniqueConstraint("verification_code", name=op.f("uq_issued_letter_verification_code")),
    )
    with op.batch_alter_table("issued_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_letter_case_id"), ["case_id"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.String(length=36), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=60), nullable=False),
        sa.Column("choice_label", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signed_hash", sa.String(length=64), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_opinion_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opinion_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_opinion_unit_id")),
        sa.ForeignKeyConstraint(["work_item_id"], ["work_item.id"], name=op.f("fk_opinion_work_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_case_id"), ["case_id"], unique=False)

    op.create_table(
        "clarification",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=False),
        sa.Column("period_working_days", sa.Integer(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("late_answer", sa.Text(), nullable=False),
        sa.Column("late_answer_on", sa.Date(), nullable=True),
        sa.Column("is_late_answer_accepted", sa.Boolean(), nullable=False),
        sa.Column("lapse_confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_clarification_case_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["issued_letter.id"], name=op.f("fk_clarification_letter_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_clarification")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("tracking_number", sa.String(length=40), nullable=False),
        sa.Column("receiver", sa.String(length=80), nullable=False),
        sa.Column("proof_document_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("has_own_task", sa.Boolean(), nullable=False),
        sa.Column("first_download_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_delivery_case_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["issued_letter.id"], name=op.f("fk_delivery_letter_id")),
        sa.ForeignKeyConstraint(
            ["proof_document_id"], ["document.id"], name=op.f("fk_delivery_proof_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_letter_id"), ["letter_id"], unique=False)
        batch_op.create_index("ix_delivery_state", ["state"], unique=False)

    op.create_table(
        "disclosure_request",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("tracking_number", sa.String(length=40), nullable=False),
        sa.Column("signed_by", sa.String(length=60), nullable=False),
        sa.Column("confirmation_note", sa.String(length=300), nullable=False),
        sa.Column("receipt_basis", sa.String(length=120), nullable=False),
        sa.Column("conservative_on", sa.Date(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("document_title", sa.String(length=200), nullable=False),
        sa.Column("document_reference", sa.String(length=100), nullable=False),
        sa.Column("reply_form", sa.String(length=20), nullable=False),
        sa.Column("reply_way", sa.String(length=20), nullable=False),
        sa.Column("query_code_hash", sa.String(length=200), nullable=False),
        sa.Column("screening", sa.String(length=30), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("draft_facts", sa.JSON(), nullable=False),
        sa.Column("draft_hash", sa.String(length=64), nullable=False),
        sa.Column("drafter_id", sa.Integer(), nullable=True),
        sa.Column("late_reason", sa.String(length=300), nullable=False),
        sa.Column("reply_letter_id", sa.Integer(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=500), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicant.id"], name=op.f("fk_disclosure_request_applicant_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_disclosure_request_case_id")),
        sa.ForeignKeyConstraint(["drafter_id"], ["person.id"], name=op.f("fk_disclosure_request_drafter_id")),
        sa.ForeignKeyConstraint(
            ["reply_letter_id"], ["issued_letter.id"], name=op.f("fk_disclosure_request_reply_letter_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_disclosure_request")),
    )
    with op.batch_alter_table("disclosure_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disclosure_request_applicant_id"), ["applicant_id"], unique=False
        )

    op.create_table(
        "extension_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_extension_request_case_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_extension_request_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["issued_letter.id"], name=op.f("fk_extension_request_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["person.id"], name=op.f("fk_extension_request_requested_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_request")),
    )
    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_request_case_id"), ["case_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_request_case_id"))

    op.drop_table("extension_request")
    with op.batch_alter_table("disclosure_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disclosure_request_applicant_id"))

    op.drop_table("disclosure_request")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_state")
        batch_op.drop_index(batch_op.f("ix_delivery_letter_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_case_id"))

    op.drop_table("delivery")
    op.drop_table("clarification")
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_case_id"))

    op.drop_table("opinion")
    with op.batch_alter_table("issued_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issued_letter_case_id"))

    op.drop_table("issued_letter")
    op.drop_table("form_draft")
    with op.batch_alter_table("work_item", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_work_item_pool",
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )
        batch_op.drop_index(
            "ix_work_item_mine",
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )
        batch_op.drop_index("ix_work_item_done_by_done_at")
        batch_op.drop_index(batch_op.f("ix_work_item_case_id"))

    op.drop_table("work_item")
    with op.batch_alter_table("search_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_record_case_id"))

    op.drop_table("search_record")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_message_due",
            sqlite_where=sa.text("state IN ('pending', 'sending')"),
            postgresql_where=sa.text("state IN ('pending', 'sending')"),
        )
        batch_op.drop_index(batch_op.f("ix_outbox_message_case_id"))

    op.drop_table("outbox_message")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_file_hash"))
        batch_op.drop_index(batch_op.f("ix_document_case_id"))

    op.drop_table("document")
    with op.batch_alter_table("deadline_alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deadline_alert_case_id"))

    op.drop_table("deadline_alert")
    op.drop_table("clock_event")
    with op.batch_alter_table("case_timer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_timer_deadline"))
        batch_op.drop_index(batch_op.f("ix_case_timer_case_id"))

    op.drop_table("case_timer")
    with op.batch_alter_table("case_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_run_diagram_hash"))

    op.drop_table("case_run")
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.drop_index("ix_case_clock_state_due_on")

    op.drop_table("case_clock")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_case_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("applicant_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applicant_grant_granted_at"))

    op.drop_table("applicant_grant")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_person_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("office_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_case_received_on"))
        batch_op.drop_index("ix_office_case_process_state_due_on")
        batch_op.drop_index("ix_office_case_organ_id_state_due_on")
        batch_op.drop_index(batch_op.f("ix_office_case_organ_id"))
        batch_op.drop_index(batch_op.f("ix_office_case_handling_unit_id"))

    op.drop_table("office_case")
    with op.batch_alter_table("former_password", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_former_password_person_id"))

    op.drop_table("former_password")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_unit_id_role")
        batch_op.drop_index(batch_op.f("ix_appointment_person_id"))

    op.drop_table("appointment")
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_token_person_id"))

    op.drop_table("api_token")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index("ix_absence_person_id_last_day")
        batch_op.drop_index("ix_absence_deputy_id_last_day")

    op.drop_table("absence")
    op.drop_table("stored_file")
    op.drop_table("sign_in_failure")
    op.drop_table("query_failure")
    op.drop_table("person")
    with op.batch_alter_table("parameter_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parameter_change_key"))

    op.drop_table("parameter_change")
    with op.batch_alter_table("org_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_org_unit_successor_id"))
        batch_op.drop_index(batch_op.f("ix_org_unit_parent_id"))
        batch_op.drop_index(batch_op.f("ix_org_unit_code"))

    op.drop_table("org_unit")
    op.drop_table("number_series")
    op.drop_table("job_heartbeat")
    with op.batch_alter_table("holiday_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holiday_notice_year"))

    op.drop_table("holiday_notice")
    with op.batch_alter_table("diagram_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_diagram_version_process"))

    op.drop_table("diagram_version")
    op.drop_table("command_record")
    with op.batch_alter_table("application_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_draft_saved_at"))
        batch_op.drop_index("ix_application_draft_browser_submitted_at")

    op.drop_table("application_draft")
    with op.batch_alter_table("applicant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applicant_identity_index"))

    op.drop_table("applicant")
