import type { SpendTotal } from "@/lib/contract/spend";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import type { CapacityLine } from "../capacity/read-spend-capacity";

/** The sums of a row or total with what capacity cost beside them: `cost_usd` stays what was used by the token. */
export function addCapacityCost(totals: SpendTotal, lines: readonly CapacityLine[], isPaid: boolean): SpendTotal {
  const sum = (name: "paidPico" | "tokenPico") => lines.reduce((total, line) => total + line[name], 0n);
  const idle = lines.reduce<bigint | null>(
    (total, { idlePico }) => (total === null || idlePico === null ? null : total + idlePico),
    0n,
  );
  const notBilled = sum("tokenPico");
  const byToken = totals.cost_usd === null ? 0n : (parseUsd(totals.cost_usd) ?? 0n);
  const known = (pico: bigint) => (isPaid ? formatUsd(pico) : null);
  const hasNothing = totals.cost_usd === null && totals.attempts === 0 && !totals.usage_records;
  return {
    ...totals,
    // Idle hours used nothing, which is known.
    cost_usd: hasNothing ? "0" : totals.cost_usd,
    capacity: {
      cost_usd: known(sum("paidPico")),
      idle_usd: idle === null ? null : known(idle),
      not_billed_usd: formatUsd(notBilled),
      billed_usd: known(byToken - notBilled + sum("paidPico")),
    },
  };
}
