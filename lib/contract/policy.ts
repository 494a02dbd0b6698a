import { z } from "zod";
import { DEFAULT_FAILOVER } from "@/lib/domain/policies/default-failover";
import { DAY_SECONDS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { dimensionName, instantText, isStorable, shortText } from "./common";
import { addPolicyIssue } from "./policy-issue";
import { A_NUMBER, A_WHOLE_NUMBER, atLeast, atMost, STORABLE } from "./refusals";

const whole = (min: number, max: number) =>
  z.number(A_NUMBER).int(A_WHOLE_NUMBER).min(min, atLeast(min)).max(max, atMost(max));

const note = z
  .string()
  .trim()
  .max(500, { error: () => t("At most 500 characters") })
  .refine(isStorable, STORABLE);

const model = dimensionName;
const candidates = {
  primary: model,
  fallbacks: z
    .array(model)
    .max(10, { error: () => t("At most 10 fallbacks") })
    .default([]),
};

function checkNoModelTwice(value: { primary: string; fallbacks: string[] }, context: z.RefinementCtx): void {
  const seen = new Set([value.primary]);
  value.fallbacks.forEach((name, index) => {
    if (seen.has(name)) addPolicyIssue(context, ["fallbacks", index], "model_twice");
    seen.add(name);
  });
}

/** Who answers in one region instead of the tier's own primary and fallbacks. */
export const regionOverrideSchema = z.strictObject(candidates).superRefine(checkNoModelTwice);

export const latencyTriggerSchema = z.strictObject({
  metric: z.enum(["ttft_ms", "duration_ms"]),
  percentile: z
    .number(A_NUMBER)
    .gt(0, { error: () => t("Must be above 0") })
    .max(100, atMost(100)),
  max_ms: z.number(A_NUMBER).min(1, atLeast(1)).max(600_000, atMost(600_000)),
});

const ramp = z
  .array(
    z
      .number(A_NUMBER)
      .gt(0, { error: () => t("Must be above 0") })
      .max(1, atMost(1)),
  )
  .min(1, { error: () => t("Needs at least one share") })
  .max(10, { error: () => t("At most 10 shares") })
  .superRefine((shares, context) => {
    shares.forEach((share, index) => {
      const before = shares[index - 1];
      if (before !== undefined && share <= before) addPolicyIssue(context, [index], "ramp_not_rising");
    });
    if (shares.at(-1) !== 1) addPolicyIssue(context, [], "ramp_end");
  });

/** When a model is avoided, and how it is tried again. */
export const failoverSchema = z
  .strictObject({
    latency: latencyTriggerSchema.nullable().default(DEFAULT_FAILOVER.latency),
    max_error_rate: z.number(A_NUMBER).min(0, atLeast(0)).max(1, atMost(1)).default(DEFAULT_FAILOVER.max_error_rate),
    window_requests: whole(10, 100_000).default(DEFAULT_FAILOVER.window_requests),
    window_seconds: whole(10, DAY_SECONDS).default(DEFAULT_FAILOVER.window_seconds),
    min_requests: whole(1, 100_000).default(DEFAULT_FAILOVER.min_requests),
    min_failures: whole(1, 100_000).default(DEFAULT_FAILOVER.min_failures),
    cooldown_seconds: whole(1, DAY_SECONDS).default(DEFAULT_FAILOVER.cooldown_seconds),
    dwell_seconds: whole(0, DAY_SECONDS).default(DEFAULT_FAILOVER.dwell_seconds),
    ramp: ramp.default(DEFAULT_FAILOVER.ramp),
  })
  .superRefine((value, context) => {
    for (const field of ["min_requests", "min_failures"] as const) {
      if (value[field] > value.window_requests) addPolicyIssue(context, [field], "above_window");
    }
  });
export type Failover = z.infer<typeof failoverSchema>;

/** A tier's routing policy: what the form produces, what is stored, and what routers are served. */
export const tierPolicySchema = z
  .strictObject({
    tier: dimensionName,
    description: note.default(""),
    ...candidates,
    timeout_ms: whole(100, 600_000).default(10_000),
    max_attempts: whole(1, 10).default(2),
    failover: failoverSchema.prefault({}),
    regions: z.record(dimensionName, regionOverrideSchema).default({}),
  })
  .superRefine(checkNoModelTwice);
export type TierPolicy = z.infer<typeof tierPolicySchema>;

export const policyComment = note;

/** What a publish sends: the whole policy, and why. */
export const policyPublishSchema = tierPolicySchema.safeExtend({ comment: policyComment.optional() });

const publication = {
  version: z.number().int().positive(),
  published_at: instantText,
  published_by: z.string(),
  comment: z.string().nullable(),
};

/** A stored version as it is read back: the policy's own fields beside who published it, when and why. */
export const publishedPolicySchema = tierPolicySchema.safeExtend(publication);
export type PublishedPolicy = z.infer<typeof publishedPolicySchema>;

export const policyVersionsSchema = z.object({ versions: z.array(publishedPolicySchema) });

export const rollbackSchema = z.strictObject({
  version: z.number().int().positive(),
  comment: policyComment.optional(),
});

const aliasName = shortText(200);
/** Names seen in the wild → catalogue models. */
export const aliasTableSchema = z
  .record(aliasName, model)
  .refine((table) => Object.keys(table).length <= 5000, { error: () => t("At most 5000 aliases") });
export type AliasTable = z.infer<typeof aliasTableSchema>;
export const aliasesSchema = z.strictObject({ aliases: aliasTableSchema, comment: policyComment.optional() });
/** Version 0 is the table the product brings along; nobody published it. */
export const publishedAliasesSchema = z.object({
  aliases: aliasTableSchema,
  version: z.number().int().nonnegative(),
  published_at: instantText.nullable(),
  published_by: z.string().nullable(),
  comment: z.string().nullable(),
});
export type PublishedAliases = z.infer<typeof publishedAliasesSchema>;

/** Everything a router needs, at one version. */
export const policyBundleSchema = z.object({
  version: z.number().int().nonnegative(),
  published_at: instantText.nullable(),
  aliases: aliasTableSchema,
  tiers: z.record(dimensionName, tierPolicySchema),
});
export type PolicyBundle = z.infer<typeof policyBundleSchema>;
