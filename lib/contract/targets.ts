import { z } from "zod";
import { recordOf } from "@/lib/domain/record-of";
import { TARGET_DIMENSIONS, TARGET_GOALS } from "@/lib/domain/sla/target";
import { t } from "@/lib/messages/translate";
import { dimensionName, instantText } from "./common";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { atLeast, atMost, SOME_CHANGE } from "./refusals";

const PERCENT_DECIMALS = 4;
/** The longest time that sketches tell apart. */
const LATENCY_MAX_MS = 3_600_000;

/** A target of 100 % allows no failure at all. */
export const availabilityPercent = z
  .number({ error: () => t("Must be a number of percent, such as 99.9") })
  .min(50, atLeast(50))
  .max(100, atMost(100))
  .refine((value) => Number(value.toFixed(PERCENT_DECIMALS)) === value, {
    error: () => t("Must have at most {max} decimals", { max: PERCENT_DECIMALS }),
  });

const latencyMs = z
  .int({ error: () => t("Must be a whole number of milliseconds") })
  .min(1, atLeast(1))
  .max(LATENCY_MAX_MS, atMost(LATENCY_MAX_MS));

const targetFields = {
  ...recordOf(TARGET_DIMENSIONS, () => dimensionName.nullable()),
  availability_percent: availabilityPercent.nullable(),
  ttft_p99_ms: latencyMs.nullable(),
  duration_p99_ms: latencyMs.nullable(),
};

/** Why a target of nothing is refused. */
export const noGoal = () => t("Needs at least one of availability, TTFT p99 and duration p99");

export const newTargetSchema = z
  .strictObject({
    ...recordOf(TARGET_DIMENSIONS, () => dimensionName.nullable().default(null)),
    availability_percent: targetFields.availability_percent.default(null),
    ttft_p99_ms: targetFields.ttft_p99_ms.default(null),
    duration_p99_ms: targetFields.duration_p99_ms.default(null),
  })
  .superRefine((target, context) => {
    if (TARGET_GOALS.every((goal) => target[goal] === null)) {
      context.addIssue({ code: "custom", path: ["availability_percent"], message: noGoal() });
    }
  });
export type NewTarget = z.output<typeof newTargetSchema>;
export type NewTargetInput = z.input<typeof newTargetSchema>;

export const targetChangeSchema = z
  .strictObject(targetFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, SOME_CHANGE);
export type TargetChange = z.output<typeof targetChangeSchema>;

export const targetSchema = z.object({
  id: z.int(),
  ...recordOf(TARGET_DIMENSIONS, () => z.string().nullable()),
  availability_percent: z.number().nullable(),
  ttft_p99_ms: z.number().nullable(),
  duration_p99_ms: z.number().nullable(),
  /** False at 100 %: there is no error budget, and every failure is a miss. Null without a target of availability. */
  has_budget: z.boolean().nullable(),
  version: z.int(),
  created_at: instantText,
  created_by: z.string(),
  updated_at: instantText,
  updated_by: z.string(),
});
export type Target = z.infer<typeof targetSchema>;

export const targetsSchema = z.object({
  /** What is asked of traffic that no target is of. */
  default_availability_percent: z.number(),
  /** `warnings` is why it has little or nothing to measure: names that no attempt has, or none of the last 30 days. */
  targets: z.array(targetSchema.extend({ warnings: z.array(z.string()) })),
});
export type Targets = z.infer<typeof targetsSchema>;
export type ListedTarget = Targets["targets"][number];

export const targetsOperation = operation({
  method: "get",
  path: "/api/v1/targets",
  summary: "What is asked of models, tiers, regions and teams",
  scope: "metrics:read",
  reply: targetsSchema,
});

export const createTargetOperation = operation({
  method: "post",
  path: "/api/v1/targets",
  summary: "Add a target",
  scope: "admin",
  body: newTargetSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: targetSchema,
  status: 201,
});

export const changeTargetOperation = operation({
  method: "patch",
  path: "/api/v1/targets/{id}",
  summary: "Change fields of a target; If-Match names the version that was edited",
  scope: "admin",
  params: rowParamsSchema,
  body: targetChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: targetSchema,
  headers: ["If-Match"],
});

export const deleteTargetOperation = operation({
  method: "delete",
  path: "/api/v1/targets/{id}",
  summary: "Delete a target; If-Match names the version that is deleted",
  scope: "admin",
  params: rowParamsSchema,
  headers: ["If-Match"],
  status: 204,
});
