import type { Lot } from "./lots";

/** What a change left: all lots, those it changed, and those it would have but for a price that is not there. */
export type Outcome = { lots: Lot[]; touched: Lot[]; unpriced: Lot[] };

/** Changes each lot that a condition picks; where there is no answer, the lot stays as it is. */
export function changeEach(
  lots: readonly Lot[],
  isMeant: (lot: Lot) => boolean,
  change: (lot: Lot) => Lot | null,
): Outcome {
  const outcome: Outcome = { lots: [], touched: [], unpriced: [] };
  for (const lot of lots) {
    const changed = isMeant(lot) ? change(lot) : lot;
    if (changed === null) outcome.unpriced.push(lot);
    else if (changed !== lot) outcome.touched.push(changed);
    outcome.lots.push(changed ?? lot);
  }
  return outcome;
}
