import type { CanonicalValue } from "../canonical-json";

/** A value that is not what was expected, by its path, such as `totals.cost_usd`. */
export type Difference = { path: string; stated: string; found: string };

/** Where two values differ, at most so many places; rows of a list are named by what they are about. */
export function compareValues(stated: CanonicalValue, found: CanonicalValue, max = 20): Difference[] {
  const differences: Difference[] = [];
  compare(stated, found, "", differences, max);
  return differences;
}

function compare(
  stated: CanonicalValue,
  found: CanonicalValue,
  path: string,
  differences: Difference[],
  max: number,
): void {
  if (differences.length >= max) return;
  if (isObject(stated) && isObject(found)) {
    const [a, b] = [fieldsOf(stated), fieldsOf(found)];
    for (const key of new Set([...a.keys(), ...b.keys()])) {
      compare(a.get(key), b.get(key), path === "" ? key : `${path}.${key}`, differences, max);
    }
    return;
  }
  if (stated === found) return;
  differences.push({ path, stated: textOf(stated), found: textOf(found) });
}

type CanonicalObject = Extract<CanonicalValue, object>;

function isObject(value: CanonicalValue): value is CanonicalObject {
  return typeof value === "object" && value !== null;
}

function fieldsOf(value: CanonicalObject): Map<string, CanonicalValue> {
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const list: readonly CanonicalValue[] = value;
  return new Map(list.map((item, index) => [nameOf(item, index), item]));
}

/** By the names that a row is about, which are its first texts; else by its place. */
function nameOf(item: CanonicalValue, index: number): string {
  if (!isObject(item) || Array.isArray(item)) return String(index);
  const fields = new Map(Object.entries(item));
  const names = ["provider", "model", "app", "team"].flatMap((name) => {
    const value = fields.get(name);
    return typeof value === "string" ? [value] : [];
  });
  return names.length === 0 ? String(index) : `[${names.join(", ")}]`;
}

function textOf(value: CanonicalValue): string {
  if (value === undefined) return "nothing";
  return isObject(value) ? JSON.stringify(value) : String(value);
}
