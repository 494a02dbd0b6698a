import { CALL_UNITS, type FeeUnit } from "./call-units";
import { chargingOf, type Rate } from "./charging";
import type { Price, RateName } from "./price";
import type { TokenUsage } from "./token-usage";
import type { UsageParts } from "./usage-parts";

/** Tokens or units of one kind, and what the price asks for them. */
export type Charge = Rate & {
  kind: RateName | FeeUnit;
  quantity: number;
  isFee: boolean;
  /** Of a graduated price: the tokens of the input above which this charge begins. */
  aboveTokens: number | null;
};

export type Charges = {
  charges: Charge[];
  /** The price has an amount for less than all that was used. */
  estimated: boolean;
};

/**
 * What a price charges for what was used.
 *
 * Audio and images count as uncached as far as that reaches, unless it is known how much was cached. In a graduated price the
 * cached part of an input lies at its beginning and the written part next, as caches hold prefixes.
 */
export function listCharges(
  price: Price,
  { usage, parts, withOutput }: { usage: TokenUsage; parts: UsageParts; withOutput: boolean },
): Charges {
  const { rates } = chargingOf(price);
  const charges: Charge[] = [];
  const split = splitInput(usage, parts, price.imageInputPicoPerM !== null);
  add(charges, "audioInput", split.audio, rates.audioInput);
  add(charges, "cachedAudioInput", split.cachedAudio, rates.cachedAudioInput);
  add(charges, "imageInput", split.image, rates.imageInput);
  const isGraduated = price.steps.length > 0;
  if (!isGraduated || parts.attempts !== 1) {
    add(charges, "input", split.uncached, rates.input);
    add(charges, "cachedInput", split.cached, rates.cachedInput);
    add(charges, "cacheWrite", split.write, rates.cacheWrite);
    add(charges, "cacheWrite1h", split.write1h, rates.cacheWrite1h);
  } else addSteps(charges, price, split);

  if (withOutput) {
    const reasoning = Math.min(usage.reasoning, usage.output);
    const audio = Math.min(parts.audioOutput, usage.output - reasoning);
    const image = Math.min(parts.imageOutput, usage.output - reasoning - audio);
    add(charges, "output", usage.output - reasoning - audio - image, rates.output);
    add(charges, "reasoning", reasoning, rates.reasoning);
    add(charges, "audioOutput", audio, rates.audioOutput);
    add(charges, "imageOutput", image, rates.imageOutput);
  }
  const fees = listFees(price, parts, withOutput);
  for (const fee of fees.charges) charges.push(fee);
  const isBandGuessed = isGraduated && parts.attempts !== 1;
  const isWriteGuessed = split.write1h > 0 && price.cacheWritePicoPerM !== null && price.cacheWrite1hPicoPerM === null;
  return { charges, estimated: fees.estimated || isBandGuessed || isWriteGuessed || split.guessed };
}

/** The fees for what a call used beside tokens, and for the call. */
export function listFees(price: Price, { units, attempts }: UsageParts, withOutput: boolean): Charges {
  const charges: Charge[] = [];
  let estimated = false;
  if (units !== null) {
    for (const unit of CALL_UNITS) if ((units[unit] ?? 0) > 0 && price.feePico[unit] === undefined) estimated = true;
  }
  for (const { chargedAs: unit, pico, eachPico } of chargingOf(price).fees) {
    const quantity = unit === "attempts" ? attempts : (units?.[unit] ?? 0);
    if (quantity === null) estimated = true;
    else if (quantity > 0 && withOutput) {
      charges.push({ kind: unit, chargedAs: unit, quantity, pico, eachPico, isFee: true, aboveTokens: null });
    }
  }
  return { charges, estimated };
}

function add(charges: Charge[], kind: RateName, quantity: number, rate: Rate, aboveTokens: number | null = null): void {
  if (quantity <= 0) return;
  const { chargedAs, pico, eachPico } = rate;
  charges.push({ kind, chargedAs, quantity, pico, eachPico, isFee: false, aboveTokens });
}

type Split = Record<"uncached" | "cached" | "write" | "write1h" | "audio" | "cachedAudio" | "image", number> & {
  guessed: boolean;
};

function splitInput(usage: TokenUsage, parts: UsageParts, hasImagePrice: boolean): Split {
  let { uncachedInput: uncached, cachedInput: cached } = usage;
  let write1h = Math.min(parts.cacheWrite1h, usage.cacheWrite);
  let write = usage.cacheWrite - write1h;
  const hasCache = cached + write + write1h > 0;

  const saidCached = Math.min(parts.cachedAudioInput ?? 0, parts.audioInput, cached);
  const fromUncached = Math.min(parts.audioInput - saidCached, uncached);
  const overflow = Math.min(parts.audioInput - saidCached - fromUncached, cached - saidCached);
  uncached -= fromUncached;
  cached -= saidCached + overflow;
  const rest = parts.audioInput - saidCached - fromUncached - overflow;
  const fromWrite = Math.min(rest, write);
  const fromWrite1h = Math.min(rest - fromWrite, write1h);
  write -= fromWrite;
  write1h -= fromWrite1h;
  // Images without a price of their own count as the text among which they are.
  const image = hasImagePrice ? Math.min(parts.imageInput, uncached) : 0;
  const isAudioGuessed = parts.audioInput > 0 && parts.cachedAudioInput === null && hasCache;
  const isImageGuessed = parts.imageInput > 0 && (!hasImagePrice || hasCache);
  return {
    uncached: uncached - image,
    cached,
    write,
    write1h,
    audio: fromUncached + fromWrite + fromWrite1h,
    cachedAudio: saidCached + overflow,
    image,
    guessed: isAudioGuessed || isImageGuessed,
  };
}

function addSteps(charges: Charge[], price: Price, { cached, write, write1h, uncached }: Split): void {
  const { bands } = chargingOf(price);
  const inOrder = [
    ["cachedInput", cached],
    ["cacheWrite", write],
    ["cacheWrite1h", write1h],
    ["input", uncached],
  ] as const;
  let at = 0;
  for (const [kind, quantity] of inOrder) {
    for (const [place, { aboveTokens, rates }] of bands.entries()) {
      const from = Math.max(at, aboveTokens);
      const to = Math.min(at + quantity, bands[place + 1]?.aboveTokens ?? Number.POSITIVE_INFINITY);
      add(charges, kind, to - from, rates[kind], aboveTokens);
    }
    at += quantity;
  }
}
