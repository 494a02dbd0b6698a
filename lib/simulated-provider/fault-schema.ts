import { z } from "zod";
import { DAY_SECONDS } from "@/lib/domain/time/units";
import { FAULT_KINDS, type FaultSetting, faultFacts, SETTING_BOUNDS } from "./fault-kinds";

const settingNames = Object.keys(SETTING_BOUNDS) as FaultSetting[];

const settingSchema = (name: FaultSetting) => {
  const { min, max, whole } = SETTING_BOUNDS[name];
  return (whole ? z.int() : z.number()).min(min).max(max).optional();
};

const shape = {
  ...{ times: settingSchema("times"), share: settingSchema("share"), factor: settingSchema("factor") },
  ...{ after_tokens: settingSchema("after_tokens"), delay_seconds: settingSchema("delay_seconds") },
  ...{ retry_after_seconds: settingSchema("retry_after_seconds"), over_seconds: settingSchema("over_seconds") },
} satisfies Record<FaultSetting, z.ZodType>;

/** A fault as an admin asks for it. Without a model it meets all of them, without a region all of those, without a duration for ever. */
export const faultSchema = z
  .strictObject({
    kind: z.enum(FAULT_KINDS),
    model: z.string().min(1).max(200).optional(),
    region: z.string().min(1).max(100).optional(),
    duration_seconds: z
      .number()
      .positive()
      .max(7 * DAY_SECONDS)
      .optional(),
    ...shape,
  })
  .superRefine((fault, context) => {
    const { settings } = faultFacts(fault.kind);
    for (const name of settingNames) {
      if (fault[name] === undefined || name in settings || name === "times" || name === "share") continue;
      context.addIssue({ code: "custom", path: [name], message: `A fault ${fault.kind} has no such setting` });
    }
  });
export type FaultInput = z.input<typeof faultSchema>;

const limit = z.int().min(1).max(1_000_000_000).nullable();

/** Limits of one model in one region, each on its own; what is left out applies to all of them, null is no limit. */
export const limitsSchema = z.strictObject({
  model: z.string().min(1).max(200).optional(),
  region: z.string().min(1).max(100).optional(),
  requests_per_minute: limit.default(null),
  tokens_per_minute: limit.default(null),
  concurrency: limit.default(null),
});
export type LimitsInput = z.input<typeof limitsSchema>;
