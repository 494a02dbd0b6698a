import type { ChangeInput, WhatIf } from "@/lib/contract/what-if";
import {
  displayPicoUsd,
  displayPicoUsdChange,
  formatChange,
  formatPercent,
  formatWhole,
  UNKNOWN_TEXT,
} from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import type { RaisedBucket } from "@/lib/domain/what-if/changes";
import { conditionsOf } from "./scenario";

type UsdRange = { low_usd: string; high_usd: string };

export const BUCKET_LABELS: Record<RaisedBucket, string> = {
  all: "everything",
  input: "new input",
  cached_input: "cached input",
  cache_write: "cache writes",
  output: "output",
};

/** "$1.20", or "$1.20 to $1.50" where that is all that can be said. */
export function rangeText(range: UsdRange): string {
  return joined(range, displayPicoUsd);
}

/** "+$0.20", or "-$0.10 to +$0.20". */
export function changeText(range: UsdRange): string {
  return joined(range, displayPicoUsdChange);
}

/** The difference as a share of what was recorded. */
export function shareText({ low_share: low, high_share: high }: WhatIf["difference"]): string {
  if (low === null || high === null) return UNKNOWN_TEXT;
  const [from, to] = [formatChange(low), formatChange(high)];
  return from === to ? from : `${from} to ${to}`;
}

function joined({ low_usd, high_usd }: UsdRange, show: (pico: bigint | null) => string): string {
  const [low, high] = [show(parseUsd(low_usd)), show(parseUsd(high_usd))];
  return low === high ? low : `${low} to ${high}`;
}

/** A change in one line: what is otherwise, and for which traffic. */
export function describeChange(change: ChangeInput): string {
  return `${describeTerms(change)}: ${describeWhere(change.where)}`;
}

function describeTerms(change: ChangeInput): string {
  switch (change.kind) {
    case "model": {
      const part = change.share === 1 ? "" : `, ${formatPercent(change.share, 0)} of the traffic`;
      return `On ${change.to.model} at ${change.to.provider}${part}`;
    }
    case "price":
      return `Price of ${BUCKET_LABELS[change.bucket]} ${change.percent < 0 ? "−" : "+"}${Math.abs(change.percent)} %`;
    case "cache":
      if (change.mode === "off") return "Cache off";
      return change.hit_share === null
        ? "Cache on"
        : `${formatPercent(change.hit_share, 0)} of the input from the cache`;
    case "shift":
      return `At the next lower price within ${change.deadline_hours} h`;
    case "capacity":
      return `Capacity at $${change.usd_per_hour} an hour`;
  }
}

function describeWhere(where: ChangeInput["where"]): string {
  const conditions = conditionsOf(where);
  if (conditions.length === 0) return "all traffic";
  return conditions.map(({ name, values }) => `${name} ${values.join(", ")}`).join(", ");
}

/** What a change did beside its cost: who can wait, and from when capacity pays. */
export function describeStep({ attempts, shift, capacity }: WhatIf["steps"][number]): string {
  if (shift) return describeShift(shift);
  if (capacity) return describeCapacity(capacity);
  return `${formatWhole(attempts)} attempts`;
}

function describeShift(shift: NonNullable<WhatIf["steps"][number]["shift"]>): string {
  const {
    attempts_at_higher_price: atHigherPrice,
    shifted_attempts: shifted,
    in_time_share: inTime,
    mean_wait_hours: wait,
  } = shift;
  if (atHigherPrice === 0) return "No price of this traffic is lower later: nothing to gain";
  const waiting = wait === null ? "" : `, waiting ${wait.toFixed(1)} h on average`;
  return `In time: ${formatWhole(shifted)} of ${formatWhole(atHigherPrice)} attempts at the higher price (${formatPercent(inTime, 1)})${waiting}`;
}

function describeCapacity(capacity: NonNullable<WhatIf["steps"][number]["capacity"]>): string {
  const { busy_share: busy, pays_from_share: pays, spilled_usd: spilled } = capacity;
  const from =
    pays === null
      ? "nothing it replaces has a cost"
      : pays > 1
        ? "never pays at this use of a busy hour"
        : `pays from ${formatPercent(pays, 0)}`;
  const rest = spilled === "0" ? "" : `; ${displayPicoUsd(parseUsd(spilled))} beyond it by the token`;
  return `Busy in ${formatPercent(busy, 0)} of the hours, ${from}${rest}`;
}
