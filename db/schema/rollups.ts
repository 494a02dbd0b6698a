import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, smallint, text, timestamp } from "drizzle-orm/pg-core";
import { arrays, type Counter, count, measures, sums, total } from "./rollup-measures";

const fewer = (name: string) => smallint(name).notNull();
const startsAt = () => timestamp("starts_at", { withTimezone: true, mode: "date" }).notNull();
const modelId = () => integer("model_id").notNull();
const providerId = () => integer("provider_id").notNull();

/** A row per bucket and (model, provider, region, tier); `tier_id` 0 is "no tier". */
function rollupTable<Name extends string>(name: Name, counter: Counter = count) {
  return pgTable(
    name,
    {
      startsAt: startsAt(),
      modelId: modelId(),
      providerId: providerId(),
      regionId: integer("region_id").notNull(),
      tierId: integer("tier_id").notNull(),
      ...measures(counter),
    },
    (t) => [primaryKey({ columns: [t.startsAt, t.modelId, t.providerId, t.regionId, t.tierId] })],
  );
}

/** A row per bucket and (model, provider): what unfiltered overviews and series read. */
function modelCube<Name extends string>(name: Name, counter: Counter = count) {
  return pgTable(
    name,
    { startsAt: startsAt(), modelId: modelId(), providerId: providerId(), ...measures(counter) },
    (t) => [primaryKey({ columns: [t.startsAt, t.modelId, t.providerId] })],
  );
}

/** A row per bucket and (app, model, provider): app is kept out of the main rollups, which it would multiply. */
function appCube<Name extends string>(name: Name, counter: Counter = count) {
  return pgTable(
    name,
    {
      startsAt: startsAt(),
      appId: integer("app_id").notNull(),
      modelId: modelId(),
      providerId: providerId(),
      ...measures(counter),
    },
    (t) => [primaryKey({ columns: [t.startsAt, t.appId, t.modelId, t.providerId] })],
  );
}

/**
 * A row per breakdown, bucket and (app, label set, model, provider), of which app and label set say no more than the
 * breakdown asks for; 0 stands for an app or labels it leaves out.
 */
function breakdownTable<Name extends string>(name: Name, counter: Counter = count) {
  return pgTable(
    name,
    {
      breakdownId: integer("breakdown_id").notNull(),
      startsAt: startsAt(),
      appId: integer("app_id").notNull(),
      labelSetId: integer("label_set_id").notNull(),
      modelId: modelId(),
      providerId: providerId(),
      ...measures(counter),
    },
    (t) => [
      primaryKey({
        name: `${name}_pk`,
        columns: [t.breakdownId, t.startsAt, t.appId, t.labelSetId, t.modelId, t.providerId],
      }),
    ],
  );
}

/** Minutes folded from deltas and not yet in any other level. */
export const rollupFresh = rollupTable("rollup_fresh");
/** Sealed minutes, kept a few days: window edges, 1-minute series, minute-weighted uptime. */
export const rollupMinute = rollupTable("rollup_minute");
export const rollupQuarter = rollupTable("rollup_quarter");
export const rollupHour = rollupTable("rollup_hour");
export const rollupDay = rollupTable("rollup_day");
export const rollupMonth = rollupTable("rollup_month", total);
export const rollupHourModel = modelCube("rollup_hour_model");
export const rollupDayModel = modelCube("rollup_day_model");
export const rollupMonthModel = modelCube("rollup_month_model", total);
/** Quarter hours folded from deltas, by app and label set, and not yet in the app cubes and breakdowns. */
export const rollupFreshApp = pgTable(
  "rollup_fresh_app",
  {
    startsAt: startsAt(),
    appId: integer("app_id").notNull(),
    labelSetId: integer("label_set_id").notNull().default(0),
    modelId: modelId(),
    providerId: providerId(),
    ...measures(count),
  },
  (t) => [
    primaryKey({ name: "rollup_fresh_app_pk", columns: [t.startsAt, t.appId, t.labelSetId, t.modelId, t.providerId] }),
  ],
);
export const rollupQuarterApp = appCube("rollup_quarter_app");
export const rollupHourApp = appCube("rollup_hour_app");
export const rollupDayApp = appCube("rollup_day_app");
export const rollupMonthApp = appCube("rollup_month_app", total);
/** Breakdowns have no quarter hours: eight and more of them would take many times the room of the attempts. */
export const rollupHourBreakdown = breakdownTable("rollup_hour_breakdown");
export const rollupDayBreakdown = breakdownTable("rollup_day_breakdown");
export const rollupMonthBreakdown = breakdownTable("rollup_month_breakdown", total);

