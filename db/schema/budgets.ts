import { integer, jsonb, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { BUDGET_DIMENSIONS } from "@/lib/contract/budgets";
import { BUDGET_PERIODS } from "@/lib/domain/budgets/budget-period";
import type { BudgetThreshold } from "@/lib/domain/budgets/budget-threshold";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** What may be spent in each week, month or quarter. A deleted one stays, so that it can be brought back. */
export const budget = pgTable("budget", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  name: text("name").notNull(),
  /** Null, as its value, for all spend. */
  dimension: text("dimension", { enum: BUDGET_DIMENSIONS }),
  value: text("value"),
  amount: numeric("amount", { precision: 28, scale: 12 }).notNull(),
  currency: text("currency").notNull(),
  period: text("period", { enum: BUDGET_PERIODS }).notNull(),
  zone: text("zone").notNull(),
  thresholds: jsonb("thresholds").$type<BudgetThreshold[]>().notNull(),
  owner: text("owner"),
  version: integer("version").notNull().default(1),
  /** The version since which it asks the same question: dimension, value, amount, currency, period and zone. */
  termsVersion: integer("terms_version").notNull().default(1),
  termsAt: instant("terms_at").notNull(),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  updatedAt: instant("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
  deletedAt: instant("deleted_at"),
});
