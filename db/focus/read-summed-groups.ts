import type { ChargeGroup } from "@/lib/domain/focus/group-charges";
import type { ChargeOwner } from "@/lib/domain/focus/series";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { COST_SUMS, TOKEN_SUMS } from "../aggregates/aggregate-stats";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

const SUMS = ["attempts", ...TOKEN_SUMS, ...COST_SUMS] as const;
const GROUPS = ["model", "provider", "region", "tier"] as const;

/** A group of which no single attempts are left, and whose it is: of apps, labels and prices nothing is known. */
export type SummedGroup = ChargeGroup & { owner: ChargeOwner };

/** What was used and cost in a stretch by sums that outlive single attempts; `span` is what was really read. */
export async function readSummedGroups(
  tx: Db,
  input: { span: MinuteSpan; retention: Retention },
): Promise<{ groups: SummedGroup[]; span: MinuteSpan }> {
  const { groups, from, to } = await readGroups(tx, {
    buckets: [input.span],
    filters: NO_FILTERS,
    groupBy: GROUPS,
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
      .map(({ group, owner }) => ({ ...groupOf(group, span), owner })),
  };
}

function ownerOf({ model, provider, region, tier }: AggregateGroup["names"]): ChargeOwner {
  const issuer = provider ?? UNASSIGNED;
  return {
    ...{ provider: issuer, issuer, model: model ?? UNASSIGNED, region: region ?? null },
    tags: { tier: tier ?? null },
    principal: null,
    source: "sums",
  };
}

function groupOf({ sums }: AggregateGroup<(typeof SUMS)[number]>, { from, to }: MinuteSpan): ChargeGroup {
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
    unpricedTokens: sums.priced === 0 ? sums.input_tokens + sums.output_tokens : null,
  };
}
