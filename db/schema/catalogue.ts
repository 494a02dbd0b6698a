import { boolean, date, integer, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import { MODALITIES } from "@/lib/domain/catalogue/catalogue";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * What users know of a model at a provider, beside the catalogue in the code: where both have it, this counts.
 *
 * Null of a fact is unknown. What it was before is in the audit log.
 */
export const catalogueModel = pgTable(
  "catalogue_model",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    label: text("label"),
    modalities: text("modalities", { enum: MODALITIES }).array(),
    tools: boolean("tools"),
    contextWindowTokens: integer("context_window_tokens"),
    maxOutputTokens: integer("max_output_tokens"),
    releasedOn: date("released_on"),
    /** The first day without it. */
    retiresOn: date("retires_on"),
    replacedBy: text("replaced_by"),
    source: text("source"),
    reason: text("reason").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (t) => [unique("catalogue_model_key").on(t.provider, t.model)],
);
