import { z } from "zod";
import { checkWindow, countSchema, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";
import { answeredFilters } from "./stats";

export const winnersQuerySchema = z.strictObject({ ...windowShape, ...filterShape }).superRefine(checkWindow);

/** Which model wins each concern, and the evidence; `winner` is null when the evidence does not decide. */
export const winnersSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  filters: answeredFilters,
  winners: z.array(
    z.object({
      concern: z.string(),
      winner: z.string().nullable(),
      why: z.string(),
      n: countSchema,
      effect: z
        .object({
          value: z.number().nullable(),
          low: z.number().nullable(),
          high: z.number().nullable(),
          unit: z.string(),
        })
        .nullable(),
    }),
  ),
});
export type Winners = z.infer<typeof winnersSchema>;

export const winnersOperation = operation({
  method: "get",
  path: "/api/v1/stats/winners",
  summary: "Which model wins each concern",
  scope: "metrics:read",
  query: winnersQuerySchema,
  reply: winnersSchema,
});
