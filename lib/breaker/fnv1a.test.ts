import { expect, test } from "vitest";
import { fnv1a32, hashShare } from "./fnv1a";

test("published vectors hash as published", () => {
  expect([fnv1a32(""), fnv1a32("a"), fnv1a32("b"), fnv1a32("foobar")]).toEqual([
    0x811c9dc5, 0xe40c292c, 0xe70c2de5, 0xbf9cf968,
  ]);
});

test("text is hashed as UTF-8 bytes", () => {
  let hash = 0x811c9dc5;
  for (const byte of [0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]) hash = Math.imul(hash ^ byte, 0x01000193);
  expect(fnv1a32("é😀")).toBe(hash >>> 0);
});

test("shares lie in [0, 1) and spread evenly", () => {
  const shares = Array.from({ length: 10_000 }, (_, index) => hashShare(`request-${index}`));
  expect(shares.every((share) => share >= 0 && share < 1)).toBe(true);
  expect(Math.abs(shares.filter((share) => share < 0.1).length / 10_000 - 0.1)).toBeLessThan(0.01);
});
