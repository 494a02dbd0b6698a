import { z } from "zod";
import { recordOf } from "@/lib/domain/record-of";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";
import {
  checkSpan,
  countSchema,
  instantText,
  instantUs,
  listOf,
  MAX_NAME_CHARACTERS,
  shortText,
  usdText,
} from "./common";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";

/** Which attempts are priced anew. */
export type RepriceRequest = { from: string; to: string; filters: Partial<Record<ReportDimension, readonly string[]>> };

/** Of attempts, those whose cost or price version changes, and what all of them cost before and after. */
const sumsShape = {
  attempts: countSchema,
  changed: countSchema,
  newly_priced: countSchema,
  became_unpriced: countSchema,
  /** Null where none of them has a cost: unknown, not nothing. */
  former_usd: usdText.nullable(),
  new_usd: usdText.nullable(),
  difference_usd: usdText,
};
export const repriceSumsSchema = z.object(sumsShape);
export type RepriceSums = z.infer<typeof repriceSumsSchema>;

const priceRefSchema = z.object({
  id: z.int(),
  provider: z.string(),
  model: z.string(),
  source: z.string(),
  valid_from: instantText,
  created_by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type PriceRef = z.infer<typeof priceRefSchema>;

export const repriceDifferenceSchema = z.object({
  from: instantText,
  to: instantText,
  total: repriceSumsSchema,
  models: z.array(z.object({ model: z.string(), provider: z.string(), ...sumsShape })),
  /** UTC days. */
  days: z.array(z.object({ day: z.iso.date(), ...sumsShape })),
  apps: z.array(z.object({ app: z.string(), ...sumsShape })),
  /** The largest differences by model and price version, and how many more there are. */
  reasons: z.array(
    z.object({
      model: z.string(),
      provider: z.string(),
      before: priceRefSchema.nullable(),
      after: priceRefSchema.nullable(),
      why: z.string(),
      ...sumsShape,
    }),
  ),
  reasons_left_off: countSchema,
  /** Days of the range whose single attempts are no longer there: they stay as they are. */
  days_without_attempts: z.object({ from: z.iso.date(), to: z.iso.date(), days: countSchema }).nullable(),
  notes: z.array(z.string()),
});
export type RepriceDifference = z.infer<typeof repriceDifferenceSchema>;

const requestSchema = z.object({
  from: instantText,
  to: instantText,
  filters: z.partialRecord(z.enum(REPORT_DIMENSIONS), z.array(z.string())),
});

export const repricePreviewSchema = repriceDifferenceSchema.extend({
  /** Send it back to apply just this. */
  token: z.string(),
  request: requestSchema,
});
export type RepricePreview = z.infer<typeof repricePreviewSchema>;

export const repriceRunSchema = z.object({
  id: z.int(),
  undoes: z.int().nullable(),
  /** The run that put its former values back, or is about to. */
  undone_by: z.int().nullable(),
  state: z.enum(["running", "done", "cancelled", "failed"]),
  is_cancelling: z.boolean(),
  request: requestSchema,
  reason: z.string(),
  created_at: instantText,
  created_by: z.string(),
  ended_at: instantText.nullable(),
  cancelled_by: z.string().nullable(),
  error: z.string().nullable(),
  days: countSchema,
  days_done: countSchema,
  /** Of an undo: attempts that something else changed since, which stay as they are. */
  skipped: countSchema,
  /** Of the days that are done. */
  result: repriceSumsSchema,
});
export type RepriceRun = z.infer<typeof repriceRunSchema>;

/** As one name or several, or none. */
const name = shortText(MAX_NAME_CHARACTERS);
const names = z
  .union([name, z.array(name).max(100)])
  .optional()
  .transform((value) => [...listOf(value)]);
const NAMED_APART: readonly ReportDimension[] = ["model", "provider"];
const otherDimensions = REPORT_DIMENSIONS.filter(
  (dimension): dimension is Exclude<ReportDimension, "model" | "provider"> => !NAMED_APART.includes(dimension),
);

export const repriceBodySchema = z
  .strictObject({
    from: instantUs,
    to: instantUs,
    models: names,
    providers: names,
    ...recordOf(otherDimensions, () => names),
    apply: z.boolean().default(false),
    token: z.string().max(100).optional(),
    reason: shortText(1_000).optional(),
  })
  .superRefine((body, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    checkSpan(body, issue);
    if (!body.apply) return;
    if (!body.token) issue("token", t("Is needed: look at the difference first, and send its token"));
    if (!body.reason) issue("reason", t("Say why, for whoever reads the ledger later"));
  });
export type RepriceBody = z.output<typeof repriceBodySchema>;

/** Which attempts a body asks for. Names in each list count once, in one order, so that the same question is the same token. */
export function repriceRequestOf(body: RepriceBody): RepriceRequest {
  const named = { ...body, model: body.models, provider: body.providers };
  const filters: Partial<Record<ReportDimension, readonly string[]>> = {};
  for (const name of REPORT_DIMENSIONS) if (named[name].length > 0) filters[name] = [...new Set(named[name])].sort();
  return { from: formatInstantUs(body.from), to: formatInstantUs(body.to), filters };
}

export const repriceOperation = operation({
  method: "post",
  path: "/api/v1/reprice",
  summary:
    "What stored attempts would cost by the prices of today; with apply and the token of that answer, change them",
  scope: "prices:write",
  body: repriceBodySchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: z.object({ preview: repricePreviewSchema.nullable(), run: repriceRunSchema.nullable() }),
});

const closedMonthSchema = z.object({ month: z.string(), from: instantText, to: instantText });
export type ClosedSpan = z.infer<typeof closedMonthSchema>;

export const repriceRunsSchema = z.object({
  runs: z.array(repriceRunSchema),
  /** A range that shares an instant with one of them is refused; oldest first. */
  closed_months: z.array(closedMonthSchema),
});

export const repriceRunsOperation = operation({
  method: "get",
  path: "/api/v1/reprice",
  summary: "Re-prices that were applied or undone, the newest first, and the closed months that none may touch",
  scope: "metrics:read",
  reply: repriceRunsSchema,
});

export const repriceRunOperation = operation({
  method: "get",
  path: "/api/v1/reprice/{id}",
  summary: "A re-price with each day it has done, and the difference that was shown before it",
  scope: "metrics:read",
  params: rowParamsSchema,
  reply: repriceRunSchema.extend({
    by_day: z.array(z.object({ day: z.iso.date(), skipped: countSchema, done_at: instantText, ...sumsShape })),
    difference: repriceDifferenceSchema.nullable(),
  }),
});

export const cancelRepriceOperation = operation({
  method: "post",
  path: "/api/v1/reprice/{id}/cancel",
  summary: "End a re-price after the day it is at",
  scope: "prices:write",
  params: rowParamsSchema,
  reply: repriceRunSchema,
});

export const undoRepriceOperation = operation({
  method: "post",
  path: "/api/v1/reprice/{id}/undo",
  summary: "Put back what attempts cost before a re-price, where nothing else has changed them since",
  scope: "prices:write",
  params: rowParamsSchema,
  body: z.strictObject({ reason: shortText(1_000) }),
  bodyErrorCode: "UNPROCESSABLE",
  reply: repriceRunSchema,
});
