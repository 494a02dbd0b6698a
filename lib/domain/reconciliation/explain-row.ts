import { absolute, isNear, within } from "../parity/measures";
import { isAdjustment } from "./bill-buckets";
import { type BilledSide, type OwnSide, specialTiers } from "./bill-groups";
import { type BillRow, lesser } from "./bill-row";

/** A millionth of a dollar: what the split of a cost into buckets may leave. */
const SPLIT_ROUNDING_PICO = 1_000_000n;
/** By how much the rate of a bill may be off that of the day. */
const RATE_THOUSANDTHS = 50n;
const RATIO_THOUSANDTHS = 10n;

/** Explains what concerns a row alone, once what it shares with others is explained. */
export function explainRow(row: BillRow): void {
  const { bucket } = row.group;
  if (isAdjustment(bucket)) {
    row.explain(bucket, row.rest);
    return;
  }
  if (bucket === "other" && row.group.own === null) {
    row.explain("fees", row.rest);
    return;
  }
  explainUnpriced(row);
  explainQuantity(row);
  explainPrice(row);
}

/** Attempts here whose cost is not known: at what the bill charges a token, else at what other attempts cost. */
function explainUnpriced(row: BillRow): void {
  const { own, billed } = row.group;
  if (own === null || own.tokens === own.pricedTokens || billed === null) return;
  const unpriced = own.tokens - own.pricedTokens;
  if (billed.tokens !== null && billed.tokens > 0n && row.billedPico !== null) {
    const used = lesser(unpriced, billed.tokens);
    row.explain("unpriced", within((row.billedPico * used) / billed.tokens, row.rest));
  } else row.explain("unpriced", own.pricedTokens === 0n ? row.rest : within(row.priceOf(unpriced), row.rest));
}

/** Usage of which one side has more, at the price here; first as much of it as is estimated. */
function explainQuantity(row: BillRow): void {
  const { own, billed } = row.group;
  const tokens = row.tokenRest;
  if (tokens === 0n) return;
  if (billed === null) {
    row.explain("not_on_bill", row.rest, tokens ?? 0n);
    return;
  }
  if (own === null) {
    row.explain(row.rest < 0n ? "credit" : "not_routed", row.rest, tokens ?? 0n);
    return;
  }
  if (tokens === null) {
    // Without quantities, what is estimated here is the only part that surely may be too much.
    if (row.rest < 0n) row.explain("estimated", within(-own.estimatedPicoUsd, row.rest));
    return;
  }
  const worth = row.priceOf(tokens);
  if (absolute(worth) <= SPLIT_ROUNDING_PICO) {
    row.explain("rounding", worth, tokens);
    return;
  }
  const limit = worth > 0n ? own.estimatedPicoUsd : -own.estimatedPicoUsd;
  const estimated = within(limit, worth);
  row.explain("estimated", estimated, estimated === worth ? tokens : 0n);
  row.explain(worth > 0n ? "not_routed" : "not_on_bill", worth - estimated, row.tokenRest ?? 0n);
}

/** What the same usage is charged at another price. */
function explainPrice(row: BillRow): void {
  const { own, billed } = row.group;
  if (billed === null || row.rest === 0n) return;
  if (billed.listPicoUsd !== null && billed.picoUsd !== null) {
    row.explain("discount", within(billed.picoUsd - billed.listPicoUsd, row.rest));
  }
  const rest = row.rest;
  if (rest === 0n) return;
  if (absolute(rest) <= billed.roundingPicoUsd + SPLIT_ROUNDING_PICO) {
    row.explain("rounding", rest);
    return;
  }
  const isCounted = billed.tokens !== null && billed.tokens > 0n;
  if (isOtherTier(row) || (isCounted && isHalfOrDouble(row))) {
    row.explain("service_tier", rest);
    return;
  }
  if (own && isConverted(own, billed) && isNear(row.ownPico, row.ownPico + rest, RATE_THOUSANDTHS)) {
    row.explain("currency_rate", rest);
    return;
  }
  if (isCounted) row.explain("price", rest);
}

/** The price here is in a currency that the bill is not in. */
function isConverted(own: OwnSide, billed: BilledSide): boolean {
  const currencies = billed.amounts.map(({ currency }) => currency);
  return currencies.length > 0 && own.currencies.some((currency) => !currencies.includes(currency));
}

/** The bill names a tier that attempts do not, or the other way round; of a bill that names none, nothing is known. */
function isOtherTier({ group: { own, billed } }: BillRow): boolean {
  if (!own || !billed || billed.tiers.length === 0) return false;
  const [there, here] = [specialTiers(billed.tiers), specialTiers(own.tiers)];
  return there.some((tier) => !here.includes(tier)) || here.some((tier) => !there.includes(tier));
}

/** Batch and flex cost half in most lists, priority double. */
function isHalfOrDouble(row: BillRow): boolean {
  const { own, billed } = row.group;
  if (!own || !billed || billed.tiers.length > 0 || !row.unitPrice || billed.tokens === null) return false;
  const [there, expected] = [row.billedPico ?? 0n, row.priceOf(billed.tokens)];
  return [2n * there, there].some((value, index) =>
    isNear(value, index === 0 ? expected : 2n * expected, RATIO_THOUSANDTHS),
  );
}
