import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { AdmissionLimit } from "./admission-limit";
import { withBody, withText } from "./read-body";

type Options = { maxBytes?: number; admission?: AdmissionLimit };
const readBody = (request: Request, options: Options = {}) =>
  withBody(request, { admission: new AdmissionLimit(64 * MIB), ...options }, (bytes) => bytes);
const readText = (request: Request) => withText(request, { admission: new AdmissionLimit(64 * MIB) }, (read) => read);

const MIB = 1024 * 1024;
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://localhost/", { method: "POST", body, headers });
const gzip = { "content-encoding": "gzip" };
const text = JSON.stringify({ greeting: "你好" });

test.each([
  ["plain", Buffer.from(text), {}],
  ["identity", Buffer.from(text), { "content-encoding": "identity" }],
  ["gzip", gzipSync(text), { "content-encoding": "GZIP" }],
  ["brotli", brotliCompressSync(text), { "content-encoding": "br" }],
])("a %s body reads the same", async (_, body, headers) => {
  expect(await readText(post(new Uint8Array(body), headers))).toBe(text);
});

test("no body reads as nothing", async () => {
  expect(await readBody(new Request("http://localhost/", { method: "POST" }))).toHaveLength(0);
});

test.each(["deflate", "zstd", "gzip, gzip"])("the encoding %s is unsupported", async (encoding) => {
  await expect(readBody(post("x", { "content-encoding": encoding }))).rejects.toMatchObject({ code: "UNSUPPORTED" });
});

test("a body over the limit is refused before the rest of it is read", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const request = new Request("http://localhost/", { method: "POST", body: endless, duplex: "half" } as RequestInit);

  await expect(readBody(request, { maxBytes: 5_000 })).rejects.toMatchObject({ code: "TOO_LARGE" });
  expect(pulled).toBeLessThan(10);
});

test("a declared length over the limit is refused at once", async () => {
  await expect(readBody(post("x", { "content-length": "99" }), { maxBytes: 10 })).rejects.toMatchObject({
    code: "TOO_LARGE",
  });
});

test("a packed body is refused when it crosses the limit while it is unpacked", async () => {
  const packed = gzipSync(`${randomBytes(20_000).toString("hex")}${" ".repeat(20 * MIB)}`);

  await expect(readBody(post(new Uint8Array(packed), gzip))).rejects.toMatchObject({
    code: "TOO_LARGE",
    message: "The body may hold at most 16 MiB",
  });
});

test("a small body that unpacks to more than any log is refused after a small part of it", async () => {
  const admission = new AdmissionLimit(64 * MIB);
  const bomb = new Uint8Array(brotliCompressSync(Buffer.alloc(16 * MIB, " ")));
  const read = withBody(post(bomb, { "content-encoding": "br" }), { admission }, ({ length }) => length);

  await expect(read).rejects.toMatchObject({
    code: "TOO_LARGE",
    message: "The body unpacks to more than 1000 times its size",
  });
  expect(admission.heldBytes).toBe(0);
});

test("ten thousand records that differ in nothing but their number are no bomb", async () => {
  const records = Array.from({ length: 10_000 }, (_, nth) => ({ id: `a${nth}`, model: "m", tags: ["x".repeat(400)] }));
  const body = JSON.stringify(records);

  for (const [encoding, packed] of [
    ["gzip", gzipSync(body, { level: 9 })],
    ["br", brotliCompressSync(body)],
  ] as const) {
    const read = await readText(post(new Uint8Array(packed), { "content-encoding": encoding }));
    expect(read).toBe(body);
  }
});

test("what is unpacked counts as it appears, and many small packed bodies at once stay within what is admitted", async () => {
  const admission = new AdmissionLimit(20 * MIB);
  let peak = 0;
  const packed = new Uint8Array(gzipSync(`${randomBytes(8_000).toString("hex")}${" ".repeat(7 * MIB)}`));
  const read = () =>
    withBody(post(packed, gzip), { admission }, async () => {
      peak = Math.max(peak, admission.heldBytes);
      await delay(50);
    });

  const settled = await Promise.allSettled(Array.from({ length: 12 }, read));

  const refused = settled.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  for (const one of refused) expect(one).toMatchObject({ reason: { code: "UNAVAILABLE" } });
  expect(settled.length - refused.length).toBeGreaterThanOrEqual(2);
  expect(peak).toBeLessThanOrEqual(20 * MIB);
  expect(admission.heldBytes).toBe(0);
});

test("exactly the limit passes, one byte more does not", async () => {
  expect(await readBody(post(new Uint8Array(gzipSync("12345")), gzip), { maxBytes: 25 })).toHaveLength(5);
  expect(await readBody(post("1234567890"), { maxBytes: 10 })).toHaveLength(10);
  await expect(readBody(post("12345678901"), { maxBytes: 10 })).rejects.toMatchObject({ code: "TOO_LARGE" });
});

test("a cut or damaged body is invalid", async () => {
  const whole = gzipSync(text.repeat(50));
  await expect(readBody(post(new Uint8Array(whole.subarray(0, -9)), gzip))).rejects.toMatchObject({ code: "INVALID" });
  await expect(readBody(post("not gzip", gzip))).rejects.toMatchObject({ code: "INVALID" });
  await expect(readBody(post("not br", { "content-encoding": "br" }))).rejects.toMatchObject({ code: "INVALID" });
});

test("bytes that are no UTF-8 are refused, not replaced", async () => {
  await expect(readText(post(new Uint8Array([0x22, 0xff, 0x22])))).rejects.toMatchObject({ code: "INVALID" });
});
