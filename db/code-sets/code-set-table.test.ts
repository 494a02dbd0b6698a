import fc from "fast-check";
import { expect, test } from "vitest";
import { CodeSetTable } from "./code-set-table";

const key = fc.array(fc.oneof(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), {
  minLength: 10,
  maxLength: 10,
});
const columnsOf = (keys: readonly number[][]) =>
  Array.from({ length: 10 }, (_, place) => Int32Array.from(keys, (numbers) => numbers[place] ?? 0));

test("the table says what a map of the same keys would", () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), fc.array(key, { maxLength: 20 }), (set, asked) => {
      const table = new CodeSetTable(10);
      const map = new Map<string, number>();
      const columns = columnsOf(set);
      for (const [row, numbers] of set.entries()) {
        table.set(columns, row, row + 1);
        map.set(numbers.join(), row + 1);
      }

      const all = [...set, ...asked];
      const found = all.map((_, row) => table.get(columnsOf(all), row));

      expect(found).toEqual(all.map((numbers) => map.get(numbers.join()) ?? 0));
      expect(table.size).toBe(map.size);
    }),
  );
});

test("it grows without forgetting, and forgets all when told to", () => {
  const table = new CodeSetTable(10);
  const keys = Array.from({ length: 20_000 }, (_, n) => [n % 7, n % 11, n % 3, 0, n, -1, 5, 5, 5, n % 2]);
  const columns = columnsOf(keys);
  for (let row = 0; row < keys.length; row++) table.set(columns, row, row + 1);

  expect(keys.every((_, row) => table.get(columns, row) === row + 1)).toBe(true);
  table.clear();
  expect([table.size, table.get(columns, 0)]).toEqual([0, 0]);
});
