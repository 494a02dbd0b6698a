import type { Filters } from "@/lib/contract/common";
import type { HourCounts } from "@/lib/domain/comparison/price-of-nines";
import type { Served } from "@/lib/domain/comparison/recommend";
import { OUTCOMES } from "@/lib/domain/outcome";
import { PRICED_SHARE_MIN } from "@/lib/domain/pricing/priced-usage";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import { judgedOf } from "@/lib/domain/uptime/uptime";
import { outcomesOf } from "../aggregates/aggregate-stats";
import { groupByNames } from "../aggregates/group-by-names";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

type ServedInput = { span: MinuteSpan; filters: Filters; retention: Retention };

/** By model: what it answered and failed in each hour of a span, what an answer cost, and through which providers. */
export async function readServed(db: Db, { span, filters, retention }: ServedInput): Promise<Map<string, Served>> {
  const { groups } = await readGroups(db, {
    buckets: hoursOf(span),
    ...{ filters, groupBy: ["model", "provider"], metrics: [], retention },
    sums: ["attempts", ...OUTCOMES, "priced", "cost_pico"],
  });
  const byModel = groups.map((group) => ({ ...group, names: { model: group.names.model }, own: group.names.provider }));
  return new Map(
    groupByNames(byModel).map(({ names, groups: some }) => {
      const hours = new Map<number, HourCounts>();
      let [attempts, priced, ok] = [0, 0, 0];
      let pico = 0n;
      for (const { bucket, sums } of some) {
        const { ok: answered, failed } = judgedOf(outcomesOf(sums), true);
        const known = hours.get(bucket) ?? { judged: 0, failed: 0 };
        hours.set(bucket, { judged: known.judged + answered + failed, failed: known.failed + failed });
        attempts += sums.attempts;
        priced += sums.priced;
        ok += answered;
        pico += sums.cost_pico;
      }
      const isPriced = attempts > 0 && priced / attempts >= PRICED_SHARE_MIN && ok > 0;
      const providers = [...new Set(some.flatMap(({ own }) => own ?? []))].sort();
      const usdPerAnswer = isPriced ? Number(pico) / Number(PICO_PER_USD) / ok : null;
      return [names.model ?? "", { hours, usdPerAnswer, providers }];
    }),
  );
}

function hoursOf({ from, to }: MinuteSpan): MinuteSpan[] {
  const hours: MinuteSpan[] = [];
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / HOUR_MINUTES) + 1) * HOUR_MINUTES);
    hours.push({ from: at, to: end });
    at = end;
  }
  return hours;
}
