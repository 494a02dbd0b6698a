import { type AlertRule, type NewRule, type RuleChange, ruleTermsSchema } from "@/lib/contract/alert-rules";
import type { alertRule } from "../schema/alerts";

export type RuleRow = typeof alertRule.$inferSelect;

/** A rule as answers have it. */
export function toRule(row: RuleRow): AlertRule {
  return {
    ...{ id: row.id, name: row.name, severity: row.severity, terms: ruleTermsSchema.parse(row.terms) },
    ...{ for_minutes: row.forMinutes, renotify_minutes: row.renotifyMinutes, channels: row.channels },
    ...{ is_enabled: row.isEnabled, version: row.version },
    ...{ created_at: row.createdAt.toISOString(), created_by: row.createdBy },
    ...{ updated_at: row.updatedAt.toISOString(), updated_by: row.updatedBy },
    ...{ evaluated_at: row.evaluatedAt?.toISOString() ?? null, error: row.error },
    ...{ series: row.series, unmeasured: row.unmeasured },
  };
}

type RuleColumns = Pick<
  RuleRow,
  "name" | "severity" | "terms" | "forMinutes" | "renotifyMinutes" | "channels" | "isEnabled"
>;

/** The columns that fields of the interface are stored in; of a change, those that it names. */
export function ruleColumns(fields: NewRule): RuleColumns;
export function ruleColumns(fields: RuleChange): Partial<RuleColumns>;
export function ruleColumns({
  for_minutes,
  renotify_minutes,
  is_enabled,
  ...others
}: RuleChange): Partial<RuleColumns> {
  return {
    ...others,
    ...(for_minutes !== undefined && { forMinutes: for_minutes }),
    ...(renotify_minutes !== undefined && { renotifyMinutes: renotify_minutes }),
    ...(is_enabled !== undefined && { isEnabled: is_enabled }),
  };
}

/** What of a rule an editor sets, as the audit log has it. */
export function auditedRule(row: RuleRow) {
  const { name, severity, terms, for_minutes, renotify_minutes, channels, is_enabled, version } = toRule(row);
  return { name, severity, terms, for_minutes, renotify_minutes, channels, is_enabled, version };
}
