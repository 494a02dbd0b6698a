import { date, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { DIMENSION_KINDS, type DimensionKind } from "./dimensions";

/** What values are used as: each kind of dimension, and models that were only asked for. */
export const DIMENSION_USES = [...DIMENSION_KINDS, "requested_model"] as const;
export type DimensionUse = (typeof DIMENSION_USES)[number];

/** In which dictionary the values of a use are. */
export function kindOfUse(use: DimensionUse): DimensionKind {
  return use === "requested_model" ? "model" : use;
}

/** So many days back it is known which values came. */
export const DAYS_REMEMBERED = 7;

/** The values that came on a UTC day of arrival, as long as there were not too many. */
export const dimensionDay = pgTable(
  "dimension_day",
  {
    day: date("day").notNull(),
    use: text("use").$type<DimensionUse>().notNull(),
    value: text("value").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.use, t.value] })],
);

/** How many values came on a day, and since when more of them are stored as others, with one of those. */
export const dimensionDayCount = pgTable(
  "dimension_day_count",
  {
    day: date("day").notNull(),
    use: text("use").$type<DimensionUse>().notNull(),
    values: integer("value_count").notNull(),
    cappedAt: timestamp("capped_at", { withTimezone: true }),
    example: text("example"),
  },
  (t) => [primaryKey({ columns: [t.day, t.use] })],
);
