import { z } from "zod";
import { ALERT_STATES } from "@/lib/domain/alerts/alert-state";
import { RULE_KINDS, SEVERITIES } from "@/lib/domain/alerts/rule-kinds";
import { countSchema, instantText } from "./common";

/** What an alert is about beside its rule, such as a model and a region. */
export const alertLabelsSchema = z.record(z.string(), z.string());
export type AlertLabels = z.infer<typeof alertLabelsSchema>;

/** One alert as a message has it. */
export const messageAlertSchema = z.object({
  id: z.int(),
  labels: alertLabelsSchema,
  state: z.enum(ALERT_STATES),
  /** When it began to fire. */
  fired_at: instantText.nullable(),
  /** What was measured, in words. */
  summary: z.string(),
});
export type MessageAlert = z.infer<typeof messageAlertSchema>;

export const MESSAGE_EVENTS = ["firing", "resolved", "test"] as const;

/** What is sent to a channel: the alerts of one rule that began, go on or ended at one look. */
export const alertMessageSchema = z.object({
  event: z.enum(MESSAGE_EVENTS),
  at: instantText,
  rule: z.object({ id: z.int(), name: z.string(), kind: z.enum(RULE_KINDS), severity: z.enum(SEVERITIES) }).nullable(),
  alerts: z.array(messageAlertSchema),
  /** Alerts of the rule that fire now, also those that this message is not about. */
  firing: countSchema,
  /** Who asked for a test. */
  asked_by: z.string().nullable(),
});
export type AlertMessage = z.infer<typeof alertMessageSchema>;
