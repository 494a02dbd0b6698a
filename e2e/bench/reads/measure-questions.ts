import { getRetention } from "@/db/retention/get-retention";
import { median, medianRatio } from "../median";
import type { Bench } from "../open-bench";
import { formatBenchValue, type Section } from "../section";
import { type AnswerRow, worstError } from "./compare-answers";
import type { Month } from "./load-month";
import { QUESTIONS, type Question } from "./questions";
import { plainTableScan, type Scan } from "./scan-sides";
import type { Dialect } from "./scan-statement";

const RAW_DAYS = 45;
/** Ours are asked more often within a round, since a few milliseconds say little. */
const ASKED_PER_ROUND = 5;
/** A side that has taken so long with a question is not asked again. */
const SIDE_BUDGET_MS = 45_000;
const ERROR_MAX = 0.01;
/** The column of our own time. */
export const OURS = "ours ms";
const PLAIN_NAMES = { percentile_disc: "plain disc", percentile_cont: "plain cont" };

type Side = { name: string; times: number; ask: () => Promise<() => AnswerRow[]> };
type MeasuredRow = Section["rows"][number];

/** Each read of a month, against DuckDB and against plain PostgreSQL in the ways given. */
export async function measureQuestions(
  bench: Bench,
  month: Month,
  duckdb: Scan,
  dialects: readonly Exclude<Dialect, "duckdb">[],
): Promise<MeasuredRow[]> {
  const plain = await Promise.all(
    dialects.map(async (dialect) => ({ name: PLAIN_NAMES[dialect], scan: await plainTableScan(month, dialect) })),
  );
  const rows: MeasuredRow[] = [];
  for (const question of QUESTIONS) {
    const scans = [{ name: "DuckDB", scan: duckdb }, ...(question.scan.samples.length > 0 ? plain : plain.slice(0, 1))];
    const sides = scans.map(({ name, scan }): Side => ({ name, times: 1, ask: () => scan(question.scan) }));
    rows.push(await measureQuestion(bench, month.rows, question, [await ownSide(month, question), ...sides]));
  }
  return rows;
}

async function ownSide(month: Month, question: Question): Promise<Side> {
  const retention = await getRetention(month.database.db, { now: month.now, rawDays: RAW_DAYS });
  return { name: "ours", times: ASKED_PER_ROUND, ask: () => question.ask(month, retention) };
}

/** Asks all sides once to warm them and to compare what they say, then in turn, round by round. */
async function measureQuestion(bench: Bench, rows: number, question: Question, sides: Side[]): Promise<MeasuredRow> {
  const [own, exact] = sides;
  if (!own || !exact) throw new Error("There are always two sides");
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
  const medians = [...times].map(([{ name }, taken]) => `${name} ${formatBenchValue(median(taken))} ms`);
  bench.log(`reads: ${question.name} at ${rows.toLocaleString("en")}: ${medians.join(", ")}`);
  const row: MeasuredRow = { requests: rows, read: question.name, [OURS]: median(ours) };
  for (const [side, taken] of times) {
    if (side === own) continue;
    row[`${side.name} ms`] = median(taken);
    row[`× of ${side.name}`] = medianRatio(taken, ours);
  }
  row["error %"] = error * 100;
  return row;
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
