import type { IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getRuntime } from "@/app/_server/runtime";
import { createFrontServer } from "./front-server";

const { server, open } = createFrontServer({ dev: false });
const handlers: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
  // As Next's adapters do: an iterator, of which somebody takes a part.
  "/api/v1/logs/helicone": async (request, response) => {
    const iterator = request.iterator({ destroyOnReturn: false });
    await iterator.next();
    response.statusCode = 413;
    response.end("enough");
  },
  "/api/v1/logs/portkey": async (request, response) => {
    request.once("data", () => request.pause());
    await delay(20);
    response.statusCode = 401;
    response.end("not you");
  },
};
beforeAll(async () => {
  getRuntime().phase = "ready";
  open(async (request, response) => {
    const handler = handlers[request.url ?? ""];
    if (handler) await handler(request, response);
    else response.end("the product");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  getRuntime().phase = "starting";
  server.closeAllConnections();
  server.close();
});

const port = () => (server.address() as AddressInfo).port;
const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port()}${path}`, init);

function converse(): { socket: Socket; said: () => string } {
  const socket = connect(port(), "127.0.0.1");
  const said: string[] = [];
  socket.on("data", (chunk: Buffer) => said.push(chunk.toString())).on("error", () => undefined);
  return { socket, said: () => said.join("") };
}

test("an address of the API that cannot be decoded is refused in its own manner", async () => {
  const response = await ask("/api/v1/policies/%ff");

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: "INVALID" } });
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("one that can be decoded goes to the product", async () => {
  expect(await (await ask("/api/v1/policies/%C3%BC%2F")).text()).toBe("the product");
});

test.each([
  ["/api/v1/policies", "DELETE", "GET, HEAD, OPTIONS"],
  ["/api/v1/policies/standard", "POST", "GET, HEAD, PUT, OPTIONS"],
  ["/api/v1/policies/stream", "PUT", "GET, HEAD, OPTIONS"],
  ["/compare", "PUT", "GET, HEAD, POST, OPTIONS"],
])("%s refuses %s and says what it takes: %s", async (path, method, allow) => {
  const response = await ask(path, { method });

  expect([response.status, response.headers.get("allow")]).toEqual([405, allow]);
});

const HEAD = "host: x\r\ncontent-type: application/json\r\n";
const PIECE = "x".repeat(100_000);
const CHUNK = `${PIECE.length.toString(16)}\r\n${PIECE}\r\n`;

test.each([
  ["/api/v1/logs/helicone", 413],
  ["/api/v1/logs/portkey", 401],
  ["/api/v1/nothing", 200],
])(
  "a body that %s leaves where it is, whoever began to read it, is read away, and the connection serves on",
  async (path, status) => {
    const { socket, said } = converse();
    socket.write(`POST ${path} HTTP/1.1\r\n${HEAD}transfer-encoding: chunked\r\n\r\n${CHUNK}${CHUNK}`);
    await expect.poll(said).toContain(`HTTP/1.1 ${status} `);
    for (let more = 0; more < 20; more++) socket.write(CHUNK);
    socket.write("0\r\n\r\nDELETE /api/v1/policies HTTP/1.1\r\nhost: x\r\n\r\n");

    await expect.poll(said).toContain("HTTP/1.1 405 ");
    socket.destroy();
  },
);

test("where the connection ends with the answer, the sender gets all of it before, however much it has yet to send", async () => {
  const { socket, said } = converse();
  let isBroken = false;
  socket.on("error", () => {
    isBroken = true;
  });
  const length = PIECE.length * 30;
  socket.write(`POST /api/v1/logs/portkey HTTP/1.1\r\n${HEAD}connection: close\r\ncontent-length: ${length}\r\n\r\n`);
  socket.write(PIECE);
  await expect.poll(said).toMatch(/^HTTP\/1\.1 401 [\s\S]*not you$/);
  for (let sent = 1; sent < 30; sent++) {
    socket.write(PIECE);
    await delay(2);
  }

  await expect.poll(() => socket.closed).toBe(true);
  expect(isBroken).toBe(false);
});

test("a sender that asks first is told to go on only by who wants the body", async () => {
  const refused = converse();
  refused.socket.write(`DELETE /api/v1/logs HTTP/1.1\r\n${HEAD}expect: 100-continue\r\ncontent-length: 9\r\n\r\n`);
  await expect.poll(refused.said).toMatch(/^HTTP\/1\.1 405 /);
  await expect.poll(() => refused.socket.closed).toBe(true);

  const wanted = converse();
  wanted.socket.write(
    `POST /api/v1/logs/helicone HTTP/1.1\r\n${HEAD}expect: 100-continue\r\ncontent-length: 9\r\n\r\n`,
  );
  await expect.poll(wanted.said).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
  wanted.socket.write("123456789");
  await expect.poll(wanted.said).toContain("HTTP/1.1 413 ");
  wanted.socket.destroy();
});

test("what is posted to a page is refused where it is larger than any form", async () => {
  const declared = await ask("/compare", { method: "POST", body: "x".repeat(1024 * 1024 + 1) });
  const small = await ask("/compare", { method: "POST", body: "x" });

  expect([declared.status, small.status]).toEqual([413, 200]);
});

test("of what is posted to pages at one time only so much is let in; what has ended gives its room back", async () => {
  handlers["/sla"] = async (request, response) => {
    if (Number(request.headers["content-length"]) === 1) response.end("done");
  };
  const small = async () => (await ask("/sla", { method: "POST", body: "x" })).status;
  const waiting = Array.from({ length: 32 }, converse);
  for (const { socket } of waiting) socket.write("POST /sla HTTP/1.1\r\nhost: x\r\ncontent-length: 1048576\r\n\r\n");

  await expect.poll(small, { timeout: 10_000 }).toBe(503);
  for (const { socket } of waiting) socket.destroy();

  await expect.poll(small, { timeout: 10_000 }).toBe(200);
});
