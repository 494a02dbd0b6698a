import type { ImportRow } from "@/lib/contract/price-import";
import { RATE_FIELDS, stepsInput } from "@/lib/contract/price-terms";
import { toPriceWarning } from "@/lib/contract/price-warnings";
import { asksTheSame, stepsKey } from "@/lib/domain/price-import/changed-terms";
import type { DiffedQuote } from "@/lib/domain/price-import/diff-quotes";
import type { PriceQuote, RefusedQuote } from "@/lib/domain/price-import/quote";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";
import { describeConditions } from "@/lib/domain/pricing/describe-conditions";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";

type Decided = { leftOut: ReadonlySet<string>; confirmed: ReadonlySet<string> };
type Amounts = Omit<PriceQuote, "row" | "validFrom" | "notImported">;

/** What becomes of a quote, as answers have it. */
export function toImportRow({ quote, kind, startsAt, before, ...diffed }: DiffedQuote, decided: Decided): ImportRow {
  const { contract } = diffed;
  return {
    ...{ row: quote.row, kind, provider: quote.provider, model: quote.model },
    ...{ standing: quote.standing, when: describeConditions(quote), currency: quote.currency },
    starts_at: formatInstantUs(startsAt),
    changes: kind === "unchanged" ? [] : changesOf(before, quote),
    replaces: before && {
      ...{ id: Number(before.id), valid_from: formatInstantUs(before.validFrom) },
      ...{ source: before.source, created_by: before.createdBy },
    },
    warnings: diffed.doubts.map(toPriceWarning),
    refusals: [...diffed.refusals],
    contract: contract && {
      ...{ id: Number(contract.id), input: formatUsd(contract.inputPicoPerM) },
      ...{ output: formatUsdOrNull(contract.outputPicoPerM), differs: !asksTheSame(contract, quote) },
    },
    not_imported: [...quote.notImported],
    is_left_out: decided.leftOut.has(quote.row),
    is_confirmed: decided.confirmed.has(quote.row),
  };
}

/** What could not be read as a price. */
export function toRefusedRow({ row, provider, model, field, message }: RefusedQuote, decided: Decided): ImportRow {
  return {
    ...{ row, kind: "refused", provider, model, standing: "list", when: [], currency: "" },
    ...{ starts_at: null, changes: [], replaces: null, warnings: [], contract: null, not_imported: [] },
    refusals: [{ field, message }],
    is_left_out: decided.leftOut.has(row),
    is_confirmed: false,
  };
}

function changesOf(before: Amounts | null, after: Amounts): ImportRow["changes"] {
  const fields: [field: string, text: (price: Amounts) => string | null][] = [
    ...Object.entries(RATE_FIELDS).map(([name, field]): (typeof fields)[number] => [
      `rates.${name}`,
      (price) => formatUsdOrNull(price[field]),
    ]),
    ...FEE_UNITS.map((unit): (typeof fields)[number] => [
      `fees.${unit}`,
      ({ feePico }) => formatUsdOrNull(feePico[unit] ?? null),
    ]),
    ["steps", (price) => (stepsKey(price) === "" ? null : JSON.stringify(stepsInput([...price.steps])))],
    ["currency", ({ currency }) => currency],
  ];
  return fields.flatMap(([field, text]) => {
    const change = { field, before: before && text(before), after: text(after) };
    return change.before === change.after || (before === null && field === "currency") ? [] : [change];
  });
}
