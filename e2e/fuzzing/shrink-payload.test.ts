import { expect, test } from "vitest";
import { bodyOf, type Payload } from "./create-payload";
import { treeOf } from "./json-tree";
import { shrinkPayload } from "./shrink-payload";

const payload = (value: unknown, more: Partial<Payload> = {}): Payload => {
  return { method: "POST", path: "/x", parameter: null, tree: treeOf(value), writing: "json", spoils: [], ...more };
};
const sentOf = (each: Payload) => Buffer.from(bodyOf(each).bytes).toString();

test("what does not matter is left out", async () => {
  const large = payload(
    { a: [1, 2, { deep: { bad: "needle in a haystack" } }], b: { c: null } },
    { writing: "lines", spoils: [{ name: "behind a byte order mark", seed: 1 }] },
  );
  const small = await shrinkPayload(large, async (each) => sentOf(each).includes("needle"));

  expect(small).toMatchObject({ writing: "json", spoils: [] });
  expect(sentOf(small).length).toBeLessThan('"needle in a haystack"'.length);
  expect(sentOf(small)).toContain("needle");
});

test("what matters stays, be it the packing", async () => {
  const packed = payload({ a: 1 }, { spoils: [{ name: "gzipped and cut", seed: 5 }] });
  const small = await shrinkPayload(packed, async ({ spoils }) => spoils.length === 1);

  expect(small.spoils).toEqual(packed.spoils);
});

test("it asks a limited number of times", async () => {
  let asked = 0;
  await shrinkPayload(payload(Array.from({ length: 3_000 }, (_, at) => ({ at }))), async () => ++asked < 0);
  expect(asked).toBeLessThanOrEqual(600);
});
