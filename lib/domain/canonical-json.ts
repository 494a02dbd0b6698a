/** What can be written canonically: no fractions, since two programs may write one differently. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/**
 * The one JSON text of a value, by RFC 8785: keys in the order of their UTF-16 code units, no spaces. Fields that are
 * undefined are left out.
 *
 * Throws RangeError on a number that is not a safe integer, and on text that is not well-formed.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new RangeError("A lone surrogate has no canonical form");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number that JSON holds exactly`);
    return String(value);
  }
  if (value === null || value === undefined || typeof value === "boolean") return String(value ?? null);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${canonicalJson(key)}:${canonicalJson(field)}`).join(",")}}`;
}

/** Array.isArray does not narrow a readonly array. */
function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
