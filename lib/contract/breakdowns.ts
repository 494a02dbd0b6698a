import { z } from "zod";
import { BREAKDOWN_DIMENSIONS, orderDimensions } from "@/lib/domain/breakdown";
import { t } from "@/lib/messages/translate";
import { instantText } from "./common";
import { operation } from "./operation";
import { oneOf } from "./refusals";

const dimensionsSchema = z.array(z.enum(BREAKDOWN_DIMENSIONS, oneOf(BREAKDOWN_DIMENSIONS)));

export const breakdownSchema = z.object({
  id: z.int(),
  dimensions: dimensionsSchema,
  created_at: instantText,
  /** Null for those that every store has, which cannot be deleted. */
  created_by: z.string().nullable(),
  /** From when on it has every attempt, and null if from the first one on. */
  complete_from: instantText.nullable(),
  /** How many days are still to be counted for it; null before that is known. */
  days_left: z.int().nullable(),
});
export type Breakdown = z.infer<typeof breakdownSchema>;

export const newBreakdownSchema = z.strictObject({
  dimensions: dimensionsSchema
    .min(1, { error: () => t("Must name at least one dimension") })
    .refine((names) => new Set(names).size === names.length, { error: () => t("Names a dimension twice") })
    .transform(orderDimensions),
});
export type NewBreakdown = z.infer<typeof newBreakdownSchema>;

const NO_ID = 0;

export const breakdownsOperation = operation({
  method: "get",
  path: "/api/v1/breakdowns",
  summary: "Sets of dimensions whose sums and percentiles outlive single attempts",
  scope: "metrics:read",
  reply: z.object({ breakdowns: z.array(breakdownSchema) }),
});

export const createBreakdownOperation = operation({
  method: "post",
  path: "/api/v1/breakdowns",
  summary: "Keep sums by a set of dimensions, beginning with what attempts are still there",
  scope: "admin",
  body: newBreakdownSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: breakdownSchema,
  status: 201,
});

export const deleteBreakdownOperation = operation({
  method: "delete",
  path: "/api/v1/breakdowns/{id}",
  summary: "Delete a breakdown and its sums",
  scope: "admin",
  params: z.object({ id: z.coerce.number().int().positive().catch(NO_ID) }),
  status: 204,
});
