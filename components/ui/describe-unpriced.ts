type Unpriced = { priced_share: number | null; tokens: { input: number | null } };

/** Why some of a model's attempts have no cost. */
export function describeUnpriced({ priced_share, tokens }: Unpriced): string {
  if (tokens.input === null) return "No attempt reported usage";
  return priced_share === 0
    ? "No price for this model at this provider"
    : "Some attempts reported no usage, or started before the price";
}

/** Whether some of the attempts have no cost. */
export function isPartlyUnpriced({
  attempts,
  priced_share,
}: {
  attempts: number;
  priced_share: number | null;
}): boolean {
  return attempts > 0 && priced_share !== null && priced_share < 1;
}
