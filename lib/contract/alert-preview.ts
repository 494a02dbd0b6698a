import { z } from "zod";
import { REPLAY_REASONS } from "@/lib/domain/alerts/replay-reasons";
import { alertLabelsSchema } from "./alert-message";
import { forMinutes, ruleTermsSchema } from "./alert-rules";
import { countSchema, instantText } from "./common";

/** What decides when a rule fires, without its name and who is told. */
export const previewedRuleSchema = z.strictObject({
  terms: ruleTermsSchema,
  for_minutes: forMinutes.default(0),
});
export type PreviewedRule = z.output<typeof previewedRuleSchema>;
export type PreviewedRuleInput = z.input<typeof previewedRuleSchema>;

/** When a rule would have fired in the last 30 days, or in as much of them as is retained. */
export const ruleReplaySchema = z.object({
  /** Why that cannot be known; null where it is. */
  not_replayed: z.enum(REPLAY_REASONS).nullable(),
  /** The first moment that it is judged at; null where it is not replayed. */
  from: instantText.nullable(),
  /** From when on it is judged every minute, as rules are; before, every quarter hour or hour, by which what was counted is retained. */
  by_minute_from: instantText.nullable(),
  /** Series that are not replayed: of more than a rule looks at, or not retained. */
  left_out: countSchema,
  /** How many held at the first moment already: when they began is not known. */
  fired_before: countSchema,
  /** How often it began to fire since, without those. */
  fired: countSchema,
  /** Of them, those that began in the last 7 days. */
  fired_7d: countSchema,
  /** The latest 50, newest first. */
  firings: z.array(
    z.object({
      labels: alertLabelsSchema,
      from: instantText,
      /** Null where it fires still. */
      to: instantText.nullable(),
      /** Whether its condition held at the first moment already, and may have for longer. */
      is_from_start: z.boolean(),
    }),
  ),
});
export type RuleReplay = z.infer<typeof ruleReplaySchema>;

/** What a rule would see now, and when it would have fired. */
export const rulePreviewSchema = z.object({
  as_of: instantText,
  warnings: z.array(z.string()),
  series: countSchema,
  breached: countSchema,
  unmeasured: countSchema,
  /** Those nearest to their limit first, at most 20. */
  seen: z.array(
    z.object({ labels: alertLabelsSchema, verdict: z.enum(["breached", "ok", "unmeasured"]), summary: z.string() }),
  ),
  replay: ruleReplaySchema,
});
export type RulePreview = z.infer<typeof rulePreviewSchema>;
