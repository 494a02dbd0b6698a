import { expect, test } from "vitest";
import { trustedProxies } from "@/lib/http/trusted-proxies";
import { readForwarded } from "./read-forwarded";

const nobody = trustedProxies([]);
const ours = trustedProxies(["loopback", "10.0.0.0/8"]);

test.each([
  ["203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["::ffff:203.0.113.9", undefined, "203.0.113.9"],
  ["127.0.0.1", undefined, "127.0.0.1"],
  ["10.0.0.2", "6.6.6.6, 198.51.100.1", "198.51.100.1"],
  ["10.0.0.2", "6.6.6.6, 198.51.100.1, 10.0.0.7, 127.0.0.1", "198.51.100.1"],
  ["::ffff:10.0.0.2", "198.51.100.1:4711", "198.51.100.1"],
  ["10.0.0.2", "[2001:db8::1]:4711", "2001:db8::1"],
  ["10.0.0.2", "2001:db8::1", "2001:db8::1"],
  ["10.0.0.2", "::ffff:198.51.100.1", "198.51.100.1"],
  ["10.0.0.2", "not an address", "10.0.0.2"],
  ["10.0.0.2", "6.6.6.6, unknown", "10.0.0.2"],
  ["10.0.0.2", "10.0.0.5, 10.0.0.7", "10.0.0.5"],
  [undefined, "198.51.100.1", "unknown"],
])("peer %s with X-Forwarded-For %s is the client %s", (peer, forwarded, address) => {
  expect(readForwarded(peer, { "x-forwarded-for": forwarded }, ours).address).toBe(address);
});

test("without a setting nobody is believed, not even a peer on this machine or in a private network", () => {
  const headers = { "x-forwarded-for": "6.6.6.6", "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" };

  for (const peer of ["127.0.0.1", "10.0.0.2", "192.168.1.1", "fd00::1"]) {
    expect(readForwarded(peer, headers, nobody)).toEqual({ address: peer, proto: undefined, host: undefined });
  }
});

test.each([
  ["https", "198.51.100.1", "https"],
  ["HTTPS", "198.51.100.1", "https"],
  // The client's own claim, to which the one proxy appended what it saw.
  ["https, http", "198.51.100.1", "http"],
  // Two trusted proxies: the outer one was asked over https.
  ["https, http", "198.51.100.1, 10.0.0.7", "https"],
  ["https", "198.51.100.1, 10.0.0.7", "https"],
  ["javascript", "198.51.100.1", undefined],
  [undefined, "198.51.100.1", undefined],
])("X-Forwarded-Proto %s along X-Forwarded-For %s says %s", (proto, forwarded, expected) => {
  const headers = { "x-forwarded-proto": proto, "x-forwarded-for": forwarded };

  expect(readForwarded("10.0.0.2", headers, ours).proto).toBe(expected);
});
