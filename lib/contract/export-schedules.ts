import { z } from "zod";
import { COPY_PERIODS } from "@/lib/domain/copies/copy-period";
import { hasDataset } from "@/lib/domain/focus/focus-spec";
import { FOCUS_DATASETS, FOCUS_VERSIONS } from "@/lib/domain/focus/spec-types";
import { t } from "@/lib/messages/translate";
import { countSchema, instantText, shortText } from "./common";
import { FOCUS_FORMATS } from "./focus";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { charactersAtMost } from "./refusals";

export const COPY_TARGETS = ["folder", "s3"] as const;
const SEGMENT = /^(?!\.+$)[A-Za-z0-9._=-]{1,100}$/;

const path = z
  .string()
  .max(300, charactersAtMost(300))
  .refine((text) => text === "" || text.split("/").every((segment) => SEGMENT.test(segment)), {
    error: () => t("Must be names of letters, digits, dots, dashes, = and _, separated by /"),
  });

const fields = {
  name: shortText(200),
  every: z.enum(COPY_PERIODS),
  dataset: z.enum(FOCUS_DATASETS),
  version: z.enum(FOCUS_VERSIONS),
  format: z.enum(FOCUS_FORMATS),
  target: z.enum(COPY_TARGETS),
  /** Beneath the folder or in the bucket; in answers only for those who may change copies, else empty. */
  path,
};

export const newScheduleSchema = z
  .strictObject({
    ...fields,
    every: fields.every.default("month"),
    dataset: fields.dataset.default("cost_and_usage"),
    version: fields.version.default("1.4"),
    format: fields.format.default("csv"),
    path: path.default(""),
  })
  .superRefine(({ dataset, version }, context) => {
    if (hasDataset(version, dataset)) return;
    context.addIssue({
      code: "custom",
      path: ["dataset"],
      message: t("FOCUS {version} has no dataset {dataset}", { version, dataset }),
    });
  });
export type NewSchedule = z.output<typeof newScheduleSchema>;
export type NewScheduleInput = z.input<typeof newScheduleSchema>;

export const exportRunSchema = z.object({
  id: z.int(),
  schedule_id: z.int(),
  schedule: z.string(),
  from: instantText,
  to: instantText,
  requested_by: z.string().nullable(),
  state: z.enum(["waiting", "running", "done", "retrying", "failed"]),
  tries: countSchema,
  started_at: instantText.nullable(),
  ended_at: instantText.nullable(),
  bytes: countSchema.nullable(),
  /** Only for those who may change copies: the folder or bucket is the server's own. Of the error they alone see more than that there was one. */
  location: z.string().nullable(),
  error: z.string().nullable(),
});
export type ExportRun = z.infer<typeof exportRunSchema>;

export const scheduleSchema = z.object({
  id: z.int(),
  ...fields,
  created_at: instantText,
  created_by: z.string(),
  next_at: instantText,
});
export type ExportSchedule = z.infer<typeof scheduleSchema>;

export const schedulesSchema = z.object({
  as_of: instantText,
  /** Where copies can go: what the environment of the server names. */
  targets: z.array(z.enum(COPY_TARGETS)),
  schedules: z.array(scheduleSchema),
  /** The latest 100, newest first. */
  runs: z.array(exportRunSchema),
});
export type ExportSchedules = z.infer<typeof schedulesSchema>;

export const schedulesOperation = operation({
  method: "get",
  path: "/api/v1/export-schedules",
  summary: "Scheduled copies of exports, and how they went",
  scope: "metrics:read",
  reply: schedulesSchema,
});

export const createScheduleOperation = operation({
  method: "post",
  path: "/api/v1/export-schedules",
  summary: "Schedule a copy of an export to a folder or an S3-compatible store",
  scope: "ledger:write",
  body: newScheduleSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: scheduleSchema,
  status: 201,
});

export const deleteScheduleOperation = operation({
  method: "delete",
  path: "/api/v1/export-schedules/{id}",
  summary: "End a scheduled copy; files that were made stay",
  scope: "ledger:write",
  params: rowParamsSchema,
  status: 204,
});

export const runScheduleOperation = operation({
  method: "post",
  path: "/api/v1/export-schedules/{id}/run",
  summary: "Copy the latest whole period now, also if it was copied before",
  scope: "ledger:write",
  params: rowParamsSchema,
  reply: exportRunSchema,
});
