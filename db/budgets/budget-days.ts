import { addKnown } from "@/lib/domain/add-known";
import type { DayPiece } from "@/lib/domain/budgets/day-pieces";
import { groupBy } from "@/lib/domain/group-by";
import { type ExchangeRates, fromPicoUsd } from "@/lib/domain/pricing/exchange-rates";
import { US_PER_MS } from "@/lib/domain/time/units";
import type { CostRow } from "../spend/read-costs";
import { billedCost } from "../spend/read-spend-days";

/** What a local day cost, as a budget counts it. */
export type BudgetDay = {
  /** In 10⁻¹² of the budget's currency; null where nothing of it is priced, or where a part of it has no rate. */
  costPico: bigint | null;
  /** Of it, what reserved capacity cost, used or not; null where none was reserved or that is not known. */
  capacityPico: bigint | null;
  /** In pico USD, whatever rates there are; null where nothing of it is priced. */
  picoUsd: bigint | null;
  /** Attempts without a price. */
  unpriced: number;
  /** UTC days within it that have a cost and no rate. */
  withoutRate: readonly string[];
};

/** What reserved capacity will cost on each local date to come, and cost on those without a rate, in 10⁻¹² of the budget's currency. */
export type Due = ReadonlyMap<string, bigint>;

type Input = { pieces: ReadonlyMap<string, DayPiece>; currency: string; rates: ExchangeRates };
type Part = Omit<BudgetDay, "withoutRate"> & { date: string; withoutRate: string | null };

/** The local days of rows of spend that are cut into pieces, each piece converted at the rate of its UTC day. */
export function addDays(rows: readonly CostRow[], input: Input): Map<string, BudgetDay> {
  const parts = rows.flatMap((row) => {
    const piece = input.pieces.get(row.label ?? "");
    return piece ? [partOf(row, piece, input)] : [];
  });
  return new Map(
    [...groupBy(parts, ({ date }) => date)].map(([date, own]) => {
      const withoutRate = own.flatMap((part) => part.withoutRate ?? []);
      const costPico = withoutRate.length > 0 ? null : addKnown(own.map((part) => part.costPico));
      const capacityPico = withoutRate.length > 0 ? null : addKnown(own.map((part) => part.capacityPico));
      const unpriced = own.reduce((sum, part) => sum + part.unpriced, 0);
      const picoUsd = addKnown(own.map((part) => part.picoUsd));
      return [date, { costPico, capacityPico, picoUsd, unpriced, withoutRate }];
    }),
  );
}

/** What a status is made of, of days that are known since an instant. What is due of capacity is known; a share of it is a cost like others. */
export function costsOf({ since, days, due }: { since: Date; days: ReadonlyMap<string, BudgetDay>; due: Due | null }) {
  const all = [...days];
  return {
    since,
    ...(due && { due, capacity: new Map(all.map(([date, { capacityPico }]) => [date, capacityPico ?? 0n])) }),
    costs: new Map(all.map(([date, { costPico }]) => [date, costPico])),
    unconverted: new Set(all.flatMap(([date, { withoutRate }]) => (withoutRate.length > 0 ? [date] : []))),
  };
}

/** What bills say in the budget's own currency, and not in dollars, needs no rate. */
function partOf(row: CostRow, { date, utcDay, from }: DayPiece, { currency, rates }: Input): Part {
  const { pico: picoUsd, capacityPico } = billedCost(row);
  const convert = (pico: bigint) => fromPicoUsd(pico, currency, from.getTime() * US_PER_MS, rates);
  const converted = picoUsd === null ? null : convert(picoUsd);
  return {
    date,
    costPico: addKnown([converted, row.otherCurrencies.get(currency) ?? null]),
    capacityPico: row.capacity && convert(capacityPico),
    picoUsd,
    unpriced: row.attempts - row.priced,
    withoutRate: picoUsd !== null && picoUsd !== 0n && converted === null ? utcDay : null,
  };
}
