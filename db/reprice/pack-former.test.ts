import fc from "fast-check";
import { expect, test } from "vitest";
import { formerColumns, NO_COST, packFormer, unpackFormer } from "./pack-former";

const int64 = fc.oneof(fc.constant(NO_COST), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const rows = fc.array(
  fc.record({
    startedAtUs: fc.integer({ min: 0, max: 4e15 }),
    idHash: int64,
    formerPico: int64,
    newPico: int64,
    formerSet: fc.nat(),
    newSet: fc.nat(),
    estimated: fc.nat({ max: 3 }),
  }),
);

test("what attempts cost before a change and after it comes back as it was packed", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const columns = formerColumns(given.length);
      for (const [index, row] of given.entries()) {
        columns.startedAtUs[index] = row.startedAtUs;
        columns.idHash[index] = row.idHash;
        columns.formerPico[index] = row.formerPico;
        columns.newPico[index] = row.newPico;
        columns.formerSet[index] = row.formerSet;
        columns.newSet[index] = row.newSet;
        columns.estimated[index] = row.estimated;
      }

      expect(unpackFormer(packFormer(columns))).toEqual(columns);
    }),
  );
});
