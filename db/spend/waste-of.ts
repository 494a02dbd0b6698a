import { CHARGED_WASTE, countWaste, isChargedWaste, WASTE_KINDS, type WasteKind } from "@/lib/domain/waste";
import type { Sums } from "../aggregates/group-types";
import type { RollupSum } from "../schema/rollup-columns";

/** What waste is made of. */
export const WASTE_SUMS = [
  ...["attempts", "refused", "cancelled", "retried", "final_ok", "final_failed"],
  ...CHARGED_WASTE.map((kind) => `${kind}_priced` as const),
  ...CHARGED_WASTE.map((kind) => `${kind}_cost_pico` as const),
] as const satisfies readonly RollupSum[];
type WasteSums = Sums<(typeof WASTE_SUMS)[number]>;

export type KindOfWaste = { kind: WasteKind; attempts: number; priced: number; costPico: bigint };

/** What the attempts of each kind of waste cost. Of a kind that is charged nothing, all have the cost 0. */
export function wasteByKind(sums: WasteSums): KindOfWaste[] {
  const counts = countWaste(sums);
  return WASTE_KINDS.map((kind) => {
    const attempts = counts[kind];
    if (!isChargedWaste(kind)) return { kind, attempts, priced: attempts, costPico: 0n };
    return { kind, attempts, priced: sums[`${kind}_priced`], costPico: sums[`${kind}_cost_pico`] };
  });
}

/** What all waste cost, of the attempts that have a price. */
export function wasteCostOf(sums: WasteSums): bigint {
  return CHARGED_WASTE.reduce((cost, kind) => cost + sums[`${kind}_cost_pico`], 0n);
}
