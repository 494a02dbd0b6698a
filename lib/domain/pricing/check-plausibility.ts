import { t } from "@/lib/messages/translate";
import { holidayYears } from "./holiday-lists";
import { OPTIONAL_RATES, type Price } from "./price";
import { formatUsd, PICO_PER_USD } from "./usd";

type RateKey = "inputPicoPerM" | (typeof OPTIONAL_RATES)[number];
type Terms = Pick<Price, RateKey | "currency" | "feePico" | "calendar" | "validFrom">;

/** What looks wrong about a price, and may be meant all the same. */
export type PriceDoubt = {
  /** Null is the whole price. */
  rate: RateKey | "fees" | "calendar" | "validFrom" | null;
  code: string;
  message: string;
  /** Too likely a slip to be stored unless confirmed. */
  mustConfirm: boolean;
};

/** Dearest real one: 600. Above the second, a price is a slip of the unit. */
const HIGH_USD_PER_M = 200n;
const ABSURD_USD_PER_M = 700n;
/** Below this a price of input or output is likely one of a single token, or of a thousand. */
const TINY_PICO_PER_M = PICO_PER_USD / 500n;
const JUMP = 10n;
const HIGH_FEE_PICO = 10n * PICO_PER_USD;

/**
 * Slips of the unit, jumps against the version before, and parts that cost more than their whole.
 *
 * `perUsd` is what a dollar buys of the currency, in 10⁻¹²; amounts of other currencies are compared in dollars.
 */
export function checkPlausibility(
  terms: Terms,
  { before, perUsd, now }: { before: Terms | null; perUsd: bigint; now: number },
): PriceDoubt[] {
  const doubts: PriceDoubt[] = [];
  const doubt = (rate: PriceDoubt["rate"], code: string, message: string, mustConfirm = true) =>
    doubts.push({ rate, code: rate === null ? code : `${rate}:${code}`, message, mustConfirm });
  const inUsd = (pico: bigint) => (pico * PICO_PER_USD) / perUsd;

  for (const rate of ["inputPicoPerM", ...OPTIONAL_RATES] as const) {
    const pico = terms[rate];
    if (pico === null) continue;
    const usd = inUsd(pico);
    const isWhole = rate === "inputPicoPerM" || rate === "outputPicoPerM";
    if (usd > ABSURD_USD_PER_M * PICO_PER_USD) doubt(rate, "above-700", t("Is more than $700 for a million tokens"));
    else if (usd > HIGH_USD_PER_M * PICO_PER_USD) {
      doubt(rate, "above-200", t("Is more than $200 for a million tokens"), false);
    }
    if (isWhole && pico > 0n && usd < TINY_PICO_PER_M) {
      doubt(
        rate,
        "unit",
        t("Is so low that it may be the price of one token or of a thousand: give that of a million"),
      );
    }
    const old = before?.currency === terms.currency ? before[rate] : null;
    if (old && pico > 0n && (pico >= old * JUMP || pico * JUMP <= old)) {
      doubt(rate, "jump", t("Is ten times more or less than before ({price})", { price: formatUsd(old) }));
    }
  }
  checkParts(terms, doubt);
  for (const [unit, pico] of Object.entries(terms.feePico)) {
    if (inUsd(pico) > HIGH_FEE_PICO)
      doubt("fees", `${unit}-above-10`, t("The fee for one of {unit} is more than $10", { unit }));
  }
  if (terms.calendar?.holidays) {
    const years = holidayYears(terms.calendar.holidays.list);
    doubt(
      "calendar",
      "years",
      t("Holidays are known of {years} alone: other years are estimates", { years: years.join(", ") }),
      false,
    );
  }
  if (terms.validFrom < now) {
    doubt("validFrom", "past", t("Begins in the past: costs already stored stay as they are"), false);
  }
  return doubts;
}

function checkParts(
  {
    inputPicoPerM: input,
    outputPicoPerM: output,
    cachedInputPicoPerM: cached,
    cacheWritePicoPerM: write,
    feePico,
  }: Terms,
  doubt: (rate: PriceDoubt["rate"], code: string, message: string, mustConfirm?: boolean) => void,
): void {
  if (input === 0n && (output ?? 0n) === 0n && Object.keys(feePico).length === 0) {
    doubt(null, "free", t("Everything costs nothing: a free model, or a price that is not known?"));
  }
  if (output !== null && output > 0n && output < input)
    doubt("outputPicoPerM", "below-input", t("Is less than the input"));
  if (cached !== null && cached > input) doubt("cachedInputPicoPerM", "above-input", t("Is more than the input"));
  // Zero says that writing adds nothing to what input costs.
  if (write !== null && write < input) doubt("cacheWritePicoPerM", "below-input", t("Is less than the input"));
}
