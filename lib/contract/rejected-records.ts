import { z } from "zod";
import { isTimeZone } from "@/lib/domain/time/time-zone";
import { DAY_SECONDS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { countSchema, instantText } from "./common";
import { logRecordSchema } from "./log-record";
import { operation } from "./operation";
import { RECORD_ERROR_CODES, recordErrorSchema } from "./record-error";
import { A_ZONE } from "./refusals";

/** A log record that was refused, and what of it was recognised: known fields, and the mere names of others. */
export const rejectedRecordSchema = z.object({
  seq: z.number().int(),
  received_at: instantText,
  record_id: z.string().nullable(),
  errors: z.array(recordErrorSchema),
  record: z.record(z.string(), z.unknown()).nullable(),
  unknown_fields: z.array(z.string()),
});
export type RejectedRecord = z.infer<typeof rejectedRecordSchema>;

/** Which rejected records are meant: those of one sender that were refused for the same first reason. */
export const rejectedGroupKeySchema = z.strictObject({
  key_id: z.string().max(64).nullable(),
  source: z.string().max(40),
  path: z.string().max(200),
  message: z.string().max(1_000),
});
export type RejectedGroupKey = z.infer<typeof rejectedGroupKeySchema>;

export const rejectedGroupSchema = z.object({
  ...rejectedGroupKeySchema.shape,
  /** Of that reason; null where only its message says it. */
  code: z.enum(RECORD_ERROR_CODES).nullable().catch(null),
  key_name: z.string().nullable(),
  count: countSchema,
  first_at: instantText,
  last_at: instantText,
  /** How many hold enough to be sent again. */
  replayable: countSchema,
  /** The latest one; null for those who do not run the routers. */
  sample: rejectedRecordSchema.nullable(),
});
export type RejectedGroup = z.infer<typeof rejectedGroupSchema>;
export const rejectedGroupsSchema = z.object({ groups: z.array(rejectedGroupSchema) });

const FIELDS = Object.keys(logRecordSchema.shape);
const field = z.string().refine((name) => FIELDS.includes(name), { error: () => t("A record has no such field") });

const SHIFT_MAX_SECONDS = 400 * DAY_SECONDS;

/** What is done to each record before it is sent again. */
export const recordFixSchema = z.strictObject({
  /** Fields given another value; null takes one away. */
  set: z.record(field, z.union([z.string().max(256), z.number(), z.boolean(), z.null()])).default({}),
  /** The zone of a started_at that names none. */
  zone: z.string().max(64).refine(isTimeZone, A_ZONE).nullable().default(null),
  /** Added to started_at. */
  shift_seconds: z
    .number({ error: () => t("Must be a number of seconds") })
    .int({ error: () => t("Must be a whole number of seconds") })
    .min(-SHIFT_MAX_SECONDS, { error: () => t("Must be at most 400 days") })
    .max(SHIFT_MAX_SECONDS, { error: () => t("Must be at most 400 days") })
    .default(0),
});
export type RecordFix = z.infer<typeof recordFixSchema>;

export const REPLAY_MAX = 1_000;

export const replaySchema = z.strictObject({
  group: rejectedGroupKeySchema,
  fix: recordFixSchema,
  /** Takes records of any age an import takes; what an import refused always is. */
  as_history: z.boolean().default(false),
  /** Only records after this one, so that a caller can go through a group piece by piece. */
  after_seq: z.number().int().nonnegative().default(0),
  /** Says what would happen, and changes nothing. */
  dry_run: z.boolean().default(false),
});
export type Replay = z.input<typeof replaySchema>;

/** What became of up to REPLAY_MAX records of a group; `next_after_seq` is null where there are no more. */
export const replayedSchema = z.object({
  stored: countSchema,
  duplicates: countSchema,
  rejected: countSchema,
  next_after_seq: z.number().int().nullable(),
  /** The first record as it was or would be sent, and why it would be refused. */
  example: z.object({ record: z.record(z.string(), z.unknown()), errors: z.array(recordErrorSchema) }).nullable(),
});
export type Replayed = z.infer<typeof replayedSchema>;

export const discardSchema = z.strictObject({ group: rejectedGroupKeySchema });
export const discardedSchema = z.object({ discarded: countSchema });

export const rejectedGroupsOperation = operation({
  method: "get",
  path: "/api/v1/rejected",
  summary: "Rejected records by reason",
  scope: "admin",
  reply: rejectedGroupsSchema,
});

export const replayOperation = operation({
  method: "post",
  path: "/api/v1/rejected/replay",
  summary: "Send rejected records again after a fix",
  scope: "admin",
  body: replaySchema,
  reply: replayedSchema,
});

export const discardOperation = operation({
  method: "post",
  path: "/api/v1/rejected/discard",
  summary: "Forget rejected records",
  scope: "admin",
  body: discardSchema,
  reply: discardedSchema,
});
