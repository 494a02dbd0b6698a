import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeClassOf, UNKNOWN_SIZE } from "./size-class";
import { SIZE_CLASSES, sizeRange } from "./size-range";

test("each number of tokens lies in the range of its class and in no other", () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(200_000), fc.constantFrom(999, 1_000, 4_000, 15_999, 16_000, 64_000)), (tokens) => {
      const own = SIZE_CLASSES.filter((size) => {
        const range = sizeRange(size);
        return range !== null && tokens >= (range.min ?? 0) && tokens < (range.max ?? Number.POSITIVE_INFINITY);
      });
      expect(own).toEqual([sizeClassOf(tokens)]);
    }),
  );
  expect(sizeRange(UNKNOWN_SIZE)).toBeNull();
});
