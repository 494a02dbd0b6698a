import type { BillBucket } from "@/lib/domain/reconciliation/bill-buckets";

/** What the name of a meter says: what is charged, in which service tier, and what is left as a model's name. */
export type Meter = { bucket: BillBucket | null; tier: string | null; model: string | null };

const words = (text: string) => new Set(text.split(" "));
const CACHE = words("cache cached caching cch cchd cachewrite cacheread cachecreation");
const WRITE = words("write writes creation written wrt cachewrite cachecreation ephemeral");
const OUTPUT = words("output outputs outpt outp opt out completion completions generated");
const INPUT = words("input inputs inpt inp in prompt prompts uncached");
const OTHER = words(
  "search searches session sessions storage image images video videos hour hours hr ptu ptus call calls request requests execution second seconds character characters page pages tool tools web",
);
const TOKENS = words("token tokens");
const TIERS: ReadonlyMap<string, string> = new Map([
  ["batch", "batch"],
  ["flex", "flex"],
  ["priority", "priority"],
  ["pp", "priority"],
]);
/** What a meter's name says beside its model. */
const NO_MODEL = new Set([
  ...CACHE,
  ...WRITE,
  ...OUTPUT,
  ...INPUT,
  ...TOKENS,
  ...TIERS.keys(),
  "read",
  "no",
  "reasoning",
  "usage",
  "of",
  "per",
  "1m",
  "1k",
  "5m",
  "1h",
  "text",
  "count",
]);

// A bill has few meters and many rows. Beyond this many the memory starts anew.
const METERS_MAX = 5_000;
const known = new Map<string, Meter>();

/** Reads the name of a meter or line item, such as "cached input", "gpt-4o-0806-Inp-glbl Tokens" or "InputTokenCount". */
export function meterOf(name: string): Meter {
  const found = known.get(name);
  if (found) return found;
  if (known.size >= METERS_MAX) known.clear();
  const meter = readMeter(name);
  known.set(name, meter);
  return meter;
}

function readMeter(name: string): Meter {
  const text = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  const found = new Set(text.toLowerCase().split(/[^a-z0-9]+/));
  const has = (names: ReadonlySet<string>) => [...names].some((word) => found.has(word));
  const tier = [...TIERS].find(([word]) => found.has(word))?.[1] ?? null;
  return { bucket: findBucket(found, has), tier, model: modelOf(text) };
}

function findBucket(found: ReadonlySet<string>, has: (names: ReadonlySet<string>) => boolean): BillBucket | null {
  if (found.has("storage")) return "other";
  const isUncached = found.has("uncached") || (found.has("no") && has(CACHE));
  if (has(CACHE) && !isUncached) return has(WRITE) ? "cache_write" : "cached_input";
  if (has(OUTPUT) || found.has("reasoning")) return "output";
  if (has(INPUT)) return "input";
  if (has(OTHER)) return "other";
  return has(TOKENS) ? "all" : null;
}

/** What is left without the words of a meter, if any of it can name a model. */
function modelOf(text: string): string | null {
  const words = text
    .replaceAll(/[A-Za-z0-9]+/g, (word) => (NO_MODEL.has(word.toLowerCase()) ? "" : word))
    .replaceAll(/[\s,]+/g, " ")
    .replaceAll(/[-_.]{2,}/g, "-")
    .replaceAll(/-? -?/g, " ");
  const left = withoutMarks(words);
  return /[a-z]/i.test(left) && left.length > 1 ? left : null;
}

const MARKS = " _.:-";

/** A text without the marks at its ends. */
function withoutMarks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && MARKS.includes(text.charAt(from))) from++;
  while (to > from && MARKS.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
