import { request as ask, createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAwayRest } from "@/app/_cli/read-away";
import { AdmissionLimit } from "@/lib/http/admission-limit";
import { withBody } from "@/lib/http/read-body";
import { defineRoute } from "@/lib/http/route";
import { answerFastPath, openFastPaths } from "./answer-fast-path";

const MAX_BYTES = 100_000;
const admission = new AdmissionLimit(100 * MAX_BYTES);
const server = createServer(async (request, response) => {
  readAwayRest(request, response, () => false);
  if (!(await answerFastPath(request, response))) response.end("another's");
});
const cutShort: string[] = [];

const endpoint = (
  method: "get" | "post",
  path: string,
  handle: (input: { request: Request }) => Response | Promise<Response>,
) =>
  Object.assign(defineRoute({ authenticate: () => undefined, handle }), { operation: { method, path, summary: path } });

beforeAll(async () => {
  openFastPaths([
    endpoint("post", "/echo", async ({ request }) => {
      const bytes = await withBody(request, { admission, maxBytes: MAX_BYTES }, (read) => read).catch(
        (error: Error) => {
          cutShort.push(error.message);
          throw error;
        },
      );
      return new Response(new Uint8Array(bytes), {
        headers: { "x-type": request.headers.get("content-type") ?? "" },
      });
    }),
    endpoint("get", "/same", () => new Response(null, { status: 304 })),
  ]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
});

const port = () => (server.address() as AddressInfo).port;
const url = (path: string) => `http://127.0.0.1:${port()}${path}`;
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(url("/echo?x=1"), { method: "POST", body, headers });

test("a body comes through whole, also packed and in chunks", async () => {
  const body = "x".repeat(70_000);

  expect(await (await post(body)).text()).toBe(body);
  expect(await (await post(new Uint8Array(gzipSync(body)), { "content-encoding": "gzip" })).text()).toBe(body);
  const chunked = await new Promise<IncomingMessage>((resolve) => {
    const request = ask(url("/echo"), { method: "POST", headers: { "content-type": "text/x" } }, resolve);
    request.write("ab");
    setTimeout(() => request.end("cd"), 20);
  });
  expect(chunked.headers).toMatchObject({ "x-type": "text/x", "content-length": "4" });
  expect(String((await chunked.toArray())[0])).toBe("abcd");
});

test("a body over the limit is refused before it has come; the rest is read away, and the connection serves on", async () => {
  const socket = connect(port(), "127.0.0.1");
  const answers: string[] = [];
  socket.on("data", (chunk: Buffer) => answers.push(chunk.toString()));
  socket.write("POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
  const chunk = `${MAX_BYTES.toString(16)}\r\n${"x".repeat(MAX_BYTES)}\r\n`;
  socket.write(chunk);
  socket.write(chunk);
  await expect.poll(() => answers.join("")).toMatch(/^HTTP\/1\.1 413 /);
  for (let more = 0; more < 20; more++) socket.write(chunk);
  socket.write("0\r\n\r\nGET /same HTTP/1.1\r\nhost: x\r\n\r\n");

  await expect.poll(() => answers.join("")).toContain("HTTP/1.1 304 ");
  socket.destroy();
});

test("a body whose sender is gone is not taken for a whole one", async () => {
  const socket = connect(port(), "127.0.0.1");
  socket.write("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nonly this");
  await delay(50);
  socket.destroy();

  await expect.poll(() => cutShort).toContain("The body is cut short");
});

test("an answer without a body has none, and other addresses are left to others", async () => {
  const same = await fetch(url("/same"));

  expect([same.status, same.headers.get("content-length")]).toEqual([304, null]);
  expect(await (await fetch(url("/same"), { method: "HEAD" })).status).toBe(200);
  expect(await (await fetch(url("/echo"))).text()).toBe("another's");
});
