-- CreateTable
CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "curator_id" UUID,
    "person_id" UUID,
    "status" TEXT NOT NULL,
    "wrapped_key" BYTEA,
    "record" BYTEA NOT NULL,
    "name_tokens" BIGINT[],
    "phone_token" BIGINT,
    "release_token" BIGINT,
    "town_token" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_events" (
    "id" BIGSERIAL NOT NULL,
    "case_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "kind" TEXT NOT NULL,
    "details" BYTEA,

    CONSTRAINT "case_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_codes" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfers" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "from_staff_id" UUID NOT NULL,
    "to_institution_id" UUID NOT NULL,
    "to_staff_id" UUID,
    "status" TEXT NOT NULL,
    "reason" BYTEA,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "route_steps" (
    "case_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "ticked_at" TIMESTAMPTZ(3),
    "ticked_by" UUID,

    CONSTRAINT "route_steps_pkey" PRIMARY KEY ("case_id","code")
);

-- CreateTable
CREATE TABLE "journal" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "staff_id" UUID NOT NULL,
    "case_id" UUID,
    "action" TEXT NOT NULL,

    CONSTRAINT "journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "staff_id" UUID,
    "body" BYTEA NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_copies" (
    "person_id" UUID NOT NULL,
    "telegram_id" BIGINT NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "message_copies_pkey" PRIMARY KEY ("person_id","telegram_id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "case_id" UUID,
    "audience" TEXT NOT NULL,
    "to_id" UUID NOT NULL,
    "about_id" UUID,
    "once" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" BIGSERIAL NOT NULL,
    "notification_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "member_id" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_settings" (
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT NOT NULL,

    CONSTRAINT "notification_settings_pkey" PRIMARY KEY ("member_id","kind")
);

-- CreateTable
CREATE TABLE "mornings" (
    "institution_id" UUID NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "mornings_pkey" PRIMARY KEY ("institution_id","day")
);

-- CreateTable
CREATE TABLE "institutions" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "town" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "phones" TEXT[],
    "hours" JSONB,
    "services" TEXT[],
    "email" TEXT,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "institutions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_members" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_invites" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "institution_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" UUID,

    CONSTRAINT "staff_invites_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cases_person_id_key" ON "cases"("person_id");

-- CreateIndex
CREATE INDEX "cases_institution_id_status_idx" ON "cases"("institution_id", "status");

-- CreateIndex
CREATE INDEX "cases_curator_id_status_idx" ON "cases"("curator_id", "status");

-- CreateIndex
CREATE INDEX "cases_release_token_idx" ON "cases"("release_token");

-- CreateIndex
CREATE INDEX "cases_town_token_idx" ON "cases"("town_token");

-- CreateIndex
CREATE INDEX "cases_phone_token_idx" ON "cases"("phone_token");

-- CreateIndex
CREATE INDEX "cases_name_tokens_idx" ON "cases" USING GIN ("name_tokens");

-- CreateIndex
CREATE INDEX "case_events_case_id_id_idx" ON "case_events"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "case_codes_code_hash_key" ON "case_codes"("code_hash");

-- CreateIndex
CREATE INDEX "transfers_to_institution_id_status_idx" ON "transfers"("to_institution_id", "status");

-- CreateIndex
CREATE INDEX "transfers_case_id_idx" ON "transfers"("case_id");

-- CreateIndex
CREATE INDEX "journal_case_id_at_idx" ON "journal"("case_id", "at");

-- CreateIndex
CREATE INDEX "journal_staff_id_at_idx" ON "journal"("staff_id", "at");

-- CreateIndex
CREATE INDEX "messages_case_id_sent_at_idx" ON "messages"("case_id", "sent_at");

-- CreateIndex
CREATE INDEX "message_copies_message_id_idx" ON "message_copies"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_once_key" ON "notifications"("once");

-- CreateIndex
CREATE INDEX "notifications_resolved_at_due_at_idx" ON "notifications"("resolved_at", "due_at");

-- CreateIndex
CREATE INDEX "notifications_case_id_idx" ON "notifications"("case_id");

-- CreateIndex
CREATE INDEX "notices_settled_at_due_at_idx" ON "notices"("settled_at", "due_at");

-- CreateIndex
CREATE INDEX "notices_person_id_idx" ON "notices"("person_id");

-- CreateIndex
CREATE INDEX "notices_outcome_idx" ON "notices"("outcome");

-- CreateIndex
CREATE UNIQUE INDEX "notices_notification_id_person_id_key" ON "notices"("notification_id", "person_id");

-- CreateIndex
CREATE INDEX "institutions_region_town_idx" ON "institutions"("region", "town");

-- CreateIndex
CREATE INDEX "staff_members_person_id_idx" ON "staff_members"("person_id");

-- CreateIndex
CREATE INDEX "staff_members_institution_id_idx" ON "staff_members"("institution_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invites_token_hash_key" ON "staff_invites"("token_hash");

-- CreateIndex
CREATE INDEX "people_unreachable_at_idx" ON "people"("unreachable_at");

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_curator_id_fkey" FOREIGN KEY ("curator_id") REFERENCES "staff_members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_codes" ADD CONSTRAINT "case_codes_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_steps" ADD CONSTRAINT "route_steps_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_copies" ADD CONSTRAINT "message_copies_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_copies" ADD CONSTRAINT "message_copies_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notifications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mornings" ADD CONSTRAINT "mornings_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_invites" ADD CONSTRAINT "staff_invites_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
