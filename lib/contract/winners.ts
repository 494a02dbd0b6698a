import { z } from "zod";
import { CONCERNS } from "@/lib/domain/comparison/concerns";
import { checkWindow, countSchema, filterShape, instantText, mixSchema, windowShape } from "./common";
import { operation } from "./operation";
import { answeredFilters } from "./stats";

const winnersQuerySchema = z.strictObject({ ...windowShape, ...filterShape, mix: mixSchema }).superRefine(checkWindow);

/**
 * Which model wins a concern, and the evidence; `winner` is null when the evidence does not decide. `scope` is the region of a
 * concern that is of one. `p` is how probable such a lead is where two models are alike; null of what is known without a test.
 */
export const winnerSchema = z.object({
  concern: z.enum(CONCERNS),
  scope: z.string().nullable(),
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
  p: z.number().min(0).max(1).nullable(),
});
export type WinnerRow = z.infer<typeof winnerSchema>;

export const winnersSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  filters: answeredFilters,
  winners: z.array(winnerSchema),
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
