import { FEE_UNITS } from "../pricing/call-units";
import { OPTIONAL_RATES, type Price } from "../pricing/price";

export type Amounts = Pick<Price, "currency" | "inputPicoPerM" | (typeof OPTIONAL_RATES)[number] | "steps" | "feePico">;

/** Whether two prices ask the same for every use; who says so, and what they leave out, is not looked at. */
export function asksTheSame(a: Amounts, b: Amounts): boolean {
  return (
    a.currency === b.currency &&
    (["inputPicoPerM", ...OPTIONAL_RATES] as const).every((rate) => a[rate] === b[rate]) &&
    FEE_UNITS.every((unit) => a.feePico[unit] === b.feePico[unit]) &&
    stepsKey(a) === stepsKey(b)
  );
}

/** Two prices with the same text graduate the input alike. */
export function stepsKey({ steps }: Pick<Amounts, "steps">): string {
  return steps
    .map(({ aboveTokens, inputPicoPerM, cachedInputPicoPerM, cacheWritePicoPerM }) =>
      [aboveTokens, inputPicoPerM, cachedInputPicoPerM, cacheWritePicoPerM].map(String).join(" "),
    )
    .join("; ");
}

/** Nothing is asked for: free, or not known. */
export function isPlaceholder({ inputPicoPerM, outputPicoPerM, feePico }: Amounts): boolean {
  return inputPicoPerM === 0n && (outputPicoPerM ?? 0n) === 0n && Object.keys(feePico).length === 0;
}
