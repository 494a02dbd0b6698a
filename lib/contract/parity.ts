import { z } from "zod";
import { REASONS } from "@/lib/domain/parity/explain-difference";
import { CALL_RULES, type CallRule } from "@/lib/domain/parity/find-agreement";
import { countSchema, dimensionName, usdText } from "./common";
import { FILE_FORMATS, IMPORT_TEXT_MAX } from "./imports";
import { operation } from "./operation";

export const PARITY_ROWS_MAX = 20_000;
export const PARITY_DAYS_MAX = 400;

const measuresOf = <Count extends z.ZodType, Money extends z.ZodType>(count: Count, money: Money) =>
  z.strictObject({ calls: count, input_tokens: count, output_tokens: count, cost_usd: money });
const reportedSchema = measuresOf(countSchema.nullable(), usdText.nullable());

/** What another tool says of one of its days and a model; null where it says nothing. */
export const parityRowSchema = reportedSchema.extend({
  day: z.iso.date(),
  model: dimensionName,
  provider: dimensionName.nullable(),
  /** What of it came under an id that was there before. */
  repeated: reportedSchema.nullable(),
});
export type ParityRow = z.infer<typeof parityRowSchema>;

/** Totals, or the text of a file that has them: of a `source` that Switchyard reads, or columns named day, model and so on. */
export const parityQuestionSchema = z.union([
  z.strictObject({ totals: z.array(parityRowSchema).min(1, "There is no total in it").max(PARITY_ROWS_MAX) }),
  z.strictObject({
    source: z.string().max(40),
    format: z.enum(FILE_FORMATS),
    text: z.string().max(IMPORT_TEXT_MAX),
  }),
]);
export type ParityQuestion = z.output<typeof parityQuestionSchema>;

const signed = measuresOf(z.number().int(), usdText);
const explainedShape = {
  /** What is more here than there. Parts and `unexplained` add up to it exactly. */
  difference: signed,
  parts: z.array(z.object({ reason: z.enum(REASONS), ...signed.shape })),
  unexplained: signed,
};

export const parityReplySchema = z.object({
  /** How many minutes before UTC's the other tool's days begin. */
  offset_minutes: z.number().int(),
  call_rule: z.enum(Object.keys(CALL_RULES).filter((name): name is CallRule => name in CALL_RULES)),
  /** How short the spans are by which another zone could be recognised; whole days where those are no longer kept. */
  slot_minutes: countSchema,
  days: z.array(
    z.object({
      day: z.iso.date(),
      model: z.string(),
      /** Null where no call has usage, or a cost. */
      ours: measuresOf(countSchema.nullable(), usdText.nullable()).extend({ calls: countSchema }),
      theirs: reportedSchema,
      ...explainedShape,
    }),
  ),
  total: z.object(explainedShape),
});
export type ParityReply = z.infer<typeof parityReplySchema>;
export type ParityMeasures = z.infer<typeof signed>;
export type ParityReport = z.infer<typeof reportedSchema>;

export const parityOperation = operation({
  method: "post",
  path: "/api/v1/parity",
  summary: "Compare usage per day and model with another tool's totals",
  scope: "metrics:read",
  body: parityQuestionSchema,
  reply: parityReplySchema,
});
