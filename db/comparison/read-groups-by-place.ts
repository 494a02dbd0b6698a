import type { Filters } from "@/lib/contract/common";
import type { MixDimension } from "@/lib/domain/comparison/mix";
import type { StratumGroup } from "@/lib/domain/comparison/standardize";
import { OUTCOMES } from "@/lib/domain/outcome";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { COST_SUMS, outcomesOf, TOKEN_SUMS } from "../aggregates/aggregate-stats";
import { decodeGroup } from "../aggregates/decode-samples";
import type { Retention } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { readTextGroups } from "../aggregates/read-text-groups";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { ROLLUP_METRICS, type RollupSum } from "../schema/rollup-columns";

const SUMS = ["attempts", ...OUTCOMES, ...TOKEN_SUMS, ...COST_SUMS] as const satisfies readonly RollupSum[];

type PlaceInput = { span: MinuteSpan; filters: Filters; mix: readonly MixDimension[]; retention: Retention };

/** What models did in each block of time, by region where the mix tells regions apart: all attempts, from the sums. */
export async function readGroupsByPlace(db: Db, { span, filters, mix, retention }: PlaceInput) {
  const groupBy = mix.includes("region") ? (["model", "region"] as const) : (["model"] as const);
  const read = await readTextGroups(db, {
    buckets: timeBlocks({ span, filters, groupBy, retention }),
    ...{ filters, groupBy, sums: SUMS, metrics: ROLLUP_METRICS, retention },
  });
  // What embeds or draws is no better a choice for text because it is quick.
  const own = read.groups.filter(({ names }) => !read.otherModels.has(names.model ?? ""));
  const groups = await mapYielding(own, (encoded): StratumGroup => {
    const { names, bucket, sums, samples } = decodeGroup(encoded);
    return {
      model: names.model ?? "",
      stratum: {
        size: null,
        hour: null,
        region: mix.includes("region") ? (names.region ?? UNASSIGNED) : null,
        operation: null,
      },
      block: bucket,
      stride: 1,
      attempts: sums.attempts,
      outcomes: outcomesOf(sums),
      priced: sums.priced,
      cost: Number(sums.cost_pico),
      outputTokens: sums.output_tokens,
      samples,
    };
  });
  return { mix, groups, from: read.from, to: read.to, stride: 1, method: read.method };
}
