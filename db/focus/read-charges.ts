import type { FocusQuery } from "@/lib/contract/focus";
import type { Charge } from "@/lib/domain/focus/charge";
import { groupCharges } from "@/lib/domain/focus/group-charges";
import { usageCharge } from "@/lib/domain/focus/usage-charge";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MINUTES } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { listDiscountedPrices } from "../prices/list-discounted-prices";
import { listPrices } from "../prices/list-prices";
import { groupSeries, ownerLookup } from "./owner-series";
import { readAttemptGroups } from "./read-attempt-groups";
import { readSummedGroups } from "./read-summed-groups";
import { readUsageCharges } from "./read-usage-charges";
import { type Give, streamTransaction } from "./stream-transaction";

export type ChargesInput = Pick<FocusQuery, "granularity"> & { window: TimeWindow; retention: Retention };

/**
 * The charges of a window, in one snapshot, a few thousand at a time: what they are billed adds up to its spend, to the
 * last digit.
 *
 * Attempts come first, by UTC day; of days whose single attempts are gone, from sums, by day alone; then usage records.
 */
export function readCharges(db: Db, input: ChargesInput): AsyncGenerator<Charge[], void, undefined> {
  return streamTransaction<Charge[]>(db, async (tx, give) => {
    const read = await giveAttempts(tx, input, give);
    for await (const records of readUsageCharges(tx, read)) await give(records.map(usageCharge));
  });
}

/** Resolves to what was really read: wider than asked only where fine sums are gone. */
async function giveAttempts(tx: Db, input: ChargesInput, give: Give<Charge[]>): Promise<MinuteSpan> {
  const { window, granularity, retention } = input;
  const read = minuteSpan(window);
  const listed = await listPrices(tx);
  const charged = [...listed, ...(await listDiscountedPrices(tx, listed))];
  const owners = ownerLookup(new Map(charged.map((price) => [price.id, price])));
  for (const span of daysOf(read)) {
    if (dayOf(span.from) < retention.rawRetainedFrom) {
      const summed = await readSummedGroups(tx, { span, retention });
      read.from = Math.min(read.from, summed.span.from);
      read.to = Math.max(read.to, summed.span.to);
      const charges = summed.groups.flatMap((group) => groupCharges(group, null, groupSeries(group.owner, null)));
      if (charges.length > 0) await give(charges);
      continue;
    }
    for await (const groups of readAttemptGroups(tx, { span, byHour: granularity === "hour" })) {
      await owners.learn(tx, groups);
      await give(
        groups.flatMap((group) => {
          const { price, series } = owners.seriesOf(group);
          return groupCharges(group, price, series);
        }),
      );
    }
  }
  return read;
}

const dayOf = (minute: number) => Math.floor(minute / DAY_MINUTES) * DAY_MINUTES;

/** The UTC days of a span, the first and the last one perhaps in part. */
function daysOf({ from, to }: MinuteSpan): MinuteSpan[] {
  const days: MinuteSpan[] = [];
  for (let start = from; start < to; start = dayOf(start) + DAY_MINUTES) {
    days.push({ from: start, to: Math.min(to, dayOf(start) + DAY_MINUTES) });
  }
  return days;
}
