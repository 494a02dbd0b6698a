import { expect, test } from "vitest";
import { clientNetwork } from "./client-network";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["::ffff:cb00:7109", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8::1:0:0:0:1", "2001:db8:0:1::/64"],
  ["::1", "0:0:0:0::/64"],
  ["64:ff9b::203.0.113.9", "64:ff9b:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s counts as %s", (address, network) => {
  expect(clientNetwork(address)).toBe(network);
});

test("a client that changes its address within its own /64 stays one client", () => {
  const networks = ["::1", "::2", ":ffff:ffff:ffff:ffff"].map((rest) => clientNetwork(`2001:db8:7:8${rest}`));

  expect(new Set(networks)).toEqual(new Set(["2001:db8:7:8::/64"]));
  expect(clientNetwork("2001:db8:7:9::1")).not.toBe(networks[0]);
});
