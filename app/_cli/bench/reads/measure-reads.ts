import { getRetention } from "@/db/stats/get-retention";
import { median, medianRatio } from "../median";
import type { Bench } from "../open-bench";
import { MAX_STORED_ROWS } from "../options";
import type { Section } from "../section";
import { type AnswerRow, worstError } from "./compare-answers";
import { DENSE_FACTORS, densifyMonth } from "./densify-month";
import { loadMonth, type Month } from "./load-month";
import { QUESTIONS, type Question } from "./questions";
import { dropPlainTable, makePlainTable, openParquetScan, plainTableScan } from "./scan-sides";

const RAW_DAYS = 45;
/** One asked more often within a round, since a few milliseconds say little. */
const ASKED_PER_ROUND = 5;
/** A side that has taken so long with a question is not asked again. */
const SIDE_BUDGET_MS = 45_000;
const ERROR_MAX = 0.01;

type Side = { name: string; times: number; ask: () => Promise<() => AnswerRow[]> };
type Figures = Section["rows"][number];

/** The reads behind the screens against DuckDB on Parquet and plain PostgreSQL, at every number of rows asked for. */
export async function measureReads(bench: Bench): Promise<Section[]> {
  const parquet = await openParquetScan(bench);
  const rows: Figures[] = [];
  let month: Month | undefined;
  for (const wanted of bench.options.rows) {
    const isDense = wanted > MAX_STORED_ROWS;
    const stored = isDense ? wanted / DENSE_FACTORS.length : wanted;
    if (month?.rows !== stored) {
      await month?.database.drop();
      month = await loadMonth(bench, stored);
      await parquet.write(month);
    }
    if (isDense) {
      bench.say(`reads: making ${wanted.toLocaleString("en")} of ${stored.toLocaleString("en")}`);
      month = await densifyMonth(month);
      await parquet.multiply(DENSE_FACTORS);
    } else await makePlainTable(month);
    const scan = await parquet.scan(month);
    const plain = isDense ? [] : (["percentile_disc", "percentile_cont"] as const);
    const plainScans = await Promise.all(
      plain.map(async (dialect) => [dialect, await plainTableScan(month as Month, dialect)] as const),
    );
    for (const question of QUESTIONS) {
      const sides: Side[] = [
        await ownSide(month, question),
        { name: "DuckDB", times: 1, ask: () => scan(question.scan) },
        ...plainScans.map(([name, ask]) => ({ name, times: 1, ask: () => ask(question.scan) })),
      ];
      rows.push(await measureQuestion(bench, wanted, question, sides));
    }
    await dropPlainTable(month);
  }
  await month?.database.drop();
  await parquet.close();
  return [
    {
      part: "reads",
      title: "Reads of 30 days, against exact scans of the same rows",
      notes: [
        "Ours: the function behind the route, in this process. DuckDB: quantile_disc on Parquet, all cores, files cached.",
        "percentile_disc and _cont: a plain table of the same columns in the same PostgreSQL, jit off, workers allowed.",
        "Counts, tokens and cost of both sides are equal; the error is the worst of any percentile against DuckDB's.",
        ...(bench.options.rows.some((wanted) => wanted > MAX_STORED_ROWS)
          ? [
              "Beyond 10,000,000, sums are made from a tenth: ten times each row, samples spread; DuckDB's file has all rows.",
            ]
          : []),
      ],
      rows,
    },
  ];
}

async function ownSide(month: Month, question: Question): Promise<Side> {
  const retention = await getRetention(month.database.db, { now: month.now, rawDays: RAW_DAYS });
  return { name: "ours", times: ASKED_PER_ROUND, ask: () => question.ask(month, retention) };
}

/** Asks all sides once to warm them and to compare what they say, then in turn, round by round. */
async function measureQuestion(bench: Bench, rows: number, question: Question, sides: Side[]): Promise<Figures> {
  const [own, exact] = sides;
  if (!own || !exact) throw new Error("There are always two sides");
  bench.say(`reads: ${question.name} at ${rows.toLocaleString("en")}`);
  const error = worstError((await own.ask())(), (await exact.ask())());
  if (error > ERROR_MAX) throw new Error(`${question.name}: a percentile is off by ${(error * 100).toFixed(2)} %`);

  const times = new Map(sides.map((side) => [side, [] as number[]]));
  for (let round = 0; round < bench.options.rounds; round++) {
    for (const [side, taken] of times) {
      if (taken.reduce((sum, ms) => sum + ms, 0) > SIDE_BUDGET_MS) continue;
      taken.push(await timeSide(side));
    }
  }
  const ours = times.get(own) ?? [];
  const figures: Figures = { requests: rows, read: question.name, "ours ms": median(ours) };
  for (const [side, taken] of times) {
    if (side === own) continue;
    figures[`${side.name} ms`] = median(taken);
    figures[`× of ${side.name}`] = medianRatio(taken, ours);
  }
  figures["error %"] = error * 100;
  return figures;
}

async function timeSide({ ask, times }: Side): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const startedAt = performance.now();
    await ask();
    taken.push(performance.now() - startedAt);
  }
  return median(taken);
}
