import { AppError } from "@/lib/contract/error";
import type { UsageRecordInput } from "@/lib/contract/usage-record";
import { groupBy } from "@/lib/domain/group-by";
import { CALL_UNITS, type CallUnits } from "@/lib/domain/pricing/call-units";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { BUCKETS, type Counts, NO_COUNTS } from "../usage/counts";
import { settleUsage } from "../usage/settle-usage";
import { hashOf } from "../values";
import type { UsageLine, UsageSource } from "./usage-line";

const NAMES = ["model", "team", "app", "key", "operation"] as const;
const ID_DIGITS = 16;

/**
 * The usage records of an export, each made of all lines about the same hours and names; stretches below an hour are added up
 * to hours. The same lines give the same ids again, in any order.
 *
 * An export that splits its usage by a dimension calls what has none of it `unassigned`; one that does not leaves it out.
 */
export function addUpLines(lines: readonly UsageLine[], { name, meaning }: UsageSource): UsageRecordInput[] {
  const split = NAMES.filter((dimension) => lines.some((line) => line[dimension] != null));
  const named = lines.map((line) => {
    const { fromUs, toUs } = wholeHours(line);
    const own = Object.fromEntries(split.map((dimension) => [dimension, line[dimension] ?? UNASSIGNED]));
    return { ...line, fromUs, toUs, own };
  });
  const groups = groupBy(named, ({ fromUs, toUs, provider, issuer, own }) =>
    JSON.stringify([fromUs, toUs, provider, issuer ?? null, own]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { fromUs, toUs, provider, issuer = null, own } = first;
    const about = [provider, issuer, ...NAMES.map((dimension) => own[dimension] ?? null)];
    const start = formatInstantUs(fromUs);
    const isDay = fromUs % DAY_US === 0 && toUs - fromUs === DAY_US;
    const span = isDay ? { day: start.slice(0, 10) } : { from: start, to: formatInstantUs(toUs) };
    const content = contentOf(group, meaning);
    if (Object.keys(content).length === 0) return [];
    return {
      id: `${name}:${isDay ? span.day : start}:${hashOf(JSON.stringify([toUs - fromUs, ...about])).slice(0, ID_DIGITS)}`,
      ...span,
      provider,
      ...(issuer === null ? {} : { invoice_issuer: issuer }),
      ...own,
      ...content,
      source: name,
    };
  });
}

function wholeHours({ fromUs, toUs }: UsageLine) {
  const from = Math.floor(fromUs / HOUR_US) * HOUR_US;
  return { fromUs: from, toUs: Math.max(Math.ceil(toUs / HOUR_US) * HOUR_US, from + HOUR_US) };
}

/** Tokens, units and cost of lines together: only what at least one of them has. */
function contentOf(lines: readonly UsageLine[], meaning: UsageSource["meaning"]): Partial<UsageRecordInput> {
  const counts: Counts = { ...NO_COUNTS };
  for (const bucket of BUCKETS) counts[bucket] = sumOf(lines.map((line) => line.counts?.[bucket] ?? null));
  const { tokens } = settleUsage(counts, meaning);
  const units: Record<string, number> = {};
  for (const unit of CALL_UNITS) {
    const sum = sumOf(lines.map(({ units: own }: { units?: CallUnits }) => own?.[unit] ?? null));
    if (sum) units[unit] = sum;
  }
  const given = Object.entries(tokens).filter(([, count]) => count != null);
  return {
    ...Object.fromEntries(given),
    ...(Object.keys(units).length > 0 ? { units } : {}),
    ...costOf(lines),
  };
}

function costOf(lines: readonly UsageLine[]): Pick<UsageRecordInput, "cost" | "currency"> {
  const priced = lines.flatMap(({ amountPico, currency }) => (amountPico == null ? [] : [{ amountPico, currency }]));
  const [currency, other] = new Set(priced.map((line) => line.currency?.toUpperCase() ?? ""));
  if (currency === undefined) return {};
  if (other !== undefined)
    throw new AppError("INVALID", `The file has amounts of one day in ${currency} and in ${other}`);
  return { cost: formatUsd(priced.reduce((sum, { amountPico }) => sum + amountPico, 0n)), currency };
}

function sumOf(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}
