import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { LABELS } from "@/lib/domain/labels";

/** The dictionaries: one small code for every model, provider, region, … name ever seen; rows never change. */
export const DIMENSION_KINDS = [
  "model",
  "provider",
  "region",
  "tier",
  "app",
  "router",
  "error_code",
  "service_tier",
  ...LABELS,
] as const;
export type DimensionKind = (typeof DIMENSION_KINDS)[number];

/** The code of "no tier": the one dimension of the rollups a record may leave out. */
export const NO_TIER_ID = 0;

export const dimension = pgTable(
  "dimension",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity({ startWith: 1 }),
    kind: text("kind").$type<DimensionKind>().notNull(),
    value: text("value").notNull(),
  },
  (t) => [
    uniqueIndex("dimension_kind_value_idx").on(t.kind, t.value),
    check("dimension_kind_check", sql.raw(`kind in (${DIMENSION_KINDS.map((kind) => `'${kind}'`).join(", ")})`)),
  ],
);
