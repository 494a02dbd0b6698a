import { type FocusDecimal, ofPico } from "./focus-decimal";

const PER_PICO = ofPico(1n);

/** A cost in whole pico USD, in parts; `rest` is what none of them explains. */
export type SplitCost = { parts: bigint[]; rest: bigint };

/**
 * Splits what some attempts cost, in pico USD, into what each of their buckets costs at its price: parts and rest add up to
 * it exactly. Null where it is less than their prices make of it, so that no split would be true.
 *
 * Each attempt's cost was rounded by itself, so the sum may be off by half a pico an attempt: within that, each part is
 * rounded down, and what is over goes to the largest remainders. Beyond that it is the rest: fees, and what else they cost.
 */
export function splitCost(pico: bigint, exact: readonly FocusDecimal[], attempts: number): SplitCost | null {
  const parts: bigint[] = [];
  const used: number[] = [];
  let whole = 0n;
  let left = pico;
  // Written as a loop, because a file may have millions.
  for (const part of exact) {
    if (part > 0n) used.push(parts.length);
    const down = part / PER_PICO;
    parts.push(down);
    left -= down;
    whole += part;
  }
  const difference = ofPico(pico) - whole;
  const rounding = (BigInt(attempts) * PER_PICO) / 2n;
  if (difference < -rounding) return null;
  if (difference > rounding || used.length === 0) return { parts, rest: left };
  if (left < 0n) takeAway(parts, -left);
  else handOut(parts, exact, used, left);
  return { parts, rest: 0n };
}

function handOut(parts: bigint[], exact: readonly FocusDecimal[], used: readonly number[], left: bigint): void {
  const remainder = (index: number) => Number((exact[index] ?? 0n) % PER_PICO);
  const each = left / BigInt(used.length);
  const more = Number(left % BigInt(used.length));
  const byRemainder = used.toSorted((a, b) => remainder(b) - remainder(a) || a - b);
  for (const [rank, index] of byRemainder.entries()) {
    parts[index] = (parts[index] ?? 0n) + each + (rank < more ? 1n : 0n);
  }
}

/** From the largest first; together they have enough, since no cost is negative. */
function takeAway(parts: bigint[], missing: bigint): void {
  const bySize = parts.map((part, index) => ({ part, index })).sort((a, b) => (a.part < b.part ? 1 : -1));
  let left = missing;
  for (const { part, index } of bySize) {
    if (part >= left) {
      parts[index] = part - left;
      return;
    }
    parts[index] = 0n;
    left -= part;
  }
}
