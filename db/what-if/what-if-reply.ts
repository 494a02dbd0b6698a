import type { WhatIf } from "@/lib/contract/what-if";
import { groupBy } from "@/lib/domain/group-by";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import { retirementOf } from "@/lib/domain/what-if/baseline";
import { describeAssumptions } from "@/lib/domain/what-if/describe-assumptions";
import type { Range, Step } from "@/lib/domain/what-if/evaluate";
import type { PairLengths } from "@/lib/domain/what-if/lengths-between";
import { type Lot, sumLots } from "@/lib/domain/what-if/lots";
import { answeredWindow } from "../aggregates/answer-window";
import { listUncounted } from "./list-uncounted";
import type { Totals } from "./read-totals";
import type { ReplyInput, Result } from "./reply-input";

/** The answer in the words of the contract; its parts add up to its totals. */
export function whatIfReply(input: ReplyInput): WhatIf {
  const { asked, filters, now, changes, totals, read, result, lengths, baseline } = input;
  const recorded = totals.pico + totals.usagePico;
  const total = totalOf(result, totals);
  const difference = { low: total.low - recorded, high: total.high - recorded };
  const { span, attempts } = read.looked;
  const looked = answeredWindow(span, now);
  const beside = [
    { kind: "cold_cache" as const, ...rangeText(result.cold), isShown: result.cold.high > 0n },
    {
      kind: "capacity" as const,
      ...rangeText({ low: result.reservedPico, high: result.reservedPico }),
      isShown: changes.some(({ kind }) => kind === "capacity"),
    },
  ];
  return {
    ...answeredWindow(totals.span, now),
    ...{ tz: asked.tz, filters, by: asked.by, changes: asked.changes },
    recorded: {
      cost_usd: totals.priced > 0 || totals.usagePico > 0n || totals.attempts === 0 ? formatUsd(recorded) : null,
      attempts: totals.attempts,
      priced_share: totals.attempts === 0 ? null : totals.priced / totals.attempts,
      usage_records_usd: formatUsd(totals.usagePico),
    },
    what_if: rangeText(total),
    difference: {
      ...rangeText(difference),
      low_share: shareOf(difference.low, recorded),
      high_share: shareOf(difference.high, recorded),
    },
    rows: rowsOf(result.lots, asked.by),
    beside: beside.filter(({ isShown }) => isShown).map(({ isShown: _, ...cost }) => cost),
    steps: result.steps.map(stepText),
    lengths: lengths.map(lengthText),
    baseline: baseline && {
      ...{ model: baseline.model, provider: baseline.provider },
      ...rangeText(totalOf(baseline, totals)),
      difference: rangeText(minus(totalOf(baseline, totals), recorded)),
      unpriced: baseline.steps.reduce((sum, { unpriced }) => sum + unpriced, 0),
      retires_on: retirementOf(baseline),
    },
    method: read.method,
    looked_at: { attempts, from: looked.from, to: looked.to },
    assumptions: describeAssumptions({
      baselineLengths: input.baselineLengths,
      ...{ changes, lengths, cold: result.cold, method: read.method, looked: attempts },
      ...{ attempts: totals.attempts, usagePico: totals.usagePico },
    }),
    not_counted: listUncounted(input),
  };
}

function totalOf({ lots, cold, reservedPico }: Result, { usagePico }: Totals): Range {
  const { low, high } = sumLots(lots);
  const fixed = reservedPico + usagePico;
  return { low: low + cold.low + fixed, high: high + cold.high + fixed };
}

function rowsOf(lots: readonly Lot[], by: WhatIf["by"]): WhatIf["rows"] {
  return [...groupBy(lots, ({ traffic }) => traffic.names[by] ?? UNASSIGNED)]
    .map(([name, own]) => {
      const traffic = [...new Set(own.map((lot) => lot.traffic))];
      const recorded = traffic.reduce((sum, { pico }) => sum + pico, 0n);
      const attempts = traffic.reduce((sum, one) => sum + one.attempts, 0);
      return { name, attempts, recorded, range: sumLots(own) };
    })
    .sort((a, b) => (a.recorded < b.recorded ? 1 : a.recorded > b.recorded ? -1 : a.name < b.name ? -1 : 1))
    .map(({ name, attempts, recorded, range }) => ({
      ...{ name, attempts, recorded_usd: formatUsd(recorded) },
      ...rangeText(range),
    }));
}

function stepText({ place, attempts, difference, shift, capacity }: Step): WhatIf["steps"][number] {
  return {
    ...{ change: place, attempts, difference: rangeText(difference) },
    shift: shift && {
      attempts_at_higher_price: Math.round(shift.atHigherPrice),
      shifted_attempts: Math.round(shift.waiting),
      in_time_share: shift.atHigherPrice > 0 ? shift.waiting / shift.atHigherPrice : null,
      mean_wait_hours: shift.meanWaitMinutes === null ? null : shift.meanWaitMinutes / HOUR_MINUTES,
    },
    capacity: capacity && {
      reserved_usd: formatUsd(capacity.reservedPico),
      busy_share: capacity.breakEven.busyShare,
      pays_from_share: capacity.breakEven.paysFromShare,
      spilled_usd: formatUsd(capacity.breakEven.spilledPico),
    },
  };
}

function lengthText({ from, to, lengths, input, output }: PairLengths): WhatIf["lengths"][number] {
  const learnt = (of: PairLengths["input"]) => of && { attempts: of.attempts, hours: of.hours };
  return {
    ...{ from, to, input: { ...lengths.input }, output: { ...lengths.output } },
    ...{ input_learnt_from: learnt(input), output_learnt_from: learnt(output) },
  };
}

function minus({ low, high }: Range, pico: bigint): Range {
  return { low: low - pico, high: high - pico };
}

function rangeText({ low, high }: Range): { low_usd: string; high_usd: string } {
  // Of differences the ends may be the other way round: half the price takes more off the high end.
  const [least, most] = low <= high ? [low, high] : [high, low];
  return { low_usd: formatUsd(least), high_usd: formatUsd(most) };
}

/** To a millionth, from exact sums. */
function shareOf(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number((part * 1_000_000n) / whole) / 1_000_000;
}
