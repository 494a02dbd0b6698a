import { z } from "zod";
import { OUTCOMES } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { OUTCOME_OWNERS } from "@/lib/domain/sla/owners";
import {
  checkWindow,
  countSchema,
  filterShape,
  fraction,
  instantText,
  shortText,
  timeZone,
  usdText,
  windowShape,
} from "./common";
import { exclusionSchema } from "./exclusions";
import { monthText } from "./month-statement";
import { operation } from "./operation";
import { answeredFilters, percentilesSchema } from "./stats";
import { targetSchema } from "./targets";
import { incidentSchema, uptimeDaySchema } from "./uptime";

export const slaQuerySchema = z
  .strictObject({ ...windowShape, ...filterShape, tz: timeZone.default("UTC") })
  .superRefine(checkWindow);

/** Both uptimes of some traffic with what they are made of. */
const uptimeCountsSchema = z.object({
  ok: countSchema,
  failed: countSchema,
  requests: fraction.nullable(),
  minutes_measured: countSchema.nullable(),
  minutes_down: countSchema.nullable(),
  minutes: fraction.nullable(),
  coverage: fraction.nullable(),
});
export type UptimeCounts = z.infer<typeof uptimeCountsSchema>;

/** What may fail and what did, in attempts and in minutes. */
const errorBudgetSchema = z.object({
  /** (1 − target) × counted attempts, to the millionth; 0 at a target of 100 %. */
  allowed: z.number().nonnegative(),
  used_share: z.number().nonnegative().nullable(),
  state: z.enum(["missed", "too_few", "nearly_used", "met", "nothing"]),
  /** (1 − target) × measured minutes; null where minutes are unknown. */
  allowed_minutes: z.number().nonnegative().nullable(),
});

/** How fast the budget is used in the last hours; the rate is null where nothing was counted or there is no budget. */
const burnSchema = z.object({
  hours: z.int(),
  ok: countSchema,
  failed: countSchema,
  rate: z.number().nonnegative().nullable(),
  /** When the budget is used up at this pace; null where it lasts, is used up already, or nothing was counted. */
  used_up_in_hours: z.number().nonnegative().nullable(),
});

const traffic = {
  /** Without what is excluded: what targets are compared with. */
  counted: uptimeCountsSchema,
  /** Everything that was recorded. */
  recorded: uptimeCountsSchema,
  budget: errorBudgetSchema,
  /** Null where the window does not reach into the present. */
  burn: z.array(burnSchema).nullable(),
  outcomes: z.object(recordOf(OUTCOMES, () => countSchema)),
  /** On whose side counted attempts went wrong. */
  owners: z.object(recordOf(OUTCOME_OWNERS, () => countSchema)),
};

const chosenGoal = { id: z.int().nullable(), tied: z.array(z.int()) };
const latencyGoalSchema = z.object({
  target_ms: z.number(),
  ...chosenGoal,
  state: z.enum(["met", "missed", "unsure", "nothing"]),
  percentiles: percentilesSchema,
});
export type LatencyGoal = z.infer<typeof latencyGoalSchema>;

const slaIncidentSchema = incidentSchema.omit({ region: true }).extend({
  /** Failures of its down minutes ÷ the allowed ones of the window; null without a budget. */
  budget_share: z.number().nonnegative().nullable(),
  /** Whether its minutes are left out. */
  excluded: z.boolean(),
});

export const slaRowSchema = z.object({
  model: z.string(),
  provider: z.string(),
  region: z.string(),
  ...traffic,
  /** What is asked: of the target `id`, or of none, which is the default; `tied` are targets as specific and no stricter. */
  target: z.object({ availability_percent: z.number(), ...chosenGoal }),
  ttft: latencyGoalSchema.nullable(),
  duration: latencyGoalSchema.nullable(),
  /** Counts without what is excluded; `excluded` is how many attempts that were counted otherwise. */
  days: z.array(uptimeDaySchema.extend({ excluded: countSchema })),
  incidents: z.array(slaIncidentSchema),
});
export type SlaRow = z.infer<typeof slaRowSchema>;
export type SlaIncident = SlaRow["incidents"][number];

export const slaTotalSchema = z.object({ name: z.string(), ...traffic });
export type SlaTotal = z.infer<typeof slaTotalSchema>;

/** What providers' attempts and users' requests came to, and what it took to come from one to the other. */
const reliabilitySchema = z.object({
  attempts: z.object({ ok: countSchema, failed: countSchema, success: fraction.nullable() }),
  requests: z.object({ ok: countSchema, failed: countSchema, success: fraction.nullable() }),
  /** Failed attempts that another attempt of their request followed. */
  followed: countSchema,
  /** Attempts that another one followed, whatever became of them, and what they cost; null where it is not known of all the window. */
  extra_attempts: countSchema.nullable(),
  extra_cost_usd: usdText.nullable(),
});

const slaFields = {
  from: instantText,
  to: instantText,
  as_of: instantText,
  tz: z.string(),
  rate_limited_counts: z.boolean(),
  filters: answeredFilters,
  /** The targets that some row was compared with. */
  targets: z.array(targetSchema),
  /** Those that are subtracted. */
  exclusions: z.array(exclusionSchema),
  /** By impact: missed targets by failures over the budget, then the others by the used share of theirs. */
  rows: z.array(slaRowSchema),
  models: z.array(slaTotalSchema),
  regions: z.array(slaTotalSchema),
  total: slaTotalSchema,
  reliability: reliabilitySchema,
};
export const slaSchema = z.object(slaFields);
export type Sla = z.infer<typeof slaSchema>;
export type Reliability = Sla["reliability"];

export const slaOperation = operation({
  method: "get",
  path: "/api/v1/stats/sla",
  summary: "Targets, error budgets, burn rates and incidents per model, provider and region",
  scope: "metrics:read",
  query: slaQuerySchema,
  reply: slaSchema,
});

export const slaReportSchema = z.object({
  month: monthText,
  provider: z.string().nullable(),
  /** False of a month that is not over: its numbers will change. */
  is_over: z.boolean(),
  formulas: z.array(z.object({ name: z.string(), formula: z.string() })),
  ...slaFields,
});
export type SlaReport = z.infer<typeof slaReportSchema>;

export const slaReportOperation = operation({
  method: "get",
  path: "/api/v1/sla-report",
  summary: "How a provider, or all of them, met the targets of a calendar month, with the evidence",
  scope: "metrics:read",
  query: z.strictObject({
    month: monthText,
    provider: shortText(200).optional(),
    tz: timeZone.default("UTC"),
    format: z.enum(["json", "csv"]).default("json"),
  }),
  reply: slaReportSchema,
});
