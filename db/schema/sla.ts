import { integer, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import { EXCLUSION_REASONS } from "@/lib/domain/sla/exclusion";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** What is asked of a model, tier, region or team, in any combination; null names all of them. */
export const slaTarget = pgTable(
  "sla_target",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    model: text("model"),
    tier: text("tier"),
    region: text("region"),
    team: text("team"),
    /** Millionths of all attempts that are to succeed: 999,000 is 99.9 %. */
    availabilityPpm: integer("availability_ppm"),
    ttftP99Ms: integer("ttft_p99_ms"),
    durationP99Ms: integer("duration_p99_ms"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (t) => [unique("sla_target_scope").on(t.model, t.tier, t.region, t.team).nullsNotDistinct()],
);

/** A time that SLA figures leave out, of all traffic or of a model, provider or region; one that was withdrawn stays on record. */
export const slaExclusion = pgTable("sla_exclusion", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  model: text("model"),
  provider: text("provider"),
  region: text("region"),
  fromAt: instant("from_at").notNull(),
  toAt: instant("to_at").notNull(),
  reason: text("reason", { enum: EXCLUSION_REASONS }).notNull(),
  note: text("note").notNull(),
  signedOffBy: text("signed_off_by").notNull(),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  withdrawnAt: instant("withdrawn_at"),
  withdrawnBy: text("withdrawn_by"),
});
