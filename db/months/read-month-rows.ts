import { isAppError } from "@/lib/contract/error";
import { formatMonthRow } from "@/lib/contract/month-row";
import { type ChargeGroup, groupParts } from "@/lib/domain/focus/group-charges";
import type { ChargeOwner } from "@/lib/domain/focus/series";
import { TOKEN_METERS } from "@/lib/domain/focus/token-meters";
import type { ChargedUsage } from "@/lib/domain/focus/usage-charge";
import type { MonthRow } from "@/lib/domain/months/month-row";
import type { Price } from "@/lib/domain/pricing/price";
import { recordOf } from "@/lib/domain/record-of";
import { dayOfMinute, daySpans } from "@/lib/domain/time/day-spans";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { ownerLookup } from "../focus/owner-series";
import { readAttemptGroups } from "../focus/read-attempt-groups";
import { readSummedGroups, type SummedBy, type SummedGroup } from "../focus/read-summed-groups";
import { readUsageCharges } from "../focus/read-usage-charges";

type RowsInput = { span: MinuteSpan; retention: Retention; prices: ReadonlyMap<string, Price> };

/** A row, and its line in the file of rows. */
export type WrittenRow = { row: MonthRow; line: string };

/**
 * What a span used and cost by UTC day and whose it is, as the exports of spend read it; call it within one snapshot.
 *
 * Lines come sorted by their characters: attempts by day, then days of which only sums are left, then usage records.
 */
export async function* readMonthRows(tx: Db, input: RowsInput): AsyncGenerator<WrittenRow[], void, undefined> {
  const { span, retention } = input;
  const days = daySpans(span);
  const isGone = ({ from }: MinuteSpan) => dayOfMinute(from) < retention.rawRetainedFrom;
  const owners = ownerLookup(input.prices);
  for (const day of days.filter((each) => !isGone(each))) {
    const rows: MonthRow[] = [];
    for await (const groups of readAttemptGroups(tx, { span: day, byHour: false })) {
      await owners.learn(tx, groups);
      for (const group of groups) {
        const { owner, price } = owners.seriesOf(group.dimensionSetId, group.labelSetId);
        rows.push(attemptsRow(group, owner, price));
      }
    }
    yield written(rows);
  }
  for (const day of days.filter(isGone)) {
    yield written((await readSummedDay(tx, day, retention)).map((group) => attemptsRow(group, group.owner, null)));
  }
  const records: MonthRow[] = [];
  for await (const some of readUsageCharges(tx, span)) records.push(...some.map(usageRow));
  yield written(records);
}

/** Finance asks by app and team: sums know them together by whole UTC days, apps alone by quarters of an hour. */
const SUMMED_BY: readonly SummedBy[] = [
  ["model", "provider", "app", "team"],
  ["model", "provider", "app"],
];

async function readSummedDay(tx: Db, day: MinuteSpan, retention: Retention): Promise<SummedGroup[]> {
  for (const by of SUMMED_BY) {
    const read = await readSummedGroups(tx, { span: day, retention, by }).catch((error: unknown) => {
      if (isAppError(error) && error.code === "UNPROCESSABLE") return null;
      throw error;
    });
    if (read && read.span.from === day.from && read.span.to === day.to) return read.groups;
  }
  return (await readSummedGroups(tx, { span: day, retention })).groups;
}

function attemptsRow(group: ChargeGroup, owner: ChargeOwner, price: Price | null): MonthRow {
  const { fromMs, toMs, attempts, priced, estimated, costPico, estimatedPico, charged, unpricedTokens } = group;
  // Of sums, tokens are not told apart by price: of a group without any they are all unpriced.
  const used = priced === 0 ? recordOf(TOKEN_METERS, () => 0) : group.used;
  return {
    ...{ kind: "attempts", fromMs, toMs, owner, priceId: price?.id ?? null, attempts, priced, estimated },
    ...{ costPico, estimatedPico, parts: groupParts(group, price), used, unpricedTokens },
    charged: priced === 0 ? used : charged,
  };
}

function usageRow({
  owner,
  fromMs,
  toMs,
  id,
  costPico,
  isEstimated,
  tokens,
  otherAmount,
  priceId,
}: ChargedUsage): MonthRow {
  return { kind: "usage", owner, fromMs, toMs, priceId, id, costPico, isEstimated, tokens, otherAmount };
}

function written(rows: readonly MonthRow[]): WrittenRow[] {
  return rows
    .map((row) => ({ row, line: formatMonthRow(row) }))
    .sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0));
}
