import { sql } from "drizzle-orm";
import { date, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { BreakdownDimension } from "@/lib/domain/breakdown";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

/**
 * Sets of dimensions whose sums and samples outlive the single attempts.
 *
 * From its row on, whatever is sealed counts in a breakdown too; days sealed before are counted anew, and until then stand
 * in `breakdown_fill`. `filled_from` is the first day there are attempts of, null before that is looked up. One that has
 * ended is read no more, and its sums are deleted.
 */
export const breakdown = pgTable(
  "breakdown",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity({ startWith: 1 }),
    /** In the order of BREAKDOWN_DIMENSIONS. */
    dimensions: text("dimensions").array().$type<BreakdownDimension[]>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Null for those that every store has. */
    createdBy: text("created_by"),
    filledFrom: instant("filled_from"),
    endedAt: instant("ended_at"),
  },
  (t) => [uniqueIndex("breakdown_dimensions_idx").on(t.dimensions).where(sql`${t.endedAt} is null`)],
);

/** Days that are still to be counted for a breakdown. */
export const breakdownFill = pgTable(
  "breakdown_fill",
  { day: date("day", { mode: "string" }).notNull(), breakdownId: integer("breakdown_id").notNull() },
  (t) => [primaryKey({ columns: [t.day, t.breakdownId] })],
);

/** What a label set says of the labels of a breakdown alone: itself a label set, 0 where it says nothing of them. */
export const labelProjection = pgTable(
  "label_projection",
  {
    breakdownId: integer("breakdown_id").notNull(),
    labelSetId: integer("label_set_id").notNull(),
    projectedId: integer("projected_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.breakdownId, t.labelSetId] })],
);
