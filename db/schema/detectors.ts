import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  json,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { DETECTION_KINDS, END_REASONS, type MeasuredChange, SERIES_STATES } from "@/lib/domain/detectors/detection";
import { bytea } from "./bytea";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** How many values there are, and the sums of them and of their squares: logarithms, or shares. */
const moments = <Name extends string>(name: Name) => ({
  [`${name}_n`]: integer(`${name}_n`).notNull(),
  [`${name}_sum`]: doublePrecision(`${name}_sum`).notNull(),
  [`${name}_squares`]: doublePrecision(`${name}_squares`).notNull(),
});

/**
 * One row per hour, (model, provider, region) and size of input of the text that models wrote: successful attempts with usage.
 *
 * Logarithms are of output tokens, tokens per second and milliseconds; the sketches hold µs. Replaced whole when the hour changes, retained
 * as long as sums by hour.
 */
export const hourProfile = pgTable(
  "hour_profile",
  {
    modelId: integer("model_id").notNull(),
    providerId: integer("provider_id").notNull(),
    regionId: integer("region_id").notNull(),
    startsAt: instant("starts_at").notNull(),
    sizeClass: smallint("size_class").notNull(),
    attempts: integer("attempts").notNull(),
    ...moments("output"),
    ...moments("rate"),
    ...moments("ttft"),
    ...moments("duration"),
    ...moments("reasoning"),
    ttftSketch: bytea("ttft_sketch").notNull(),
    durationSketch: bytea("duration_sketch").notNull(),
  },
  (t) => [
    primaryKey({
      name: "hour_profile_pk",
      columns: [t.modelId, t.providerId, t.regionId, t.startsAt, t.sizeClass],
    }),
    index("hour_profile_starts_at_idx").on(t.startsAt),
  ],
);

/** Of the same attempts, those that asked for a model by another name than that of what answered. */
export const hourAnswer = pgTable(
  "hour_answer",
  {
    startsAt: instant("starts_at").notNull(),
    providerId: integer("provider_id").notNull(),
    regionId: integer("region_id").notNull(),
    requestedModelId: integer("requested_model_id").notNull(),
    modelId: integer("model_id").notNull(),
    attempts: integer("attempts").notNull(),
  },
  (t) => [
    primaryKey({
      name: "hour_answer_pk",
      columns: [t.startsAt, t.requestedModelId, t.providerId, t.regionId, t.modelId],
    }),
    index("hour_answer_series_idx").on(t.requestedModelId, t.providerId, t.regionId, t.startsAt),
  ],
);

/** The hours that have profiles, and what the sums by hour said of each then: where they say something else, it is counted anew. */
export const profiledHour = pgTable("profiled_hour", {
  startsAt: instant("starts_at").primaryKey(),
  attempts: bigint("attempts", { mode: "bigint" }).notNull(),
  outputTokens: numeric("output_tokens").notNull(),
  durationSum: numeric("duration_sum").notNull(),
  ttftSum: numeric("ttft_sum").notNull(),
  profiledAt: instant("profiled_at").notNull(),
});

const series = () => ({
  kind: text("kind", { enum: DETECTION_KINDS }).notNull(),
  model: text("model").notNull(),
  provider: text("provider").notNull(),
  region: text("region").notNull(),
});

/** How far each series was looked at, and in how many hours a change would be found, by measure. */
export const detectorSeries = pgTable(
  "detector_series",
  {
    ...series(),
    state: text("state", { enum: SERIES_STATES }).notNull(),
    hoursToFind: json("hours_to_find").$type<Record<string, number | null>>().notNull(),
    lookedUntil: instant("looked_until").notNull(),
    /** The attempts it was compared with, where it is looked at again once there are many more; null where it is not. */
    attempts: bigint("attempts", { mode: "number" }),
  },
  (t) => [primaryKey({ columns: [t.kind, t.model, t.provider, t.region] })],
);

/** A change that a detector found; one row from when it began until it was over, at most one open of a series. */
export const detection = pgTable(
  "detection",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    ...series(),
    /** The id of what was found first of the same event, as it was when this was found; null of the first itself. */
    eventId: integer("event_id"),
    since: instant("since").notNull(),
    foundAt: instant("found_at").notNull(),
    endedAt: instant("ended_at"),
    endReason: text("end_reason", { enum: END_REASONS }),
    attempts: bigint("attempts", { mode: "number" }).notNull(),
    measures: json("measures").$type<readonly MeasuredChange[]>().notNull(),
    /** The name in answers, where that is another since, and those it was before. */
    returnedModel: text("returned_model"),
    formerModels: text("former_models").array(),
    /** Whether traffic changed so much at the same time that other callers may be the reason. */
    mayBeCallers: boolean("may_be_callers").notNull().default(false),
  },
  (t) => [
    uniqueIndex("detection_open_idx").on(t.kind, t.model, t.provider, t.region).where(sql`${t.endedAt} is null`),
    index("detection_since_idx").on(t.since),
    check("detection_end_check", sql`(${t.endedAt} is null) = (${t.endReason} is null)`),
  ],
);
