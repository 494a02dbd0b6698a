import { randomUUID } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const JSON_TYPE = { "content-type": "application/json" };
const ndjson = { "content-type": "application/x-ndjson" };

test("a batch is stored once, however often it is sent and in whatever wrapping", async ({ router }) => {
  const records = Array.from({ length: 5 }, () => logRecord());

  const first = await router.post("/api/v1/logs", { data: records });
  expect(first.status()).toBe(200);
  expect(await first.json()).toEqual({ accepted: 5, duplicates: 0, rejected: [] });

  const wrapped = await router.post("/api/v1/logs", { data: { logs: records } });
  expect(await wrapped.json()).toMatchObject({ accepted: 0, duplicates: 5 });
  for (const [encoding, compress] of [
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const) {
    const reply = await router.post("/api/v1/logs", {
      headers: { ...ndjson, "content-encoding": encoding },
      data: compress(records.map((record) => JSON.stringify(record)).join("\n")),
    });
    expect(await reply.json()).toMatchObject({ accepted: 0, duplicates: 5 });
  }
});

test("one bad record never spoils the others, and each is told by field and index", async ({ router }) => {
  const reply = await router.post("/api/v1/logs", {
    data: [
      logRecord(),
      { ...logRecord({ id: "naive" }), started_at: "2026-03-01T12:00:00" },
      { ...logRecord({ id: "negative" }), input_tokens: -1 },
      { ...logRecord({ id: "unknown" }), prompt: "hello" },
      { ...logRecord({ id: "absurd" }), output_tokens: 1e15 },
      { ...logRecord({ id: "types" }), duration_ms: "fast" },
      "not a record",
      { ...logRecord({ id: "future" }), started_at: new Date(Date.now() + 600_000).toISOString() },
      logRecord(),
    ],
  });

  expect(reply.status()).toBe(200);
  const body = await reply.json();
  expect(body).toMatchObject({ accepted: 2, duplicates: 0 });
  const errors = body.rejected.map((r: { index: number; id: string; errors: { path: string }[] }) => [
    r.index,
    r.id,
    r.errors[0]?.path,
  ]);
  expect(errors).toEqual([
    [1, "naive", "started_at"],
    [2, "negative", "input_tokens"],
    [3, "unknown", "prompt"],
    [4, "absurd", "output_tokens"],
    [5, "types", "duration_ms"],
    [6, null, ""],
    [7, "future", "started_at"],
  ]);
});

test("all rejected is 422, and a broken NDJSON line is refused by itself", async ({ router }) => {
  const all = await router.post("/api/v1/logs", { data: [{ id: "x" }] });
  expect(all.status()).toBe(422);
  expect((await all.json()).rejected).toHaveLength(1);

  const lines = await router.post("/api/v1/logs", {
    headers: ndjson,
    data: `${JSON.stringify(logRecord())}\n{"id": broken\n${JSON.stringify(logRecord())}\n`,
  });
  expect(lines.status()).toBe(200);
  expect(await lines.json()).toMatchObject({ accepted: 2, rejected: [{ index: 1 }] });
});

const bodies: [string, number, Record<string, string>, () => string | Buffer][] = [
  ["malformed JSON", 400, JSON_TYPE, () => '[{"id":'],
  ["a number", 400, JSON_TYPE, () => "5"],
  ["invalid UTF-8", 400, JSON_TYPE, () => Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d])],
  [
    "truncated gzip",
    400,
    { ...JSON_TYPE, "content-encoding": "gzip" },
    () => gzipSync("[]".repeat(999)).subarray(0, 20),
  ],
  ["an unknown encoding", 415, { ...JSON_TYPE, "content-encoding": "zstd" }, () => "[]"],
  ["17 MiB", 413, JSON_TYPE, () => Buffer.alloc(17 * 1024 * 1024, 0x20)],
  [
    "a zip bomb",
    413,
    { ...JSON_TYPE, "content-encoding": "gzip" },
    () => gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20)),
  ],
  ["10,001 records", 413, JSON_TYPE, () => JSON.stringify(Array.from({ length: 10_001 }, () => ({ id: "x" })))],
];
for (const [name, status, headers, body] of bodies) {
  test(`${name} is answered ${status} with an error body`, async ({ router }) => {
    const reply = await router.post("/api/v1/logs", { headers, data: body() });
    expect(reply.status()).toBe(status);
    expect((await reply.json()).error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });
}

test("nobody posts or reads without a credential, nor with the wrong one", async ({ stranger, router }) => {
  expect((await stranger.post("/api/v1/logs", { data: [] })).status()).toBe(401);
  expect((await stranger.get("/api/v1/stats/models")).status()).toBe(401);
  expect((await stranger.get("/api/health/live")).status()).toBe(200);

  const created = await router.post("/api/v1/keys", { data: { name: uniqueName("reader"), scopes: ["metrics:read"] } });
  expect(created.status()).toBe(201);
  const headers = { authorization: `Bearer ${(await created.json()).key}` };
  expect((await stranger.get("/api/v1/stats/models", { headers })).status()).toBe(200);
  expect((await stranger.post("/api/v1/logs", { headers, data: [logRecord()] })).status()).toBe(403);
});

test("an accepted record is in the next answer, and an unknown model is shown as unpriced", async ({ router }) => {
  const model = uniqueName("unheard-of");
  await router.post("/api/v1/logs", { data: [logRecord({ model, id: randomUUID() })] });

  const stats = await (await router.get("/api/v1/stats/models", { params: { window: "1h", model } })).json();
  expect(stats.models).toHaveLength(1);
  expect(stats.models[0]).toMatchObject({ model, provider: "unknown", attempts: 1, cost_usd: null, priced_share: 0 });
});
