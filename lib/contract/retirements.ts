import { z } from "zod";
import { countSchema, fraction, instantText } from "./common";
import { operation } from "./operation";

/** What a tier loses with a model: a candidate of its own list, or of the regions that have lists of theirs. */
export const retiringRoleSchema = z.object({
  tier: z.string(),
  role: z.enum(["primary", "fallback"]),
  /** Null for the tier's own list. */
  region: z.string().nullable(),
  /** How many candidates the list has without it. */
  left: countSchema,
  /** The tier's attempts, in that region where one is named, that went to it at this provider. */
  attempts: countSchema,
  /** Of all attempts there; null where there were none. */
  share: fraction.nullable(),
});
export type RetiringRole = z.infer<typeof retiringRoleSchema>;

export const retirementSchema = z.object({
  model: z.string(),
  provider: z.string(),
  /** The first day without it at this provider. */
  retires_on: z.iso.date(),
  /** Whole days until then, in UTC; 0 and less once it is gone. */
  days_left: z.int(),
  replaced_by: z.string().nullable(),
  source: z.string().nullable(),
  attempts: countSchema,
  roles: z.array(retiringRoleSchema),
});
export type Retirement = z.infer<typeof retirementSchema>;

export const retirementsOperation = operation({
  method: "get",
  path: "/api/v1/retirements",
  summary: "Models that providers end, with the traffic they serve and the policies that name them",
  scope: "metrics:read",
  reply: z.object({
    /** The traffic that is counted: thirty days. */
    from: instantText,
    to: instantText,
    as_of: instantText,
    retirements: z.array(retirementSchema),
  }),
});
export type Retirements = z.infer<(typeof retirementsOperation)["reply"]>;
