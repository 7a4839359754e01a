-- AlterTable
ALTER TABLE "institutions" ADD COLUMN     "bot_filing_act" TEXT;

-- AlterTable
ALTER TABLE "people" ADD COLUMN     "report_reminders" TEXT NOT NULL DEFAULT 'all';

-- CreateTable
CREATE TABLE "contracts" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "programme" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "ended_on" DATE,
    "record" BYTEA NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contracts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation_marks" (
    "contract_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "done_on" DATE NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,
    "marked_by" UUID,

    CONSTRAINT "obligation_marks_pkey" PRIMARY KEY ("contract_id","code")
);

-- CreateTable
CREATE TABLE "payments" (
    "contract_id" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "paid_on" DATE,
    "body" BYTEA NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID NOT NULL,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("contract_id","item")
);

-- CreateTable
CREATE TABLE "circumstances" (
    "id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "body" BYTEA NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "circumstances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "filed_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_lines" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "report_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipts" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "line_id" UUID,
    "file_id" UUID,
    "token" BYTEA,
    "body" BYTEA NOT NULL,
    "repeated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "files" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "report_id" UUID,
    "kind" TEXT NOT NULL,
    "about" BYTEA NOT NULL,
    "digest" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "filings" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "proof" BYTEA NOT NULL,

    CONSTRAINT "filings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "contracts_case_id_idx" ON "contracts"("case_id");

-- CreateIndex
CREATE INDEX "contracts_ends_on_idx" ON "contracts"("ends_on");

-- CreateIndex
CREATE INDEX "circumstances_contract_id_idx" ON "circumstances"("contract_id");

-- CreateIndex
CREATE INDEX "circumstances_state_idx" ON "circumstances"("state");

-- CreateIndex
CREATE INDEX "reports_case_id_idx" ON "reports"("case_id");

-- CreateIndex
CREATE INDEX "reports_state_filed_at_idx" ON "reports"("state", "filed_at");

-- CreateIndex
CREATE UNIQUE INDEX "reports_contract_id_month_key" ON "reports"("contract_id", "month");

-- CreateIndex
CREATE INDEX "report_lines_report_id_section_position_idx" ON "report_lines"("report_id", "section", "position");

-- CreateIndex
CREATE UNIQUE INDEX "receipts_line_id_key" ON "receipts"("line_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipts_token_key" ON "receipts"("token");

-- CreateIndex
CREATE INDEX "receipts_report_id_idx" ON "receipts"("report_id");

-- CreateIndex
CREATE INDEX "files_case_id_idx" ON "files"("case_id");

-- CreateIndex
CREATE INDEX "files_report_id_idx" ON "files"("report_id");

-- CreateIndex
CREATE INDEX "filings_report_id_idx" ON "filings"("report_id");

-- CreateIndex
CREATE INDEX "filings_state_created_at_idx" ON "filings"("state", "created_at");

-- AddForeignKey
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "obligation_marks" ADD CONSTRAINT "obligation_marks_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contracts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contracts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circumstances" ADD CONSTRAINT "circumstances_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contracts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contracts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_lines" ADD CONSTRAINT "report_lines_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "report_lines"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filings" ADD CONSTRAINT "filings_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;
