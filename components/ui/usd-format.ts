import { displayPicoUsd, displayPicoUsdChange, usdUnitOf } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";

type Usd = string | null | undefined;
/** The amounts of a column as decimal texts, its total's among them; `isChange` says the direction either way. */
export type UsdAmounts<T> = { of: (row: T) => Usd; total?: Usd; isChange?: boolean };

export type UsdFormat = (usd: Usd) => string;

/** How the amounts of a column are written over some rows. */
export function usdFormat<T>({ of, total, isChange }: UsdAmounts<T>, rows: readonly T[]): UsdFormat {
  const picoOf = (usd: Usd) => (usd == null ? null : parseUsd(usd));
  const unit = usdUnitOf([...rows.map((row) => picoOf(of(row))), picoOf(total)]);
  return (usd) => (isChange ? displayPicoUsdChange : displayPicoUsd)(picoOf(usd), unit);
}
