import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { OUTCOMES } from "@/lib/domain/outcome";
import type { Random } from "@/lib/domain/simulation/random";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { addSent, emptyTotals, type SentTotals } from "./sent-totals";

export type Batch = {
  records: readonly LogRecordInput[];
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
};

export type BatchSource = {
  totals: SentTotals;
  /** A batch to be delivered, on record as sent from now on. */
  next: (random: Random) => Batch;
};

const SIZE_MAX = 1_000;
const KNOWN_MAX = 5_000;
/** How late records are: most of them fresh, some hours, some days, a few weeks, all within raw retention. */
const LATENESS = [
  { below: 0.7, from: MINUTE_MS, to: 10 * MINUTE_MS },
  { below: 0.85, from: HOUR_MS, to: DAY_MS },
  { below: 0.95, from: DAY_MS, to: 7 * DAY_MS },
  { below: 1, from: 7 * DAY_MS, to: 40 * DAY_MS },
] as const;
const MODELS = ["deepseek-v4-flash", "qwen3-32b", "gpt-5-mini", "claude-haiku-4-5", "crash-test-unpriced"];
const TIERS = ["standard", "premium", null];

/**
 * Makes batches of 1 to 1,000 records, most of them small, in every wrapping a router may use.
 *
 * Of one in four a tenth was sent before; of one in five only the record that comes last in the table's order was.
 */
export function createBatchSource(prefix: string, nowMs: number): BatchSource {
  const totals = emptyTotals();
  const known: LogRecordInput[] = [];
  let made = 0;

  const fresh = (random: Random, startedAtMs: number): LogRecordInput => {
    const record = makeRecord(random, `${prefix}-${(made++).toString(36)}`, startedAtMs);
    addSent(totals, record);
    known[made % KNOWN_MAX] = record;
    return record;
  };
  const late = (random: Random) => fresh(random, nowMs - lateness(random));
  const again = (random: Random) => pick(random, known);

  return {
    totals,
    next: (random) => {
      const size = Math.floor(Math.exp(random.between(0, Math.log(SIZE_MAX + 1))));
      const kind = random.next();
      const last = kind < 0.2 ? again(random) : undefined;
      if (last) {
        const endMs = Date.parse(last.started_at);
        const before = times(size - 1, () => fresh(random, endMs - Math.ceil(random.between(1, HOUR_MS))));
        return wrap(random, [...before, last]);
      }
      const repeated = kind < 0.45 ? times(Math.ceil(size / 10), () => again(random) ?? late(random)) : [];
      return wrap(random, [...times(size - repeated.length, () => late(random)), ...repeated]);
    },
  };
}

function makeRecord(random: Random, id: string, startedAtMs: number): LogRecordInput {
  const outcome = random.chance(0.8) ? "ok" : pick(random, OUTCOMES);
  const hasUsage = random.chance(0.9);
  return {
    id,
    started_at: new Date(startedAtMs).toISOString(),
    model: pick(random, MODELS) ?? "",
    duration_ms: Math.round(random.logNormal(800, 0.8)),
    ...(random.chance(0.5) && { ttft_ms: Math.round(random.logNormal(200, 0.5)) }),
    outcome: outcome ?? "ok",
    final: random.chance(0.9),
    tier: pick(random, TIERS) ?? null,
    region: random.chance(0.5) ? "us-east-1" : "eu-central-1",
    // A name never met before needs a code of its own, which commits by itself.
    app: random.chance(0.001) ? `app-of-${id}` : "chat",
    ...(hasUsage && {
      input_tokens: Math.floor(random.between(0, 5_000)),
      output_tokens: Math.floor(random.between(0, 900)),
    }),
  };
}

function wrap(random: Random, records: LogRecordInput[]): Batch {
  const lines = random.chance(0.3);
  const text = lines ? records.map((record) => JSON.stringify(record)).join("\n") : JSON.stringify(records);
  const type = lines ? "application/x-ndjson" : "application/json";
  const encoding = random.next();
  if (encoding > 0.4) return { records, body: Buffer.from(text), headers: { "content-type": type } };
  const [name, pack] = encoding > 0.1 ? (["gzip", gzipSync] as const) : (["br", brotli] as const);
  return { records, body: pack(text), headers: { "content-type": type, "content-encoding": name } };
}

// The usual quality takes a second for a large batch, in which nobody posts.
function brotli(text: string): Uint8Array<ArrayBuffer> {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}

function lateness(random: Random): number {
  const at = random.next();
  const band = LATENESS.find(({ below }) => at < below) ?? LATENESS[0];
  return Math.floor(random.between(band.from, band.to));
}

function pick<T>(random: Random, values: readonly T[]): T | undefined {
  return values[Math.floor(random.next() * values.length)];
}

function times<T>(n: number, make: () => T): T[] {
  return Array.from({ length: Math.max(0, n) }, make);
}
