import type { NewTarget, Target, TargetChange } from "@/lib/contract/targets";
import { t } from "@/lib/messages/translate";
import type { slaTarget } from "../schema/sla";

export type TargetRow = typeof slaTarget.$inferSelect;

/** Millionths of all attempts in a percent of them. */
const PPM_PER_PERCENT = 10_000;

export function toTarget(row: TargetRow): Target {
  const percent = row.availabilityPpm === null ? null : row.availabilityPpm / PPM_PER_PERCENT;
  return {
    id: row.id,
    model: row.model,
    tier: row.tier,
    region: row.region,
    team: row.team,
    availability_percent: percent,
    ttft_p99_ms: row.ttftP99Ms,
    duration_p99_ms: row.durationP99Ms,
    has_budget: percent === null ? null : percent < 100,
    version: row.version,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  };
}

type TargetColumns = Pick<
  TargetRow,
  "model" | "tier" | "region" | "team" | "availabilityPpm" | "ttftP99Ms" | "durationP99Ms"
>;

/** The columns that fields of the interface are stored in; of a change, those that it names. */
export function targetColumns(fields: NewTarget): TargetColumns;
export function targetColumns(fields: TargetChange): Partial<TargetColumns>;
export function targetColumns(fields: TargetChange): Partial<TargetColumns> {
  const { availability_percent: percent, ttft_p99_ms: ttft, duration_p99_ms: duration, ...scope } = fields;
  return {
    ...scope,
    ...(percent !== undefined && { availabilityPpm: percent === null ? null : Math.round(percent * PPM_PER_PERCENT) }),
    ...(ttft !== undefined && { ttftP99Ms: ttft }),
    ...(duration !== undefined && { durationP99Ms: duration }),
  };
}

type TargetScope = Pick<Target, "model" | "tier" | "region" | "team">;

/** "tier premium, region eu-central-1", "all traffic": what a target is of, for the audit. */
export function describeTargetScope({ model, tier, region, team }: TargetScope): string {
  const parts = [
    model && `model ${model}`,
    tier && `tier ${tier}`,
    region && `region ${region}`,
    team && `team ${team}`,
  ];
  return parts.filter(Boolean).join(", ") || "all traffic";
}

/** The same in the language of the reader. */
export function targetScopeText({ model, tier, region, team }: TargetScope): string {
  const parts = [
    model && t("model {model}", { model }),
    tier && t("tier {tier}", { tier }),
    region && t("region {region}", { region }),
    team && t("team {team}", { team }),
  ];
  return parts.filter(Boolean).join(", ") || t("all traffic");
}
