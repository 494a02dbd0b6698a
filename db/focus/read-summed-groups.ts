import type { ChargeGroup } from "@/lib/domain/focus/group-charges";
import type { ChargeOwner } from "@/lib/domain/focus/series";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { COST_SUMS, TOKEN_SUMS } from "../aggregates/aggregate-stats";
import type { AggregateGroup, Retention, Sums } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

const SUMS = [
  "attempts",
  ...TOKEN_SUMS,
  ...COST_SUMS,
  "estimated_cost_pico",
  "unpriced_input_tokens",
  "unpriced_output_tokens",
] as const;
const BY_ROUTE = ["model", "provider", "region", "tier"] as const;

/** What sums that outlive single attempts know of whose they are. */
export type SummedBy = readonly ("model" | "provider" | "region" | "tier" | "app" | "team")[];

/** A group of which no single attempts are left, and whose it is: of other labels and of prices nothing is known. */
export type SummedGroup = ChargeGroup & { owner: ChargeOwner };

/**
 * What was used and cost in a stretch by sums that outlive single attempts; `span` is what was really read.
 *
 * UNPROCESSABLE where no sums know these dimensions together.
 */
export async function readSummedGroups(
  tx: Db,
  input: { span: MinuteSpan; retention: Retention; by?: SummedBy },
): Promise<{ groups: SummedGroup[]; span: MinuteSpan }> {
  const { groups, from, to } = await readGroups(tx, {
    buckets: [input.span],
    filters: NO_FILTERS,
    groupBy: input.by ?? BY_ROUTE,
    sums: SUMS,
    metrics: [],
    retention: input.retention,
  });
  const span = { from, to };
  const named = groups.map((group) => ({ group, owner: ownerOf(group.names) }));
  const keyed = named.map((each) => ({ ...each, key: Object.values(each.group.names).join("\u0000") }));
  return {
    span,
    groups: keyed
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ group, owner }) => ({ ...groupOf(group, span, input.retention), owner })),
  };
}

function ownerOf({ model, provider, region, tier, app, team }: AggregateGroup["names"]): ChargeOwner {
  const issuer = provider ?? UNASSIGNED;
  return {
    ...{ provider: issuer, issuer, model: model ?? UNASSIGNED, region: region ?? null },
    tags: { app: app ?? null, tier: tier ?? null, team: team === UNASSIGNED ? null : (team ?? null) },
    principal: null,
    source: "sums",
  };
}

function groupOf(
  { sums }: AggregateGroup<(typeof SUMS)[number]>,
  { from, to }: MinuteSpan,
  { partsKnownFrom = Number.NEGATIVE_INFINITY }: Retention,
): ChargeGroup {
  const input = Math.max(0, sums.input_tokens - sums.cached_input_tokens - sums.cache_write_tokens);
  const used = {
    input,
    cached_input: sums.cached_input_tokens,
    cache_write: sums.cache_write_tokens,
    output: Math.max(0, sums.output_tokens - sums.reasoning_tokens),
    reasoning: sums.reasoning_tokens,
  };
  return {
    ...{ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS, attempts: sums.attempts, priced: sums.priced },
    ...{ estimated: sums.estimated, costPico: sums.cost_pico, used, charged: used },
    estimatedPico: sums.estimated === 0 || from >= partsKnownFrom ? sums.estimated_cost_pico : null,
    unpricedTokens: unpricedTokensOf(sums, from >= partsKnownFrom),
  };
}

/** Of sums that were counted before there were these, only where nothing has a price. */
function unpricedTokensOf(sums: Sums<(typeof SUMS)[number]>, isKnown: boolean): number | null {
  if (isKnown) return sums.unpriced_input_tokens + sums.unpriced_output_tokens;
  return sums.priced === 0 ? sums.input_tokens + sums.output_tokens : null;
}
