import { expect, test } from "vitest";
import { clientNetwork } from "./client-network";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::ffff:c000:207", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is of the network %s", (address, network) => expect(clientNetwork(address)).toBe(network));

test("every address of a /64 counts as one client, and its neighbour as another", () => {
  expect(clientNetwork("2001:db8:0:1:ffff::9")).toBe(clientNetwork("2001:db8:0:1::1"));
  expect(clientNetwork("2001:db8:0:2::1")).not.toBe(clientNetwork("2001:db8:0:1::1"));
});
