import { sql } from "drizzle-orm";
import { bigint, index, integer, numeric, pgTable, primaryKey, smallint, timestamp } from "drizzle-orm/pg-core";
import { bytea } from "./bytea";

const fewer = (name: string) => smallint(name).notNull();
const count = (name: string) => integer(name).notNull();
const total = (name: string) => bigint(name, { mode: "bigint" }).notNull();
type Counter = typeof count | typeof total;

/** One metric's samples: n, sum, min and max are exact, the sketch is a run of mergeable pieces (lib/domain/sketch). */
const samples = <Name extends string>(name: Name, counter: Counter) => ({
  n: counter(`${name}_n`),
  sum: total(`${name}_sum`),
  min: bigint(`${name}_min`, { mode: "bigint" }),
  max: bigint(`${name}_max`, { mode: "bigint" }),
  sketch: bytea(`${name}_sketch`).notNull(),
});

/**
 * What every rollup row adds up. Columns are listed in ROLLUP_SUMS and ROLLUP_METRICS too, for the SQL that merges rows.
 *
 * `ttft` and `duration` are in µs, `rate` in 10⁻⁵ output tokens per second, money in 10⁻¹² USD. Only a month
 * may have more than 2³¹ attempts in a row.
 */
const measures = (counter: Counter) => {
  const [ttft, duration, rate] = [samples("ttft", counter), samples("duration", counter), samples("rate", counter)];
  return {
    attempts: counter("attempts"),
    requests: counter("requests"),
    ok: counter("ok"),
    rateLimited: counter("rate_limited"),
    serverError: counter("server_error"),
    timeout: counter("timeout"),
    clientError: counter("client_error"),
    cancelled: counter("cancelled"),
    finalOk: counter("final_ok"),
    finalFailed: counter("final_failed"),
    withUsage: counter("with_usage"),
    priced: counter("priced"),
    estimated: counter("estimated"),
    reported: counter("reported"),
    inputTokens: total("input_tokens"),
    cachedInputTokens: total("cached_input_tokens"),
    cacheWriteTokens: total("cache_write_tokens"),
    outputTokens: total("output_tokens"),
    reasoningTokens: total("reasoning_tokens"),
    costPico: numeric("cost_pico", { precision: 38, scale: 0 }).notNull(),
    reportedCostPico: numeric("reported_cost_pico", { precision: 38, scale: 0 }).notNull(),
    ttftN: ttft.n,
    ttftSum: ttft.sum,
    ttftMin: ttft.min,
    ttftMax: ttft.max,
    ttftSketch: ttft.sketch,
    durationN: duration.n,
    durationSum: duration.sum,
    durationMin: duration.min,
    durationMax: duration.max,
    durationSketch: duration.sketch,
    rateN: rate.n,
    rateSum: rate.sum,
    rateMin: rate.min,
    rateMax: rate.max,
    rateSketch: rate.sketch,
  };
};

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
/** Minutes of the app cube folded from deltas and not yet in its other levels. */
export const rollupFreshApp = appCube("rollup_fresh_app");
export const rollupQuarterApp = appCube("rollup_quarter_app");
export const rollupHourApp = appCube("rollup_hour_app");
export const rollupDayApp = appCube("rollup_day_app");
export const rollupMonthApp = appCube("rollup_month_app", total);

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

const arrays = () => ({
  attempts: integer("attempts").array(),
  requests: integer("requests").array(),
  ok: integer("ok").array(),
  rateLimited: integer("rate_limited").array(),
  serverError: integer("server_error").array(),
  timeout: integer("timeout").array(),
  clientError: integer("client_error").array(),
  cancelled: integer("cancelled").array(),
  finalOk: integer("final_ok").array(),
  finalFailed: integer("final_failed").array(),
  withUsage: integer("with_usage").array(),
  priced: integer("priced").array(),
  estimated: integer("estimated").array(),
  reported: integer("reported").array(),
  inputTokens: bigint("input_tokens", { mode: "bigint" }).array(),
  cachedInputTokens: bigint("cached_input_tokens", { mode: "bigint" }).array(),
  cacheWriteTokens: bigint("cache_write_tokens", { mode: "bigint" }).array(),
  outputTokens: bigint("output_tokens", { mode: "bigint" }).array(),
  reasoningTokens: bigint("reasoning_tokens", { mode: "bigint" }).array(),
  costPico: numeric("cost_pico").array(),
  reportedCostPico: numeric("reported_cost_pico").array(),
  ...sampleArrays("ttft"),
  ...sampleArrays("duration"),
  ...sampleArrays("rate"),
});

function sampleArrays<Name extends "ttft" | "duration" | "rate">(name: Name) {
  return {
    [`${name}N`]: integer(`${name}_n`).array(),
    [`${name}Sum`]: bigint(`${name}_sum`, { mode: "bigint" }).array(),
    [`${name}Min`]: bigint(`${name}_min`, { mode: "bigint" }).array(),
    [`${name}Max`]: bigint(`${name}_max`, { mode: "bigint" }).array(),
    [`${name}Sketch`]: bytea(`${name}_sketch`).array(),
  };
}

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

/** The same for the app cube. */
export const rollupDeltaApp = pgTable("rollup_delta_app", {
  ...queueKey(),
  startsAt: timestamp("starts_at", { withTimezone: true }).array().notNull(),
  appId: integer("app_id").array().notNull(),
  modelId: integer("model_id").array().notNull(),
  providerId: integer("provider_id").array().notNull(),
  ...arrays(),
});
