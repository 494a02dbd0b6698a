import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, logRecord, test } from "./fixtures";
import { RawConnection } from "./raw-connection";
import { API_KEY, PORT } from "./server-settings";

const KEY = `authorization: Bearer ${API_KEY}\r\n`;
const WRONG_KEY = `authorization: Bearer ${"x".repeat(40)}\r\n`;
const JSON_TYPE = "content-type: application/json\r\n";
const LARGE = 24 * 1024 * 1024;
const LIVE = "GET /api/health/live HTTP/1.1\r\nhost: localhost\r\n\r\n";

const REFUSED_UPLOADS: [what: string, request: string, headers: string, status: number][] = [
  ["a post of logs with a wrong key", "POST /api/v1/logs", WRONG_KEY, 401],
  ["a post of logs that is too large", "POST /api/v1/logs", KEY + JSON_TYPE, 413],
  ["a post of logs in an unknown encoding", "POST /api/v1/logs", `${KEY}content-encoding: zstd\r\n`, 415],
  ["an export of traces with a wrong key", "POST /api/otel/v1/traces", WRONG_KEY, 401],
  ["an export of metrics, which is not stored", "POST /api/otel/v1/metrics", KEY, 200],
  ["a batch of another tool with a wrong key", "POST /api/v1/logs/helicone", WRONG_KEY, 401],
  ["a batch of another tool that is too large", "POST /api/v1/logs/helicone", KEY, 413],
  ["a batch for Langfuse that is too large", "POST /api/public/ingestion", KEY, 413],
  ["a heartbeat that is too large", "POST /api/v1/routers/heartbeat", KEY + JSON_TYPE, 413],
  ["a policy with a wrong key", "PUT /api/v1/policies/standard", WRONG_KEY, 401],
  ["a policy that is too large", "PUT /api/v1/policies/standard", KEY + JSON_TYPE, 413],
  ["rows of a file without a key", "POST /api/v1/imports/1/chunks", "", 401],
  ["rows of a file that are too many", "POST /api/v1/imports/1/chunks", KEY, 413],
  ["a sign-in that is too large", "POST /api/auth/sign-in/email", JSON_TYPE, 413],
  ["an address of sign-in that is not open", "POST /api/auth/sign-up/email", JSON_TYPE, 404],
  ["an address of the API that does not exist", "POST /api/v1/nothing", KEY, 404],
  ["an address that takes no post", "POST /api/v1/requests", KEY, 405],
  ["a page", "POST /compare", "content-type: text/plain\r\n", 413],
  ["a page that does not exist", "POST /nothing/here", "", 413],
  ["a script of the build", "POST /_next/static/chunks/none.js", "", 405],
  ["a question with a body", "GET /api/v1/policies", KEY, 200],
];

for (const framing of ["content-length", "chunked"] as const) {
  for (const [what, request, headers, status] of REFUSED_UPLOADS) {
    // Of a page's chunked body nobody knows how long it is, and Next answers without reading it.
    const isPage = request.startsWith("POST /compare") || request.startsWith("POST /nothing");
    test(`after the upload to ${what} (${framing}) the connection serves on, or is closed after the answer`, async () => {
      const connection = await RawConnection.open(PORT);
      await sendUpload(connection, `${request} HTTP/1.1\r\nhost: localhost\r\n${headers}`, framing);

      const answer = await connection.answer(20_000);
      expect(answer?.status).toBe(isPage && framing === "chunked" ? answer?.status : status);
      expect(answer).not.toBeNull();
      if (!connection.isClosed) await connection.send(LIVE);
      const next = await connection.answer(10_000);

      expect(next?.status === 200 || (connection.isClosed && answer?.headers.connection === "close")).toBe(true);
      connection.close();
    });
  }
}

async function sendUpload(connection: RawConnection, head: string, framing: "content-length" | "chunked") {
  const piece = Buffer.alloc(1024 * 1024, " ");
  if (framing === "content-length") {
    await connection.send(`${head}content-length: ${LARGE}\r\n\r\n`);
    for (let sent = 0; sent < LARGE && !connection.isClosed; sent += piece.length) await connection.send(piece);
    return;
  }
  await connection.send(`${head}transfer-encoding: chunked\r\n\r\n`);
  for (let sent = 0; sent < LARGE && !connection.isClosed; sent += piece.length) {
    await connection.send(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]));
  }
  await connection.send("0\r\n\r\n");
}

