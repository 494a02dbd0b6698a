import { z } from "zod";
import { checkWindow, countSchema, filterShape, instantText, instantUs, shortText, windowShape } from "./common";
import { ingestReplySchema, MAX_ID_CHARACTERS } from "./log-record";
import { operation } from "./operation";
import { answeredFilters } from "./stats";

const MAX_NAME = 100;
const MAX_SIZE = 1e12;
const size = z.number().max(MAX_SIZE, "Is too large");

/** What an evaluation made of an attempt, or of the final attempt of a request. */
export const scoreSchema = z
  .strictObject({
    /** The idempotency key: sent again, a score is a duplicate and changes nothing. */
    id: shortText(MAX_ID_CHARACTERS),
    attempt_id: shortText(MAX_ID_CHARACTERS).nullish(),
    request_id: shortText(MAX_ID_CHARACTERS).nullish(),
    evaluator: shortText(MAX_NAME),
    metric: shortText(MAX_NAME),
    value: size.min(-MAX_SIZE, "Is too small"),
    weight: size.positive("Must be above 0").nullish(),
    /** About when the attempt began: to an hour, it is found within seconds. */
    at: instantUs.nullish(),
  })
  .superRefine(({ attempt_id, request_id }, context) => {
    if ((attempt_id == null) !== (request_id == null)) return;
    const message = attempt_id == null ? "Is missing: give attempt_id or request_id" : "Give attempt_id or request_id";
    context.addIssue({ code: "custom", path: ["attempt_id"], message });
  });
export type Score = z.output<typeof scoreSchema>;

export const storeScoresOperation = operation({
  method: "post",
  path: "/api/v1/scores",
  summary: "Store scores of attempts or requests",
  scope: "logs:write",
  body: z.union([z.array(scoreSchema), z.strictObject({ scores: z.array(scoreSchema) })]),
  hasOwnBodyReader: true,
  /** `pending` are all that are accepted: their attempts are searched for in the background, within seconds. */
  reply: ingestReplySchema.extend({ pending: countSchema }),
});
export type ScoresReply = z.infer<typeof storeScoresOperation.reply>;

export const SCORE_GROUPS = ["model", "size", "language"] as const;
export type ScoreGroup = (typeof SCORE_GROUPS)[number];

const scoresQuerySchema = z
  .strictObject({
    ...windowShape,
    ...filterShape,
    /** Beside the model: what rows are told apart by. */
    by: z.enum(SCORE_GROUPS).default("model"),
    metric: shortText(MAX_NAME).optional(),
    evaluator: shortText(MAX_NAME).optional(),
  })
  .superRefine(checkWindow);

/** A mean with its 95 % interval, which is null of fewer than ten scores. */
export const meanScoreSchema = z.object({
  n: countSchema,
  mean: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export const scoreRowSchema = meanScoreSchema.extend({
  model: z.string(),
  /** The class of input size or the language tag, where rows are of them; a language is null where none was tagged. */
  size: z.string().nullable(),
  language: z.string().nullable(),
  metric: z.string(),
});

export const scoresSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  filters: answeredFilters,
  rows: z.array(scoreRowSchema),
  /** Scores of the last week, for attempts of any time, whose attempts are not found. */
  pending: countSchema,
});
export type Scores = z.infer<typeof scoresSchema>;

export const scoresOperation = operation({
  method: "get",
  path: "/api/v1/scores",
  summary: "Mean scores by model, input size or language",
  scope: "metrics:read",
  query: scoresQuerySchema,
  reply: scoresSchema,
});
