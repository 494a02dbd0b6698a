/** The buckets in which tokens are charged, as meters of a SKU; disjoint, so reasoning is no part of output here. */
export const TOKEN_METERS = ["input", "cached_input", "cache_write", "output", "reasoning"] as const;
export type TokenMeter = (typeof TOKEN_METERS)[number];
export type MeterTokens = Readonly<Record<TokenMeter, number>>;

/** What has no price per token: a charge of which only the amount is known, and what a known price leaves over. */
export type AmountMeter = "all" | "rest";

export const METER_NAMES: Readonly<Record<TokenMeter | AmountMeter, string>> = {
  input: "Input Tokens",
  cached_input: "Cached Input Tokens",
  cache_write: "Cache Write Tokens",
  output: "Output Tokens",
  reasoning: "Reasoning Tokens",
  all: "All Usage",
  rest: "Other Charges",
};

/** Under the names that the draft after 1.4 has for them, so that the move to it is a rename. */
export const TOKEN_DETAILS: Readonly<Record<TokenMeter, Readonly<Record<string, string>>>> = {
  input: { x_TokenDirection: "Input" },
  cached_input: { x_TokenDirection: "Input", x_TokenCacheAction: "Read" },
  cache_write: { x_TokenDirection: "Input", x_TokenCacheAction: "Write" },
  output: { x_TokenDirection: "Output" },
  reasoning: { x_TokenDirection: "Output", x_TokenKind: "Reasoning" },
};

export function sumOfMeters(tokens: MeterTokens): number {
  return TOKEN_METERS.reduce((sum, meter) => sum + tokens[meter], 0);
}
