import { parseUsd } from "../pricing/usd";

/** What some traffic cost, and whether there was any. */
export type Spent = { attempts: number; cost_usd: string | null };

/** What a group cost, in pico USD: nothing where it had no attempts, null where none of those it had has a cost. */
function spentPico(group: Spent | undefined): bigint | null {
  if (!group) return 0n;
  if (group.cost_usd === null) return group.attempts === 0 ? 0n : null;
  return parseUsd(group.cost_usd);
}

/** How much more was spent than before, in pico USD and as a share of what was before; a share of nothing is null. */
export type SpendChange = { pico: bigint; ratio: number | null };

/** The change from one period to the next, or null where either is unknown. */
export function spendChange(now: Spent | undefined, before: Spent | undefined): SpendChange | null {
  const [spent, spentBefore] = [spentPico(now), spentPico(before)];
  if (spent === null || spentBefore === null) return null;
  const pico = spent - spentBefore;
  return { pico, ratio: spentBefore === 0n ? null : Number(pico) / Number(spentBefore) };
}
