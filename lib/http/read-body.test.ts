import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readBody, readText } from "./read-body";

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

test("a bomb is refused when it crosses the limit, however small it was sent", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));

  await expect(readBody(post(new Uint8Array(bomb), gzip))).rejects.toMatchObject({
    code: "TOO_LARGE",
    message: "The body may hold at most 16 MiB",
  });
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
