import { FILTER_LABELS } from "@/components/shell/report-params";
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
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import type { RaisedBucket } from "@/lib/domain/what-if/changes";
import { type Message, message, t } from "@/lib/messages/translate";
import { conditionsOf } from "./scenario";

type UsdRange = { low_usd: string; high_usd: string };

export const BUCKET_LABELS: Record<RaisedBucket, Message> = {
  all: message("everything"),
  input: message("new input"),
  cached_input: message("cached input"),
  cache_write: message("cache writes"),
  output: message("output"),
};

/** "model", as a sentence names what rows or traffic are told apart by. */
export function dimensionWord(name: ReportDimension): string {
  return t(FILTER_LABELS[name].one).toLowerCase();
}

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
  return from === to ? from : t("{from} to {to}", { from, to });
}

function joined({ low_usd, high_usd }: UsdRange, show: (pico: bigint | null) => string): string {
  const [low, high] = [show(parseUsd(low_usd)), show(parseUsd(high_usd))];
  return low === high ? low : t("{low} to {high}", { low, high });
}

/** A change in one line: what is otherwise, and for which traffic. */
export function describeChange(change: ChangeInput): string {
  return `${describeTerms(change)}: ${describeWhere(change.where)}`;
}

function describeTerms(change: ChangeInput): string {
  switch (change.kind) {
    case "model": {
      const { model, provider } = change.to;
      return change.share === 1
        ? t("On {model} at {provider}", { model, provider })
        : t("On {model} at {provider}, {share} of the traffic", {
            ...{ model, provider, share: formatPercent(change.share, 0) },
          });
    }
    case "price":
      return t("Price of {bucket} {change} %", {
        bucket: t(BUCKET_LABELS[change.bucket]),
        change: `${change.percent < 0 ? "−" : "+"}${Math.abs(change.percent)}`,
      });
    case "cache":
      if (change.mode === "off") return t("Cache off");
      return change.hit_share === null
        ? t("Cache on")
        : t("{share} of the input from the cache", { share: formatPercent(change.hit_share, 0) });
    case "shift":
      return t("At the next lower price within {hours} h", { hours: change.deadline_hours });
    case "capacity":
      return t("Capacity at {usd} an hour", { usd: `$${change.usd_per_hour}` });
  }
}

function describeWhere(where: ChangeInput["where"]): string {
  const conditions = conditionsOf(where);
  if (conditions.length === 0) return t("all traffic");
  return conditions.map(({ name, values }) => `${dimensionWord(name)} ${values.join(", ")}`).join(", ");
}

/** What a change did beside its cost: who can wait, and from when capacity pays. */
export function describeStep({ attempts, shift, capacity }: WhatIf["steps"][number]): string {
  if (shift) return describeShift(shift);
  if (capacity) return describeCapacity(capacity);
  return t("{attempts} attempts", { attempts: formatWhole(attempts) });
}

function describeShift(shift: NonNullable<WhatIf["steps"][number]["shift"]>): string {
  const {
    attempts_at_higher_price: atHigherPrice,
    shifted_attempts: shifted,
    in_time_share: inTime,
    mean_wait_hours: wait,
  } = shift;
  if (atHigherPrice === 0) return t("No price of this traffic is lower later: nothing to gain");
  const values = {
    shifted: formatWhole(shifted),
    attempts: formatWhole(atHigherPrice),
    share: formatPercent(inTime, 1),
  };
  return wait === null
    ? t("In time: {shifted} of {attempts} attempts at the higher price ({share})", values)
    : t("In time: {shifted} of {attempts} attempts at the higher price ({share}), waiting {wait} h on average", {
        ...values,
        wait: wait.toFixed(1),
      });
}

function describeCapacity(capacity: NonNullable<WhatIf["steps"][number]["capacity"]>): string {
  const { busy_share: busy, pays_from_share: pays, spilled_usd: spilled } = capacity;
  const from =
    pays === null
      ? t("nothing it replaces has a cost")
      : pays > 1
        ? t("never pays at this use of a busy hour")
        : t("pays from {share}", { share: formatPercent(pays, 0) });
  const values = { busy: formatPercent(busy, 0), from };
  return spilled === "0"
    ? t("Busy in {busy} of the hours, {from}", values)
    : t("Busy in {busy} of the hours, {from}; {spilled} beyond it by the token", {
        ...values,
        spilled: displayPicoUsd(parseUsd(spilled)),
      });
}
