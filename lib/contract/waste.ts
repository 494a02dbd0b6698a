import { z } from "zod";
import { WASTE_KINDS } from "@/lib/domain/waste";
import { checkWindow, countSchema, filterShape, instantText, usdText } from "./common";
import { operation } from "./operation";
import { spendWindowShape } from "./spend-window";
import { answeredFilters } from "./stats";

const wasteQuerySchema = z.strictObject({ ...spendWindowShape, ...filterShape }).superRefine(checkWindow);

/** Cost is null where there are attempts and none of them has one. Of what is charged nothing it is 0, and none is unpriced. */
const costSchema = z.object({ attempts: countSchema, unpriced: countSchema, cost_usd: usdText.nullable() });

/** What attempts cost that gave no answer, whose kinds add up to `wasted`; that is a part of `total`. */
export const wasteSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  /**
   * From when on attempts are counted: later than `from` where sums are older than this figure, or filters ask for single
   * attempts and those are not retained so long.
   */
  counted_from: instantText,
  filters: answeredFilters,
  kinds: z.array(costSchema.extend({ kind: z.enum(WASTE_KINDS) })),
  wasted: costSchema,
  total: costSchema,
});
export type Waste = z.infer<typeof wasteSchema>;

export const wasteOperation = operation({
  method: "get",
  path: "/api/v1/spend/waste",
  summary: "What attempts without a used answer cost",
  scope: "metrics:read",
  query: wasteQuerySchema,
  reply: wasteSchema,
});