/**
 * By UTC day the consumers that cost most, `consumer` being empty for the attempts that name none; counted when the day is
 * over. All others are what is missing in the day's sums.
 */
export const rollupDayConsumer = pgTable(
  "rollup_day_consumer",
  { startsAt: startsAt(), consumer: text("consumer").notNull(), ...sums(count) },
  (t) => [primaryKey({ columns: [t.startsAt, t.consumer] })],
);

/** The days whose consumers are counted. */
export const consumerDay = pgTable("consumer_day", { startsAt: startsAt().primaryKey() });

/**
 * Which minutes of a quarter hour were measured and which were down, per (model, provider, region) with a record in it.
 *
 * Bit i of a mask is minute i; the arrays hold judged and failed attempts of the down minutes, in bit order.
 */
export const rollupUptime = pgTable(
  "rollup_uptime",
  {
    startsAt: startsAt(),
    modelId: modelId(),
    providerId: providerId(),
    regionId: integer("region_id").notNull(),
    measuredMask: smallint("measured_mask").notNull(),
    downMask: smallint("down_mask").notNull(),
    downJudged: integer("down_judged").array().notNull(),
    downFailed: integer("down_failed").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.startsAt, t.modelId, t.providerId, t.regionId] }),
    index("rollup_uptime_down_idx").on(t.startsAt).where(sql`${t.downMask} <> 0`),
  ],
);

/** How many minutes the masks of a bucket's quarters count, in all: a long window would have to read too many masks. */
function uptimeCounts<Name extends string>(name: Name, counter: typeof fewer | typeof count) {
  return pgTable(
    name,
    {
      startsAt: startsAt(),
      modelId: modelId(),
      providerId: providerId(),
      regionId: integer("region_id").notNull(),
      measured: counter("measured"),
      down: counter("down"),
    },
    (t) => [primaryKey({ columns: [t.startsAt, t.modelId, t.providerId, t.regionId] })],
  );
}

export const rollupUptimeHour = uptimeCounts("rollup_uptime_hour", fewer);
/** By UTC day and month, kept for ever. */
export const rollupUptimeDay = uptimeCounts("rollup_uptime_day", fewer);
export const rollupUptimeMonth = uptimeCounts("rollup_uptime_month", count);

const queueKey = () => ({
  seq: bigint("seq", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

/**
 * One row per ingest transaction: what it adds to the rollups, as parallel arrays with one element per group; null where
 * no group has any.
 *
 * A queue: the ingest transaction appends, the folder deletes what it has added to `rollup_fresh`, nobody updates.
 */
export const rollupDelta = pgTable("rollup_delta", {
  ...queueKey(),
  startsAt: timestamp("starts_at", { withTimezone: true }).array().notNull(),
  modelId: integer("model_id").array().notNull(),
  providerId: integer("provider_id").array().notNull(),
  regionId: integer("region_id").array().notNull(),
  tierId: integer("tier_id").array().notNull(),
  ...arrays(),
});

/** The same for the app cube and the breakdowns. No label sets at all stand for those of attempts without labels. */
export const rollupDeltaApp = pgTable("rollup_delta_app", {
  ...queueKey(),
  startsAt: timestamp("starts_at", { withTimezone: true }).array().notNull(),
  appId: integer("app_id").array().notNull(),
  labelSetId: integer("label_set_id").array(),
  modelId: integer("model_id").array().notNull(),
  providerId: integer("provider_id").array().notNull(),
  ...arrays(),
});
