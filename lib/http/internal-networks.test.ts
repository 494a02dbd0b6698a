import { expect, test } from "vitest";
import { isInternalAddress } from "./internal-networks";

test.each([
  ...["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
  ...["224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:7f00:1"],
  ...["64:ff9b::a00:1", "2002:7f00:1::", "::127.0.0.1", "::ffff:0:7f00:1", "2001:0:1::1", "ff02::1"],
])("%s is internal", (address) => {
  expect(isInternalAddress(address)).toBe(true);
});

test.each([
  ...["8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::8"],
  "::ffff:8.8.8.8",
])("%s is not internal", (address) => {
  expect(isInternalAddress(address)).toBe(false);
});
