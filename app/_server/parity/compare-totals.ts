import { listUsageSlots } from "@/db/parity/list-usage-slots";
import { getAliases } from "@/db/policies/get-aliases";
import { AppError } from "@/lib/contract/error";
import { PARITY_DAYS_MAX, type ParityReply, type ParityReport, type ParityRow } from "@/lib/contract/parity";
import { addKnown } from "@/lib/domain/add-known";
import { groupBy } from "@/lib/domain/group-by";
import { compareUsage } from "@/lib/domain/parity/compare-usage";
import type { TheirUsage } from "@/lib/domain/parity/find-agreement";
import type { Amounts, KnownAmounts } from "@/lib/domain/parity/measures";
import type { OurUsage } from "@/lib/domain/parity/our-usage";
import { formatUsd, formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";
import { DAY_MS } from "@/lib/domain/time/units";
import { dimensionsOf } from "@/lib/ingest/dimensions-of";
import { t } from "@/lib/messages/translate";
import type { ReadContext } from "../reads/read-context";

/** Another tool's totals beside what is counted here, over the days it names and one more on either side for other zones. */
export async function compareTotals(
  { db, retention }: Pick<ReadContext, "db" | "retention">,
  totals: readonly ParityRow[],
): Promise<ParityReply> {
  const aliases = new Map(Object.entries((await getAliases(db)).aliases));
  const { slotMinutes, slots } = await listUsageSlots(db, { window: windowOf(totals), retention });
  const theirs = theirUsage(totals, aliases);
  const { offsetMinutes, callRule, days, total } = compareUsage({ ours: slots, slotMinutes, theirs });
  return {
    offset_minutes: offsetMinutes,
    call_rule: callRule,
    slot_minutes: slotMinutes,
    days: days.map(({ day, model, ours, theirs: reported, ...explained }) => ({
      ...{ day, model },
      ours: writtenOurs(ours),
      theirs: writtenKnown(reported),
      ...writtenExplained(explained),
    })),
    total: writtenExplained(total),
  };
}

function windowOf(totals: readonly ParityRow[]): { from: Date; to: Date } {
  const days = totals.map(({ day }) => Date.parse(`${day}T00:00:00Z`));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  if (last - first >= PARITY_DAYS_MAX * DAY_MS) {
    throw new AppError(
      "UNPROCESSABLE",
      t("The totals are of more than {days} days: compare a part of them", { days: PARITY_DAYS_MAX }),
    );
  }
  return { from: new Date(first - DAY_MS), to: new Date(last + 2 * DAY_MS) };
}

/** Models under the names that they have here; several of theirs may be one of ours. */
function theirUsage(totals: readonly ParityRow[], aliases: ReadonlyMap<string, string>): TheirUsage[] {
  const named = totals.map((row) => ({
    row,
    model: dimensionsOf({ model: row.model, provider: row.provider }, aliases).model,
  }));
  const byKey = groupBy(named, ({ row, model }) => JSON.stringify([row.day, model]));
  return [...byKey.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const repeated = same.flatMap(({ row }) => row.repeated ?? []);
    return [
      {
        ...{ day: first.row.day, model: first.model, ...sumOf(same.map(({ row }) => row)) },
        doubled: repeated.length === 0 ? null : sumOf(repeated),
      },
    ];
  });
}

function sumOf(reported: readonly ParityReport[]): KnownAmounts {
  const count = (name: "calls" | "input_tokens" | "output_tokens") =>
    addKnown(reported.map((row) => (row[name] === null ? null : BigInt(row[name]))));
  return {
    ...{ calls: count("calls"), input_tokens: count("input_tokens"), output_tokens: count("output_tokens") },
    cost: addKnown(reported.map(({ cost_usd }) => (cost_usd === null ? null : parseUsd(cost_usd)))),
  };
}

type Explained = ReturnType<typeof compareUsage>["total"];

function writtenExplained({ difference, parts, unexplained }: Explained) {
  return {
    difference: written(difference),
    parts: parts.map(({ reason, amounts }) => ({ reason, ...written(amounts) })),
    unexplained: written(unexplained),
  };
}

function written({ calls, input_tokens, output_tokens, cost }: Amounts) {
  return {
    ...{ calls: Number(calls), input_tokens: Number(input_tokens), output_tokens: Number(output_tokens) },
    cost_usd: formatUsd(cost),
  };
}

/** Zero where there was nothing, unknown where nobody said what it was. */
function writtenOurs(ours: OurUsage) {
  const usage = written({ ...ours, calls: ours.attempts });
  const isKnown = (share: bigint) => ours.attempts === 0n || share > 0n;
  return {
    ...usage,
    input_tokens: isKnown(ours.with_usage) ? usage.input_tokens : null,
    output_tokens: isKnown(ours.with_usage) ? usage.output_tokens : null,
    cost_usd: isKnown(ours.priced) ? usage.cost_usd : null,
  };
}

function writtenKnown(reported: KnownAmounts): ParityReport {
  const count = (value: bigint | null) => (value === null ? null : Number(value));
  return {
    ...{
      calls: count(reported.calls),
      input_tokens: count(reported.input_tokens),
      output_tokens: count(reported.output_tokens),
    },
    cost_usd: formatUsdOrNull(reported.cost),
  };
}
