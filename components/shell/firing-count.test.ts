import { expect, test } from "vitest";
import { firingCount } from "./firing-count";

test("only a count that is known now is shown", () => {
  expect(firingCount({ data: { firing: 3 }, error: null })).toBe(3);
  expect(firingCount({ data: { firing: 0 }, error: null })).toBeNull();
  expect(firingCount({ data: undefined, error: null })).toBeNull();
  expect(firingCount({ data: { firing: 3 }, error: new Error("gone") })).toBeNull();
});
