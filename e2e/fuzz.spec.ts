import { gzipSync } from "node:zlib";
import { INTEGRATIONS } from "@/lib/contract/integrations";
import { storeLogsOperation } from "@/lib/contract/log-record";
import { storeUsageOperation } from "@/lib/contract/usage-record";
import { seededRandom } from "@/lib/domain/seeded-random";
import { expect, test } from "./fixtures";
import { API_KEY, BASE_URL } from "./server-settings";

/** FUZZ_PAYLOADS=50000 npx playwright test … fuzz.spec.ts sends more of the same. */
const PAYLOADS = Number(process.env.FUZZ_PAYLOADS ?? 2_000);
const AT_ONCE = 8;
const MIB = 1024 * 1024;
const GROWTH_MAX = 700 * MIB;

/** Our own endpoint and every integration with an address of its own. */
const PATHS = [storeLogsOperation, storeUsageOperation, ...INTEGRATIONS]
  .filter(({ method, path }) => method === "post" && !path.includes("{"))
  .map(({ path }) => path);

const random = seededRandom(20_261_126);
const below = (n: number) => Math.floor(random() * n);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;

const now = Date.now();
const span = {
  traceId: "ab".repeat(16),
  spanId: "cd".repeat(8),
  startTimeUnixNano: `${now}000000`,
  endTimeUnixNano: `${now + 5}000000`,
  attributes: [{ key: "gen_ai.operation.name", value: { stringValue: "chat" } }],
};
const SAMPLES: readonly unknown[] = [
  {
    usage: [
      { id: "u", day: "2026-03-01", provider: "openai", input_tokens: 5, cost: "1.5", currency: "USD", source: "s" },
    ],
  },
  { resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ spans: [span, span] }] }] },
  [
    {
      id: "x",
      startTime: now / 1_000,
      endTime: now / 1_000 + 1,
      model: "m",
      status: "success",
      response: { usage: {} },
      metadata: {},
    },
  ],
  {
    batch: [
      { id: "e", type: "generation-create", body: { id: "g", startTime: new Date(now).toISOString(), model: "m" } },
    ],
  },
  {
    providerRequest: { json: { model: "m" } },
    providerResponse: { json: {}, status: 200 },
    timing: { startTime: { seconds: now / 1_000 } },
  },
  { request: { body: { model: "m" } }, response: { status: 200, response_time: 5, body: {} }, metadata: {} },
  { data: { id: "g", model: "m", created_at: new Date(now).toISOString(), latency: 5, provider_responses: [{}, {}] } },
  {
    "x-request-id": "r",
    start_time: new Date(now).toISOString(),
    duration: 5,
    genai_model_name: "m",
    response_flags: "-",
  },
];
const STRANGE: readonly unknown[] = [
  ...[null, true, -1, 1e308, 1e-320, 2 ** 53, "", "\u0000", "\ud800", "NaN", [], {}, [[]], "9".repeat(400)],
  ...["1e999", "0x10", "2026-02-30T99:99:99Z", "-0", { toString: 1 }, { __proto__: null }, "a".repeat(70_000)],
];

/** A copy in which some things are something else. */
function bent(value: unknown, depth = 0): unknown {
  if (random() < 0.08) return pick(STRANGE);
  if (random() < 0.01) return nested(below(3_000));
  if (Array.isArray(value)) return value.flatMap((item) => (random() < 0.1 ? [] : [bent(item, depth + 1)]));
  if (typeof value !== "object" || value === null) return random() < 0.1 ? pick(STRANGE) : value;
  const entries = Object.entries(value).map(([key, inner]) => [
    random() < 0.03 ? pick(["__proto__", "constructor", "prototype", "toString", ""]) : key,
    bent(inner, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function payload(): { path: string; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> } {
  const path = pick(PATHS);
  const headers: Record<string, string> = { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" };
  let bytes = new Uint8Array(Buffer.from(JSON.stringify(bent(pick(SAMPLES))) ?? ""));
  if (random() < 0.02)
    bytes = new Uint8Array(Buffer.from(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`));
  if (random() < 0.01) bytes = new Uint8Array(Buffer.from("[".repeat(200_000)));
  if (random() < 0.2) bytes = bytes.slice(0, below(bytes.length + 1));
  if (random() < 0.1) for (let i = 0; i < 3 && bytes.length > 0; i++) bytes[below(bytes.length)] = below(256);
  if (path.includes("otel") && random() < 0.4) {
    headers["content-type"] = "application/x-protobuf";
    if (random() < 0.5) bytes = Uint8Array.from({ length: below(300) }, () => below(256));
  }
  if (random() < 0.1) {
    headers["content-encoding"] = "gzip";
    if (random() < 0.8) bytes = new Uint8Array(gzipSync(bytes));
  }
  return { path, headers, body: bytes };
}

async function residentBytes(): Promise<number> {
  const text = await (await fetch(`${BASE_URL}/metrics`, { headers: { authorization: `Bearer ${API_KEY}` } })).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
}

test(`${PAYLOADS.toLocaleString("en")} broken payloads to every endpoint for logs: each is answered, none is our fault, and memory stays`, async () => {
  test.setTimeout(60_000 + PAYLOADS * 30);
  const before = await residentBytes();
  const answers = new Map<number, number>();
  let left = PAYLOADS;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) {
        const { path, headers, body } = payload();
        const response = await fetch(BASE_URL + path, { method: "POST", headers, body });
        await response.arrayBuffer();
        answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
        if (response.status >= 500)
          expect([path, headers["content-type"], Buffer.from(body).toString("base64"), response.status]).toEqual([]);
      }
    }),
  );
  test.info().annotations.push({ type: "answers", description: JSON.stringify(Object.fromEntries(answers)) });

  expect((await fetch(`${BASE_URL}/api/health/live`)).status).toBe(200);
  expect((await residentBytes()) - before).toBeLessThan(GROWTH_MAX);
});
