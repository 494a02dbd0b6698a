/** The sum of what is known; null where nothing is. */
export function addKnown(values: readonly (bigint | null)[]): bigint | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b);
}
