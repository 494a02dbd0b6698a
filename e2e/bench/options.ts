import { parseArgs } from "node:util";

const PARTS = [
  ...["ingest", "storage", "reads", "spend", "costing", "exports"],
  ...["answers", "delivery", "bytes", "attempts", "comparison", "backtest", "reprice", "flood", "storm"],
] as const;
export type Part = (typeof PARTS)[number];
/** What two builds are compared by. */
const LOADS = ["ingest", "router", "import", "memory", "overview", "viewers"] as const;
export type LoadName = (typeof LOADS)[number];

export type BenchOptions = {
  parts: readonly Part[];
  quick: boolean;
  /** How many requests the reads are measured at, ascending; beyond MAX_STORED_ROWS they are densified. */
  rows: readonly number[];
  rounds: number;
  out: string;
  build: boolean;
  /** The revision that this build is compared with, and by what; null where nothing is compared. */
  against: { rev: string; loads: readonly LoadName[] } | null;
  /** Added to the environment of the server that is measured. */
  serverEnv: Readonly<Record<string, string>>;
};

/** A wrong option; its message is one line, meant for the operator at the terminal. */
export class BenchOptionsError extends Error {
  override name = "BenchOptionsError";
}

/** More rows than these are not stored one by one: their sums are made from those of a tenth. */
export const MAX_STORED_ROWS = 10_000_000;
const QUICK_ROWS = 50_000;
const FULL_ROWS = [1_000_000, 10_000_000, 100_000_000];

export const USAGE = `npm run bench -- [options]

Measures the store against bare alternatives, side by side in the same run, on a database of its own that is thrown away.

  --quick                less of everything, in under two minutes (the build not counted)
  --only PART,…          ${PARTS.join(", ")}
                           ingest   posts of logs over HTTP against a bare COPY of the same rows
                           storage  the storage layer alone against the same COPY
                           reads    the reads behind the screens against DuckDB and plain PostgreSQL
                           spend    spend of 13 months by two dimensions, against DuckDB on the same attempts
                           costing  what a price adds to making an attempt of a record
                           exports  FOCUS files from the database, against a bare COPY of their rows, in little memory
                           answers  what routers ask for, idle and under ingest load
                           delivery polls of the bundle at 1,000/s on one core, and streams at another replica
                           bytes    what a request takes on disk
                           attempts first pages of the attempts explorer against ORDER BY … LIMIT
                           comparison  models on the same mix of traffic, recommendation, size classes
                           backtest a draft policy over a recorded week
                           reprice  a month of attempts priced anew, readers beside it
                           flood    memory and health under many posts at once, packed ones too
                           storm    floods, streams and heavy readers at once, beside polls and publishes
  --against REV          compares this build with that of another commit instead, both in turn: each figure as a ratio.
                         With it, --only knows ${LOADS.join(", ")}
                           ingest   posts of the last minute and spread over six hours: records/s, WAL, processor time
                           router   50 posts/s of 1 to 50 records: how long one router waits
                           import   a million rows of thirty days by the command line
                           memory   of the server, idle and in a flood of 64 connections
                           overview thirty days over HTTP, first and again, over --rows of history (10m)
                           viewers  100 on Live, all asking the same, and each something else, over the same history
  --rows N,…             how many requests the reads run at, e.g. 1m,10m,100m (${QUICK_ROWS / 1000}k with --quick)
  --rounds N             repetitions of which the median counts (5, with --quick 3; with --against 3 and 1)
  --out FILE             where the figures go as JSON (.cache/bench.json)
  --server-env NAME=V    sets a variable for the server that is measured (with --against, this build's); may be given again
  --no-build             takes the build that is there, fresh or not
  --help`;

/** Reads the command line; null asks for help. */
export function parseBenchOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parse(args);
  if (values.help) return null;
  const quick = values.quick ?? false;
  const { against: rev, only } = values;
  return {
    quick,
    parts: rev !== undefined ? [] : parseNames(only, PARTS),
    against: rev === undefined ? null : { rev: parseRev(rev), loads: parseNames(only, LOADS) },
    rows: values.rows === undefined ? standardRows(quick, rev) : parseRows(values.rows),
    rounds: values.rounds === undefined ? standardRounds(quick, rev) : parseCount(values.rounds, "--rounds"),
    out: values.out ?? ".cache/bench.json",
    build: !values["no-build"],
    serverEnv: Object.fromEntries((values["server-env"] ?? []).map(parseAssignment)),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean" },
        only: { type: "string" },
        against: { type: "string" },
        rows: { type: "string" },
        rounds: { type: "string" },
        out: { type: "string" },
        "server-env": { type: "string", multiple: true },
        "no-build": { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new BenchOptionsError(error instanceof Error ? error.message : String(error));
  }
}

function standardRounds(quick: boolean, rev: string | undefined): number {
  if (rev === undefined) return quick ? 3 : 5;
  return quick ? 1 : 3;
}

function standardRows(quick: boolean, rev: string | undefined): readonly number[] {
  if (quick) return [QUICK_ROWS];
  return rev === undefined ? FULL_ROWS : [MAX_STORED_ROWS];
}

/** Those of the known names that are given; all where none is. */
function parseNames<Name extends string>(text: string | undefined, known: readonly Name[]): readonly Name[] {
  if (text === undefined) return known;
  return text.split(",").map((given) => {
    const name = known.find((one) => one === given);
    if (!name) throw new BenchOptionsError(`--only knows ${known.join(", ")}, not ${given}`);
    return name;
  });
}

function parseRev(text: string): string {
  if (text.trim() === "") throw new BenchOptionsError("--against must name a commit, a tag or a branch");
  return text;
}

const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1_000, m: 1_000_000 };

function parseRows(text: string): number[] {
  const rows = text.split(",").map((item) => {
    const [, digits, unit] = /^(\d+)([km]?)$/i.exec(item) ?? [];
    const count = Number(digits) * (UNITS[unit?.toLowerCase() ?? ""] ?? Number.NaN);
    if (!(count > 0)) throw new BenchOptionsError(`--rows must be counts such as 500k or 10m, not ${item}`);
    if (count > MAX_STORED_ROWS && (count % 10 !== 0 || count / 10 > MAX_STORED_ROWS)) {
      throw new BenchOptionsError("--rows must be at most 100m");
    }
    return count;
  });
  return rows.toSorted((a, b) => a - b);
}

function parseCount(text: string, name: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new BenchOptionsError(`${name} must be a whole number from 1`);
  return count;
}

function parseAssignment(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new BenchOptionsError(`--server-env must be NAME=VALUE, not ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}
