import { expect, test } from "vitest";
import { trustedProxies } from "./trusted-proxies";

test.each([
  [[], "127.0.0.1", false],
  [["loopback"], "127.0.0.9", true],
  [["loopback"], "::1", true],
  [["loopback"], "::ffff:127.0.0.1", true],
  [["loopback"], "10.0.0.1", false],
  [["private"], "172.31.255.255", true],
  [["private"], "fd12::1", true],
  [["private"], "127.0.0.1", false],
  [["private"], "172.32.0.1", false],
  [["203.0.113.7"], "203.0.113.7", true],
  [["203.0.113.7"], "::ffff:203.0.113.7", true],
  [["203.0.113.7"], "203.0.113.8", false],
  [["203.0.113.0/24", "2001:db8::/32"], "2001:db8:9::1", true],
  [["loopback"], "not an address", false],
  [["loopback"], "", false],
])("with %j trusted, %s is: %s", (entries, address, isTrusted) => {
  expect(trustedProxies(entries)(address)).toBe(isTrusted);
});
