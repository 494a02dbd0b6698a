import { z } from "zod";
import { recordOf } from "@/lib/domain/record-of";
import { EXCLUSION_DIMENSIONS, EXCLUSION_REASONS } from "@/lib/domain/sla/exclusion";
import { MINUTE_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { checkSpan, dimensionName, instantText, instantUs, shortText } from "./common";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { oneOf } from "./refusals";

/** Minutes are the finest that uptime is counted in. */
const wholeMinute = instantUs.refine((us) => us % MINUTE_US === 0, {
  error: () => t("Must be a whole minute, such as 2026-03-01T12:30:00Z"),
});

export const newExclusionSchema = z
  .strictObject({
    ...recordOf(EXCLUSION_DIMENSIONS, () => dimensionName.nullable().default(null)),
    from: wholeMinute,
    to: wholeMinute,
    reason: z.enum(EXCLUSION_REASONS, oneOf(EXCLUSION_REASONS)),
    note: shortText(1_000),
    /** Who answers for it, by name; who sends it is noted beside. */
    signed_off_by: shortText(200),
  })
  .superRefine((exclusion, context) =>
    checkSpan(exclusion, (path, message) => context.addIssue({ code: "custom", path: [path], message })),
  );
export type NewExclusion = z.output<typeof newExclusionSchema>;
export type NewExclusionInput = z.input<typeof newExclusionSchema>;

export const exclusionSchema = z.object({
  id: z.int(),
  ...recordOf(EXCLUSION_DIMENSIONS, () => z.string().nullable()),
  from: instantText,
  to: instantText,
  reason: z.enum(EXCLUSION_REASONS),
  note: z.string(),
  signed_off_by: z.string(),
  created_at: instantText,
  created_by: z.string(),
  /** Of one that is no longer subtracted. */
  withdrawn_at: instantText.nullable(),
  withdrawn_by: z.string().nullable(),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

export const exclusionsSchema = z.object({ exclusions: z.array(exclusionSchema) });

export const exclusionsOperation = operation({
  method: "get",
  path: "/api/v1/exclusions",
  summary: "Times that SLA numbers leave out, the latest first, those withdrawn among them",
  scope: "metrics:read",
  reply: exclusionsSchema,
});

export const createExclusionOperation = operation({
  method: "post",
  path: "/api/v1/exclusions",
  summary: "Leave a time out of SLA numbers",
  scope: "admin",
  body: newExclusionSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: exclusionSchema,
  status: 201,
});

export const withdrawExclusionOperation = operation({
  method: "delete",
  path: "/api/v1/exclusions/{id}",
  summary: "Withdraw an exclusion: its time counts again, and it stays on record",
  scope: "admin",
  params: rowParamsSchema,
  reply: exclusionSchema,
});
