import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { trustedProxies } from "@/lib/http/trusted-proxies";
import { guardResponse, pagePolicy, prepareRequest } from "./page-headers";

async function roundTrip(sent: Record<string, string>, set: Record<string, string> = {}, trusted: string[] = []) {
  let seen: IncomingHttpHeaders = {};
  const server = createServer((request, response) => {
    prepareRequest(request, "policy-of-this-request", trustedProxies(trusted));
    guardResponse(response, "policy-of-this-request", request.headers);
    seen = request.headers;
    for (const [name, value] of Object.entries(set)) response.setHeader(name, value);
    response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/models?window=7d`, { headers: sent });
  await response.text();
  server.close();
  return { seen, received: Object.fromEntries(response.headers) };
}

test("a client cannot pass itself off as the server's own wiring", async () => {
  const { seen } = await roundTrip({
    "x-middleware-subrequest": "1",
    "x-switchyard-client-address": "6.6.6.6",
    "content-security-policy": "script-src *",
    "x-nonce": "chosen",
  });

  expect(seen).toMatchObject({
    "content-security-policy": "policy-of-this-request",
    "x-switchyard-client-address": "127.0.0.1",
    "x-switchyard-path": "/models?window=7d",
  });
  expect(seen).not.toHaveProperty("x-middleware-subrequest");
  expect(seen).not.toHaveProperty("x-nonce");
});

const SAID_BY_PROXY = {
  "x-forwarded-for": "198.51.100.1",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "switchyard.example",
  "x-forwarded-port": "443",
  "x-real-ip": "198.51.100.1",
  forwarded: "for=198.51.100.1;proto=https",
};

test("nobody is believed about who asks and how, unless named as a trusted proxy", async () => {
  const { seen } = await roundTrip(SAID_BY_PROXY);

  expect(seen["x-switchyard-client-address"]).toBe("127.0.0.1");
  for (const name of Object.keys(SAID_BY_PROXY)) expect(seen).not.toHaveProperty(name);
});

test("of a trusted proxy the client, its protocol and the host it asked are believed, and nothing else", async () => {
  const { seen } = await roundTrip(SAID_BY_PROXY, {}, ["loopback"]);

  expect(seen).toMatchObject({
    "x-switchyard-client-address": "198.51.100.1",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "switchyard.example",
  });
  for (const name of ["x-forwarded-for", "x-forwarded-port", "x-real-ip", "forwarded"]) {
    expect(seen).not.toHaveProperty(name);
  }
});

test("every answer has the page headers, and a route's own are kept", async () => {
  const { received } = await roundTrip({}, { "content-security-policy": "default-src 'none'" });

  expect(received).toMatchObject({
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
  });
});

test("browsers are told to stay with https where they came by it, and only there", async () => {
  const said = async (sent: Record<string, string>, trusted = ["loopback"]) =>
    (await roundTrip(sent, {}, trusted)).received["strict-transport-security"];
  const https = { "x-forwarded-proto": "https" };

  expect(await said(https)).toBe("max-age=31536000");
  expect([await said({}), await said({ "x-forwarded-proto": "http" }), await said(https, [])]).toEqual(
    Array(3).fill(undefined),
  );
});

test("scripts run by nonce only; eval is for development", () => {
  expect(pagePolicy("abc", false)).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(pagePolicy("abc", false)).not.toContain("unsafe-eval");
  expect(pagePolicy("abc", true)).toContain("'unsafe-eval'");
});
