import { FEE_UNITS, type FeeUnit } from "./call-units";
import type { Price, RateName } from "./price";

/** What is asked for tokens or units of a kind. */
export type Rate = {
  /** Whose price it is: another kind's where there is none of its own. */
  chargedAs: RateName | FeeUnit;
  /** Of a million tokens, or of one unit; in 10⁻¹² of the price's currency. Null has no price. */
  pico: bigint | null;
  /** The same of one token or unit, where that is whole and exact in a number. */
  eachPico: number | null;
};

type Rates = Record<RateName, Rate>;
type Charging = {
  rates: Rates;
  /** By size of the input, the first from 0 on. */
  bands: { aboveTokens: number; rates: Rates }[];
  fees: (Rate & { chargedAs: FeeUnit })[];
};

const TOKENS_PER_M = 1_000_000n;
// Prices are immutable, and a batch has few of them and many attempts.
const chargingByPrice = new WeakMap<Price, Charging>();

/** Everything a price asks for, worked out once. */
export function chargingOf(price: Price): Charging {
  const known = chargingByPrice.get(price);
  if (known) return known;
  const rates = ratesOf(price);
  const steps = price.steps.map((step) => ({
    aboveTokens: step.aboveTokens,
    rates: ratesOf({ ...price, cacheWrite1hPicoPerM: null, ...step }),
  }));
  const fees = FEE_UNITS.flatMap((unit) => {
    const pico = price.feePico[unit];
    return pico === undefined ? [] : [{ chargedAs: unit, pico, eachPico: exactNumber(pico) }];
  });
  const charging = { rates, bands: [{ aboveTokens: 0, rates }, ...steps], fees };
  chargingByPrice.set(price, charging);
  return charging;
}

/** What each kind is charged at: its own price, or that of what it is a part of. */
function ratesOf(price: Price): Rates {
  const rate = (chargedAs: RateName, pico: bigint | null): Rate => {
    return {
      chargedAs,
      pico,
      eachPico: pico !== null && pico % TOKENS_PER_M === 0n ? exactNumber(pico / TOKENS_PER_M) : null,
    };
  };
  const own = (kind: RateName, pico: bigint | null, whole: Rate) => (pico === null ? whole : rate(kind, pico));
  const input = rate("input", price.inputPicoPerM);
  const output = rate("output", price.outputPicoPerM);
  const cacheWrite = own("cacheWrite", price.cacheWritePicoPerM, input);
  const audioInput = rate("audioInput", price.audioInputPicoPerM);
  return {
    input,
    cachedInput: own("cachedInput", price.cachedInputPicoPerM, input),
    cacheWrite,
    cacheWrite1h: own("cacheWrite1h", price.cacheWrite1hPicoPerM, cacheWrite),
    audioInput,
    cachedAudioInput: own("cachedAudioInput", price.cachedAudioInputPicoPerM, audioInput),
    imageInput: own("imageInput", price.imageInputPicoPerM, input),
    output,
    reasoning: own("reasoning", price.reasoningPicoPerM, output),
    audioOutput: rate("audioOutput", price.audioOutputPicoPerM),
    imageOutput: rate("imageOutput", price.imageOutputPicoPerM),
  };
}

function exactNumber(pico: bigint): number | null {
  const number = Number(pico);
  return Number.isSafeInteger(number) ? number : null;
}
