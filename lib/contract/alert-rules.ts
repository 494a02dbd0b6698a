import { z } from "zod";
import { BURN_MIN_ATTEMPTS, burnRateMax, lowestTargetFor } from "@/lib/domain/alerts/burn-rate";
import { RULE_DIMENSIONS, RULE_KINDS, SEVERITIES } from "@/lib/domain/alerts/rule-kinds";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { SKETCH_LIMIT } from "@/lib/domain/sketch/sketch-bins";
import { PERCENTILES } from "@/lib/domain/sketch/summary";
import { BURN_SPEEDS, BURN_WINDOWS } from "@/lib/domain/sla/burn-windows";
import { DAY_MINUTES, US_PER_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { BUDGET_DIMENSIONS } from "./budgets";
import { countSchema, dimensionName, instantText, shortText, timeZone } from "./common";
import { A_WHOLE_NUMBER, AN_AMOUNT, atLeast, atMost, MORE_THAN_0, SOME_CHANGE } from "./refusals";
import { availabilityPercent } from "./targets";

/** Longer durations count as this long, so no percentile is above it. */
const DURATION_MAX_MS = SKETCH_LIMIT / US_PER_MS;
const NAMES_MAX = 20;
const CHANNELS_MAX = 20;

const whole = (min: number, max: number) =>
  z
    .int(A_WHOLE_NUMBER)
    .min(min, atLeast(min))
    .max(max, atMost(max.toLocaleString("en")));

const names = z.array(dimensionName).max(NAMES_MAX, atMost(NAMES_MAX)).default([]);
const scope = z.strictObject(recordOf(RULE_DIMENSIONS, () => names)).prefault({});
const splitBy = z
  .array(z.enum(RULE_DIMENSIONS))
  .default([])
  .transform((names) => RULE_DIMENSIONS.filter((name) => names.includes(name)));
/** Of which attempts, and by what they are split: each combination has an alert of its own. */
const traffic = { scope, by: splitBy };
const windowMinutes = whole(5, 7 * DAY_MINUTES);

const target = availabilityPercent.refine((percent) => percent < 100, {
  error: () =>
    t(
      "A target of 100 % leaves no error budget: any failure would burn it infinitely fast. Choose 99.99 %, or a rule on the error rate",
    ),
});

const burnRateTerms = z
  .strictObject({
    kind: z.literal("burn_rate"),
    ...traffic,
    /** Null for every availability target of SLA, as it stands when it is looked at: each has an alert of its own. */
    target_percent: target.nullable(),
    speeds: z
      .array(z.enum(BURN_SPEEDS))
      .min(1, { error: () => t("Choose at least one") })
      .default([...BURN_SPEEDS]),
    /** In each of both windows. */
    min_attempts: whole(1, 1_000_000).default(BURN_MIN_ATTEMPTS),
  })
  .superRefine(({ target_percent, speeds, scope: asked, by }, context) => {
    if (target_percent === null) {
      const isScoped = by.length > 0 || Object.values(asked).some((values) => values.length > 0);
      if (!isScoped) return;
      const message = t("Each SLA target has a scope of its own: leave scope and by out");
      return context.addIssue({ code: "custom", path: ["target_percent"], message });
    }
    const share = target_percent / 100;
    for (const speed of speeds) {
      const { factor, longMinutes } = BURN_WINDOWS[speed];
      if (burnRateMax(share) > factor) continue;
      const most = Math.floor(burnRateMax(share) * 10) / 10;
      const lowest = Math.ceil(lowestTargetFor(factor) * 10_000) / 100;
      const message = t(
        "Can never fire: where everything fails, a target of {target} % burns {most} times as fast as allowed, and {hours} h asks for {factor}. Choose a target of at least {lowest} %, or leave this window out",
        { target: target_percent, most, hours: longMinutes / 60, factor, lowest },
      );
      context.addIssue({ code: "custom", path: ["target_percent"], message });
    }
  });

const errorRateTerms = z.strictObject({
  kind: z.literal("error_rate"),
  ...traffic,
  above_percent: z
    .number({ error: () => t("Must be a percentage such as 5") })
    .min(0, atLeast(0))
    .refine((percent) => percent < 100, { error: () => t("Can never fire: no error rate is above 100 %") }),
  window_minutes: windowMinutes.default(15),
  min_attempts: whole(1, 1_000_000).default(20),
});

const percentileTerms = z.strictObject({
  kind: z.literal("percentile"),
  ...traffic,
  metric: z.enum(["ttft_ms", "duration_ms"]).default("duration_ms"),
  percentile: z.enum(PERCENTILES).default("p95"),
  above_ms: z
    .number({ error: () => t("Must be a number of milliseconds") })
    .gt(0, MORE_THAN_0)
    .refine((ms) => ms < DURATION_MAX_MS, {
      error: () =>
        t("Can never fire: what takes longer than an hour counts as an hour, so the limit must be below 3,600,000 ms"),
    }),
  window_minutes: windowMinutes.default(60),
});

const amount = z.union([z.string(), z.number()], AN_AMOUNT).transform((text, context) => {
  const pico = parseUsd(text);
  if (pico !== null && pico > 0n) return formatUsd(pico);
  const { error } = pico === null ? AN_AMOUNT : MORE_THAN_0;
  context.addIssue({ code: "custom", message: error() });
  return z.NEVER;
});
const oneName = {
  dimension: z.enum(BUDGET_DIMENSIONS).nullable().default(null),
  value: dimensionName.nullable().default(null),
};

const spendTerms = z
  .strictObject({
    kind: z.literal("spend"),
    ...oneName,
    above_usd: amount,
    window_hours: whole(1, 31 * 24).default(24),
  })
  .superRefine(({ dimension, value }, context) => {
    if ((dimension === null) === (value === null)) return;
    const path = [dimension === null ? "dimension" : "value"];
    context.addIssue({ code: "custom", path, message: t("dimension and value come together") });
  });

const budgetTerms = z.strictObject({
  kind: z.literal("budget"),
  /** Null for every budget. */
  budget_id: z.int().positive().nullable().default(null),
});

const anomalyTerms = z.strictObject({ kind: z.literal("spend_anomaly"), tz: timeZone.default("UTC") });

const detectionTerms = z.strictObject({
  kind: z.literal("detection"),
  scope: z.strictObject({ model: names, provider: names, region: names }).prefault({}),
});

const failoverTerms = z.strictObject({
  kind: z.literal("failover"),
  /** Of which breakers; those are of models, whoever provides them. */
  scope: z.strictObject({ model: names, region: names, tier: names }).prefault({}),
  at_least: whole(1, 10_000).default(1),
  window_minutes: windowMinutes.default(15),
});

const silentTerms = z.strictObject({
  kind: z.literal("silent_source"),
  /** Ingest stats are retained for a week. */
  silent_minutes: whole(2, 6 * DAY_MINUTES).default(30),
});

const routerTerms = z.strictObject({
  kind: z.literal("stale_router"),
  /** Whether a router that reports, but has an older bundle, counts too. */
  with_behind: z.boolean().default(true),
});

const retirementTerms = z.strictObject({ kind: z.literal("retirement"), within_days: whole(1, 365).default(60) });

export const ruleTermsSchema = z.discriminatedUnion(
  "kind",
  [
    burnRateTerms,
    errorRateTerms,
    percentileTerms,
    spendTerms,
    budgetTerms,
    anomalyTerms,
    detectionTerms,
    failoverTerms,
    silentTerms,
    routerTerms,
    retirementTerms,
  ],
  { error: () => t("kind must be one of {names}", { names: RULE_KINDS.join(", ") }) },
);
export type RuleTerms = z.output<typeof ruleTermsSchema>;
export type RuleTermsInput = z.input<typeof ruleTermsSchema>;
export type TermsOf<Kind extends RuleTerms["kind"]> = Extract<RuleTerms, { kind: Kind }>;

/** For how long the condition must hold before it fires. */
export const forMinutes = whole(0, 7 * DAY_MINUTES);
const ruleFields = {
  name: shortText(200),
  severity: z.enum(SEVERITIES),
  terms: ruleTermsSchema,
  for_minutes: forMinutes,
  /** After how long it is sent again while it fires; null is never. */
  renotify_minutes: whole(5, 30 * DAY_MINUTES).nullable(),
  channels: z
    .array(z.int().positive())
    .max(CHANNELS_MAX)
    .transform((ids) => [...new Set(ids)].sort((a, b) => a - b)),
  is_enabled: z.boolean(),
};

export const newRuleSchema = z.strictObject({
  ...ruleFields,
  severity: ruleFields.severity.default("warning"),
  for_minutes: ruleFields.for_minutes.default(0),
  renotify_minutes: ruleFields.renotify_minutes.default(null),
  channels: ruleFields.channels.default([]),
  is_enabled: ruleFields.is_enabled.default(true),
});
export type NewRule = z.output<typeof newRuleSchema>;
export type NewRuleInput = z.input<typeof newRuleSchema>;

export const ruleChangeSchema = z
  .strictObject(ruleFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, SOME_CHANGE);
export type RuleChange = z.output<typeof ruleChangeSchema>;

export const alertRuleSchema = z.object({
  id: z.int(),
  name: z.string(),
  severity: z.enum(SEVERITIES),
  terms: ruleTermsSchema,
  for_minutes: z.int(),
  renotify_minutes: z.int().nullable(),
  channels: z.array(z.int()),
  is_enabled: z.boolean(),
  version: z.int(),
  created_at: instantText,
  created_by: z.string(),
  updated_at: instantText,
  updated_by: z.string(),
  /** When it was last evaluated, and why that failed, if it did. */
  evaluated_at: instantText.nullable(),
  error: z.string().nullable(),
  /** What it last looked at: how many series, and of how many too little was measured. */
  series: countSchema.nullable(),
  unmeasured: countSchema.nullable(),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

export const alertRulesSchema = z.object({
  as_of: instantText,
  /** `warnings` is why it has little or nothing to look at: names that no attempt has, or none of the last 30 days, a budget that is gone. */
  rules: z.array(alertRuleSchema.extend({ warnings: z.array(z.string()) })),
  /** Those that a newer version wrote in a way that this one cannot read, and does not evaluate. */
  unreadable: z.array(z.object({ id: z.int(), name: z.string(), updated_at: instantText, updated_by: z.string() })),
});
export type AlertRules = z.infer<typeof alertRulesSchema>;
export type ListedRule = AlertRules["rules"][number];
export type UnreadableRule = AlertRules["unreadable"][number];
