import { z } from "zod";
import { ALERT_STATES } from "@/lib/domain/alerts/alert-state";
import { RULE_KINDS, SEVERITIES } from "@/lib/domain/alerts/rule-kinds";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";
import { alertLabelsSchema } from "./alert-message";
import { countSchema, dimensionName, instantText, shortText } from "./common";
import { atMost } from "./refusals";

const alertHead = {
  rule_id: z.int(),
  rule: z.string(),
  labels: alertLabelsSchema,
  /** What was measured, in words. */
  summary: z.string(),
  /** The same as numbers; null where nothing was. */
  value: z.string().nullable(),
  threshold: z.string().nullable(),
};

export const alertSchema = z.object({
  id: z.int(),
  ...alertHead,
  /** Null of a rule that this version cannot read. */
  kind: z.enum(RULE_KINDS).nullable(),
  severity: z.enum(SEVERITIES),
  state: z.enum(ALERT_STATES),
  since: instantText,
  fired_at: instantText.nullable(),
  notified_at: instantText.nullable(),
  /** When it was last looked at. */
  evaluated_at: instantText,
});
export type Alert = z.infer<typeof alertSchema>;

/** A change of an alert's state, as it was then. */
export const alertChangeSchema = z.object({
  id: z.int(),
  ...alertHead,
  at: instantText,
  from: z.enum(ALERT_STATES).nullable(),
  to: z.enum(ALERT_STATES),
});
export type AlertChange = z.infer<typeof alertChangeSchema>;

const until = z
  .string()
  .refine((text) => parseInstantUs(text) !== null, {
    error: () => t("Must be an RFC 3339 time with a zone, such as 2026-03-01T12:00:00Z"),
  })
  .transform((text) => new Date((parseInstantUs(text) ?? 0) / 1_000));

/** A silence of one rule, or of all, for the alerts that have all of its labels. */
export const newSilenceSchema = z.strictObject({
  rule_id: z.int().positive().nullable().default(null),
  labels: z
    .record(shortText(50), dimensionName)
    .refine((labels) => Object.keys(labels).length <= 10, atMost(10))
    .default({}),
  reason: shortText(500),
  until,
});
export type NewSilence = z.output<typeof newSilenceSchema>;
export type NewSilenceInput = z.input<typeof newSilenceSchema>;

export const silenceSchema = z.object({
  id: z.int(),
  rule_id: z.int().nullable(),
  /** Null where it is of every rule. */
  rule: z.string().nullable(),
  labels: alertLabelsSchema,
  reason: z.string(),
  from: instantText,
  until: instantText,
  created_by: z.string(),
  ended_at: instantText.nullable(),
  ended_by: z.string().nullable(),
  is_active: z.boolean(),
});
export type Silence = z.infer<typeof silenceSchema>;

export const alertsSchema = z.object({
  as_of: instantText,
  firing: countSchema,
  /** All that are not resolved: those that fire first, the latest first. */
  alerts: z.array(alertSchema),
  /** The latest 200 changes, newest first. */
  changes: z.array(alertChangeSchema),
  /** Those that are active, and the latest 50 that are not. */
  silences: z.array(silenceSchema),
});
export type Alerts = z.infer<typeof alertsSchema>;