test("who asks before sending is not told to send what would be refused, and else is told to", async () => {
  const refused = await RawConnection.open(PORT);
  await refused.send(
    `POST /api/v1/logs HTTP/1.1\r\nhost: x\r\n${WRONG_KEY}expect: 100-continue\r\ncontent-length: 900000\r\n\r\n`,
  );
  expect((await refused.answer())?.status).toBe(401);
  refused.close();

  // The last one is answered through Next.
  for (const path of ["/api/v1/logs", "/api/v1/logs/litellm", "/api/v1/logs/openrouter"]) {
    const taken = await RawConnection.open(PORT);
    const body = JSON.stringify([logRecord()]);
    await taken.send(
      `POST ${path} HTTP/1.1\r\nhost: x\r\n${KEY}${JSON_TYPE}expect: 100-continue\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    expect((await taken.answer())?.status).toBe(100);
    await taken.send(body);
    expect((await taken.answer())?.status).toBe(200);
    taken.close();
  }
});

for (const [what, headers] of [
  [
    "a WebSocket",
    "connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AA==\r\n",
  ],
  ["HTTP/2 in plain text", "connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n"],
] as const) {
  for (const path of ["/", "/api/health/live", "/api/v1/policies", "/_next/webpack-hmr"]) {
    test(`who asks ${path} to become ${what} is answered in HTTP/1.1, and the connection serves on`, async ({
      stranger,
    }) => {
      // Next is at work from its first request on.
      await stranger.get("/sign-in");
      const connection = await RawConnection.open(PORT);
      await connection.send(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`);

      const answer = await connection.answer();
      expect([200, 307, 401, 404]).toContain(answer?.status);
      await connection.send(LIVE);
      expect((await connection.answer())?.status).toBe(200);
      connection.close();
    });
  }
}

const ALLOW_POLICIES = "GET, HEAD, OPTIONS";
for (const [line, status, allow] of [
  ["DELETE /api/v1/policies", 405, ALLOW_POLICIES],
  ["TRACE /api/v1/policies", 405, ALLOW_POLICIES],
  ["PROPFIND /api/v1/policies", 405, ALLOW_POLICIES],
  ["GET /api/v1/logs", 405, "POST, OPTIONS"],
  ["PATCH /api/v1/policies/standard", 405, "GET, HEAD, PUT, OPTIONS"],
  ["POST /metrics", 405, ALLOW_POLICIES],
  ["PUT /api/auth/sign-out", 405, "GET, HEAD, POST, OPTIONS"],
  ["TRACE /api/v1/nothing", 404, undefined],
  ["DELETE /api/v1/nothing", 404, undefined],
  ["DELETE /compare", 405, "GET, HEAD, POST, OPTIONS"],
  ["TRACE /", 405, "GET, HEAD, POST, OPTIONS"],
  ["BREW /api/v1/policies", 400, undefined],
  ["CONNECT localhost:443", 405, "GET, HEAD, POST, OPTIONS"],
  ["OPTIONS /api/v1/policies", 204, ALLOW_POLICIES],
  ["OPTIONS /", 204, "GET, HEAD, POST, OPTIONS"],
  ["GET /%zz", 400, undefined],
  ["GET /api/v1/%ff", 400, undefined],
  ["GET /_next/%", 400, undefined],
  ["GET //", 400, undefined],
  ["GET //example.com/compare", 400, undefined],
  ["GET /\\example.com", 400, undefined],
  ["GET *", 400, undefined],
  ["GET http://localhost/api/health/live", 200, undefined],
  ["GET ftp://localhost/api/health/live", 400, undefined],
  ["GET /_next/image", 404, undefined],
] as const) {
  test(`${line} is answered ${status}${allow ? `, allowed are ${allow}` : ""}`, async () => {
    const connection = await RawConnection.open(PORT);
    await connection.send(`${line} HTTP/1.1\r\nhost: localhost\r\n${KEY}\r\n`);

    const answer = await connection.answer();

    expect([answer?.status, answer?.headers.allow]).toEqual([status, allow]);
    if (/ \/(api|metrics)/.test(line) && status > 400)
      expect(JSON.parse(answer?.body ?? "")).toHaveProperty("error.code");
    connection.close();
  });
}

test("a page and an endpoint answer HEAD at once, the event stream's too", async () => {
  for (const path of ["/sign-in", "/api/v1/policies", "/api/v1/policies/stream", "/api/v1/stats/models"]) {
    const connection = await RawConnection.open(PORT);
    await connection.send(`HEAD ${path} HTTP/1.1\r\nhost: localhost\r\n${KEY}connection: close\r\n\r\n`);
    await expect.poll(() => connection.isClosed, { message: path }).toBe(true);
    connection.close();
  }
});

test("small packed bodies that unpack to much are refused, and leave everybody else served", async ({ router }) => {
  const bomb = brotliCompressSync(Buffer.alloc(32 * 1024 * 1024, " "));
  const gzipBomb = gzipSync(Buffer.alloc(32 * 1024 * 1024, " "));
  const post = (path: string, data: Buffer, encoding: string) =>
    router.post(path, {
      data,
      headers: { "content-encoding": encoding, "content-type": "application/json" },
      failOnStatusCode: false,
    });

  for (const path of ["/api/v1/logs", "/api/otel/v1/traces", "/api/v1/logs/helicone", "/api/v1/routers/heartbeat"]) {
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async (_, nth) =>
        (nth % 2 ? await post(path, bomb, "br") : await post(path, gzipBomb, "gzip")).status(),
      ),
    );
    expect(statuses.every((status) => status === 413 || status === 503)).toBe(true);
  }
  expect((await router.get("/api/health/live")).status()).toBe(200);
});
