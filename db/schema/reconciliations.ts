import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { ReconciliationSummary } from "@/lib/contract/reconciliations";
import { BILL_BUCKETS } from "@/lib/domain/reconciliation/bill-buckets";
import { ROW_STATUSES } from "@/lib/domain/reconciliation/reconcile";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * A bill that was compared with what is counted here. Of the file there is its digest, and what it says per period, model and
 * bucket; the result is of the prices and attempts of `compared_at`.
 */
export const reconciliation = pgTable("reconciliation", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  fileName: text("file_name").notNull(),
  /** SHA-256 of its bytes. */
  fileDigest: text("file_digest").notNull(),
  /** Which kind of file it is, as BILL_SOURCES names it. */
  source: text("source").notNull(),
  providers: text("providers").array().notNull(),
  zone: text("zone").notNull(),
  grain: text("grain", { enum: ["day", "month"] }).notNull(),
  /** Rows of the file; the lines that they were added up to are `reconciliation_line`. */
  fileRows: integer("file_rows").notNull(),
  summary: jsonb("summary").$type<ReconciliationSummary>().notNull(),
  version: integer("version").notNull().default(1),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  comparedAt: instant("compared_at").notNull(),
  note: text("note"),
  acceptedAt: instant("accepted_at"),
  acceptedBy: text("accepted_by"),
});

const owner = () =>
  integer("reconciliation_id")
    .notNull()
    .references(() => reconciliation.id, { onDelete: "cascade" });

/** What a bill says, as it said it: compared again, its lines are read from here. Written once. */
export const reconciliationLine = pgTable(
  "reconciliation_line",
  {
    reconciliationId: owner(),
    seq: integer("seq").notNull(),
    line: jsonb("line").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.reconciliationId, t.seq] })],
);

/** Both sides of a period, model and bucket, and why they differ. Replaced as a whole when they are compared again. */
export const reconciliationRow = pgTable(
  "reconciliation_row",
  {
    reconciliationId: owner(),
    seq: integer("seq").notNull(),
    period: text("period").notNull(),
    provider: text("provider").notNull(),
    model: text("model"),
    bucket: text("bucket", { enum: BILL_BUCKETS }).notNull(),
    status: text("status", { enum: ROW_STATUSES }).notNull(),
    sides: jsonb("sides").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reconciliationId, t.seq] }),
    index("reconciliation_row_status_idx").on(t.reconciliationId, t.status, t.seq),
  ],
);

/** What a provider's bills call a model that has another name here. */
export const billModel = pgTable(
  "bill_model",
  {
    provider: text("provider").notNull(),
    billName: text("bill_name").notNull(),
    model: text("model").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.billName] })],
);
