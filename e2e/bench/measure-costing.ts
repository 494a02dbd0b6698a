import type { LogRecord } from "@/lib/contract/log-record";
import { createPriceBook } from "@/lib/domain/pricing/price-book";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { NormalizeContext } from "@/lib/ingest/normalize-attempt";
import { createLogRecords, instantsBetween } from "./create-log-records";
import { median } from "./median";
import type { Bench } from "./open-bench";
import type { Section } from "./section";
import { toAttempt } from "./to-attempt";

const RECORDS = 50_000;
const SEED = 77;
const ROUNDS_MIN = 9;
const WARM_UPS = 3;

/** What a price and its arithmetic add to making an attempt of a record, both sides in turn. */
export async function measureCosting(bench: Bench): Promise<Section[]> {
  const database = await bench.createDatabase("bench_costing");
  const priced = database.context;
  const unpriced = { ...priced, prices: createPriceBook([]) };
  const records = makeRecords(priced.nowUs);
  await database.drop();

  const [withCost, without, added] = [[] as number[], [] as number[], [] as number[]];
  for (let round = -WARM_UPS; round < Math.max(ROUNDS_MIN, bench.options.rounds); round++) {
    // Whoever comes second finds a tidier heap, so they take turns.
    const sides = [() => microsecondsEach(records, priced), () => microsecondsEach(records, unpriced)];
    const isSwapped = round % 2 !== 0;
    const taken = (isSwapped ? sides.toReversed() : sides).map((side) => side());
    const [own = Number.NaN, bare = Number.NaN] = isSwapped ? taken.toReversed() : taken;
    if (round < 0) continue;
    withCost.push(own);
    without.push(bare);
    added.push(own - bare);
  }
  return [
    {
      part: "costing",
      title: "Costing, as a part of making an attempt of a record",
      notes: [
        `${RECORDS.toLocaleString("en")} records of the usual traffic a round, parsed beforehand; without: a book that has no price.`,
      ],
      rows: [
        { "with µs/record": median(withCost), "without µs/record": median(without), "added µs/record": median(added) },
      ],
    },
  ];
}

function makeRecords(nowUs: number): LogRecord[] {
  const make = createLogRecords(SEED);
  return [...instantsBetween({ seed: SEED, n: RECORDS, fromUs: nowUs - MINUTE_US, toUs: nowUs })].map(make);
}

function microsecondsEach(records: readonly LogRecord[], context: NormalizeContext): number {
  const startedAt = performance.now();
  for (const record of records) toAttempt(record, context);
  return ((performance.now() - startedAt) * 1_000) / records.length;
}
