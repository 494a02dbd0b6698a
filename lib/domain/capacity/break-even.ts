import { divideHalfEven } from "../pricing/divide-half-even";

/** One hour in which capacity is or would be reserved, with all its use; an idle hour has no attempts. */
export type HourOfUse = {
  attempts: number;
  tokens: number;
  /** What the use costs by the token, in pico USD. */
  tokenPico: bigint;
};

/** As much of one hour's use as the reserved units take: by tokens, or by what it costs by the token in pico USD. */
type Throughput = { tokensPerHour: number } | { tokenPicoPerHour: bigint };

export type CapacityTerms = {
  /** The price of all reserved units for one hour, busy or idle, in pico USD. */
  picoPerHour: bigint;
  /** What an hour has beyond it is paid by the token. Null takes any use. */
  throughput: Throughput | null;
};

/** The cost both ways, in pico USD. Below zero the difference is what capacity saves. */
export type BothWays = { tokenPico: bigint; capacityPico: bigint; differencePico: bigint };

export type BreakEven = {
  hours: number;
  busyHours: number;
  /** Busy hours of all; null without hours. */
  busyShare: number | null;
  /** The busy share from which it pays, were busy hours to stay as they are; more than 1 never does. Null where no use has a cost. */
  paysFromShare: number | null;
  /** How full the throughput is over all hours, and from where it pays at the same cost of a token; null without a throughput. */
  utilisation: number | null;
  utilisationPaysFrom: number | null;
  pays: boolean;
  /** What the served use and the use beyond the throughput cost by the token. */
  servedTokenPico: bigint;
  spilledPico: bigint;
  /** Over the hours of the profile. */
  profile: BothWays;
  /** The same of a month of 730 hours, as clouds bill it; null without hours. */
  month: BothWays | null;
};

/** A year of 365 days, by twelve. */
export const MONTH_HOURS = 730;

/**
 * Whether capacity that is paid by the hour costs less than the same use by the token, on a profile of hours.
 *
 * Capacity costs hours × price, and use is worth busy hours × the mean of a busy hour's served use: it pays from a busy share of
 * price / that mean. An hour's use counts as spread evenly within it, so that bursts fit better here than they do.
 */
export function breakEvenOf(profile: readonly HourOfUse[], { picoPerHour, throughput }: CapacityTerms): BreakEven {
  let busyHours = 0;
  let tokenPico = 0n;
  let servedTokenPico = 0n;
  let servedUse = 0n;
  for (const hour of profile) {
    if (hour.attempts > 0) busyHours += 1;
    const served = servedOf(hour, throughput);
    tokenPico += hour.tokenPico;
    servedTokenPico += served.pico;
    servedUse += served.use;
  }
  const hours = profile.length;
  const reservedPico = picoPerHour * BigInt(hours);
  const spilledPico = tokenPico - servedTokenPico;
  const limit = limitOf(throughput);
  const both = bothWays(tokenPico, reservedPico + spilledPico);
  return {
    hours,
    busyHours,
    busyShare: ratio(BigInt(busyHours), BigInt(hours)),
    paysFromShare: ratio(picoPerHour * BigInt(busyHours), servedTokenPico),
    utilisation: limit === null ? null : ratio(servedUse, limit * BigInt(hours)),
    utilisationPaysFrom: limit === null ? null : ratio(servedUse * picoPerHour, limit * servedTokenPico),
    pays: hours > 0 && both.differencePico <= 0n,
    servedTokenPico,
    spilledPico,
    profile: both,
    month: hours === 0 ? null : bothWays(monthOf(tokenPico, hours), monthOf(reservedPico + spilledPico, hours)),
  };
}

/** The use that fits and what it costs by the token, rounded once an hour, half to even. */
function servedOf({ tokens, tokenPico }: HourOfUse, throughput: Throughput | null): { use: bigint; pico: bigint } {
  const limit = limitOf(throughput);
  const use = throughput !== null && "tokenPicoPerHour" in throughput ? tokenPico : BigInt(tokens);
  if (limit === null || use <= limit) return { use, pico: tokenPico };
  return { use: limit, pico: divideHalfEven(tokenPico * limit, use) };
}

function limitOf(throughput: Throughput | null): bigint | null {
  if (throughput === null) return null;
  return "tokensPerHour" in throughput ? BigInt(throughput.tokensPerHour) : throughput.tokenPicoPerHour;
}

function bothWays(tokenPico: bigint, capacityPico: bigint): BothWays {
  return { tokenPico, capacityPico, differencePico: capacityPico - tokenPico };
}

function monthOf(pico: bigint, hours: number): bigint {
  return divideHalfEven(pico * BigInt(MONTH_HOURS), BigInt(hours));
}

const RATIO_SCALE = 1_000_000_000n;

/** To nine decimals, half to even: what is not less stays not less. Null by nothing. */
function ratio(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number(divideHalfEven(part * RATIO_SCALE, whole)) / Number(RATIO_SCALE);
}
