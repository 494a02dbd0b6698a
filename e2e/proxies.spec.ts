import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProgram, freePort, type OutsideProgram, startProgram } from "@/db/testing/outside-program";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";
import { plainHttp, plainStream } from "./plain-http";
import { PROXY_NAMES, writeProxyConfig } from "./proxy-configs";
import { API_KEY, PASSWORD, PORT, USERS } from "./server-settings";

const KEY = { authorization: `Bearer ${API_KEY}` };
const JSON_TYPE = { "content-type": "application/json" };
const GZIP = { "accept-encoding": "gzip" };
const AT_ONCE_MS = 1_000;
/** Of this machine too, but not the one proxy that the server is told to trust. */
const CLIENT_ADDRESS = "127.0.0.9";

for (const name of PROXY_NAMES) {
  const program = findProgram(name);
  test.describe(program ? `behind ${name}` : `behind ${name}, which is not installed`, () => {
    test.skip(!program, `${name} is not installed`);
    test.describe.configure({ mode: "serial" });
    const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
    let proxy: OutsideProgram;
    let port: number;

    test.beforeAll(async () => {
      port = await freePort();
      const { args } = writeProxyConfig(name, { folder, port, upstream: PORT });
      proxy = await startProgram({ path: program ?? "", args, port });
      // Its own check of the server may take a moment.
      await expect.poll(async () => (await plainHttp(port, "/api/health/live")).status).toBe(200);
    });
    test.afterAll(async () => {
      await proxy?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const policyOf = (tier: string) => ({
      tier,
      primary: "deepseek-v4-flash",
      fallbacks: ["qwen3-32b"],
      failover: { latency: null, max_error_rate: 0.5, min_requests: 20, window_requests: 50, window_seconds: 600 },
      // So that it is worth packing.
      description: "x".repeat(400),
    });
    const put = (tier: string, ifMatch: string) =>
      plainHttp(port, `/api/v1/policies/${tier}`, {
        method: "PUT",
        headers: { ...KEY, ...JSON_TYPE, ...GZIP, "if-match": ifMatch },
        body: JSON.stringify(policyOf(tier)),
      });

    test("each event of the policy stream arrives at once", async () => {
      for (const headers of [KEY, { ...KEY, ...GZIP }]) {
        const tier = uniqueName("proxied");
        const stream = await plainStream(port, "/api/v1/policies/stream", { headers });
        await expect.poll(stream.text, { timeout: AT_ONCE_MS }).toContain("event: bundle");
        const before = stream.pieces();

        expect((await put(tier, '"0"')).status).toBe(201);

        await expect.poll(stream.pieces, { timeout: AT_ONCE_MS, intervals: [20] }).toBeGreaterThan(before);
        await expect.poll(stream.text, { timeout: AT_ONCE_MS, intervals: [20] }).toContain(tier);
        stream.close();
      }
    });

    test("the progress of a back-test arrives before its result", async () => {
      const tier = uniqueName("proxied");
      await put(tier, '"0"');
      const startMs = Date.now() - 60 * MINUTE_MS;
      const logs = Array.from({ length: 5_000 }, (_, nth) =>
        logRecord({ tier, started_at: new Date(startMs + nth * 500).toISOString() }),
      );
      await plainHttp(PORT, "/api/v1/logs", {
        method: "POST",
        headers: { ...KEY, ...JSON_TYPE },
        body: JSON.stringify(logs),
      });

      const stream = await plainStream(port, `/api/v1/policies/${tier}/backtest`, {
        method: "POST",
        headers: { ...KEY, ...JSON_TYPE, ...GZIP, accept: "application/x-ndjson" },
        body: JSON.stringify({
          policy: policyOf(tier),
          from: new Date(startMs - MINUTE_MS).toISOString(),
          to: new Date().toISOString(),
        }),
      });

      await expect.poll(stream.text).toContain('"result"');
      expect(stream.pieces()).toBeGreaterThan(1);
    });

    test("a policy read through it can be edited with the ETag it came with, and only once", async () => {
      const tier = uniqueName("proxied");
      const created = await put(tier, '"0"');
      expect(created.status).toBe(201);
      const read = await plainHttp(port, `/api/v1/policies/${tier}`, { headers: { ...KEY, ...GZIP } });

      expect(read.json()).toMatchObject({ version: 1 });
      expect((await put(tier, read.headers.etag ?? "")).status).toBe(201);
      expect((await put(tier, created.headers.etag ?? "")).status).toBe(412);
    });

    test("who has the bundle is answered 304 by the ETag they got through it, packed or not", async () => {
      for (const headers of [KEY, { ...KEY, ...GZIP }]) {
        const first = await plainHttp(port, "/api/v1/policies", { headers });
        expect(first.status).toBe(200);
        const again = await plainHttp(port, "/api/v1/policies", {
          headers: { ...headers, "if-none-match": first.headers.etag ?? "" },
        });

        expect([again.status, again.text]).toEqual([304, ""]);
      }
    });

    test("the client is who spoke to it, whatever that client says of itself, over https as it says", async () => {
      const signIn = await plainHttp(port, "/api/auth/sign-in/email", {
        method: "POST",
        localAddress: CLIENT_ADDRESS,
        headers: { ...JSON_TYPE, "x-forwarded-for": "6.6.6.6", "x-real-ip": "6.6.6.6", forwarded: "for=6.6.6.6" },
        body: JSON.stringify({ email: USERS.admin.email, password: PASSWORD }),
      });
      expect(signIn.status).toBe(200);
      const cookies = signIn.headers["set-cookie"] ?? [];
      expect(cookies.join("\n")).toContain("Secure");

      const session = await plainHttp(port, "/api/auth/get-session", {
        localAddress: CLIENT_ADDRESS,
        headers: { cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") },
      });

      expect(session.json()).toMatchObject({ session: { ipAddress: CLIENT_ADDRESS } });
    });

    test("who reaches the server past it is not believed to be another", async () => {
      const signIn = await plainHttp(PORT, "/api/auth/sign-in/email", {
        method: "POST",
        localAddress: CLIENT_ADDRESS,
        headers: { ...JSON_TYPE, "x-forwarded-for": "6.6.6.6", "x-forwarded-proto": "https" },
        body: JSON.stringify({ email: USERS.admin.email, password: PASSWORD }),
      });
      const cookies = signIn.headers["set-cookie"] ?? [];
      expect(cookies.join("\n")).not.toContain("Secure");
      const session = await plainHttp(PORT, "/api/auth/get-session", {
        headers: { cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") },
      });

      expect(session.json()).toMatchObject({ session: { ipAddress: CLIENT_ADDRESS } });
    });

    test("a full post is stored through it, declared or in chunks, and a large one refused says why", async () => {
      for (const framing of ["content-length", "chunked"] as const) {
        const body = JSON.stringify(Array.from({ length: 10_000 }, () => logRecord({ id: randomUUID() })));
        const length: Record<string, string> =
          framing === "chunked" ? { "transfer-encoding": "chunked" } : { "content-length": String(body.length) };
        const headers = { ...KEY, ...JSON_TYPE, ...length };

        const stored = await plainHttp(port, "/api/v1/logs", { method: "POST", headers, body });

        expect(stored.json()).toEqual({ accepted: 10_000, duplicates: 0, rejected: [] });
        const refused = await plainHttp(port, "/api/v1/logs", {
          method: "POST",
          headers: { ...headers, authorization: `Bearer ${"x".repeat(40)}` },
          body,
        });
        expect(refused.status).toBe(401);
      }
    });
  });
}
