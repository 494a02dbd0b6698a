import { rm } from "node:fs/promises";
import type { Section } from "../section";
import { type Imported, importHistory, writeHistory } from "./import-history";
import { type Comparison, inTurn } from "./open-sides";
import { noneOfEither, type Stat, statRows } from "./stat-rows";

const QUICK_ROWS = 20_000;
const FULL_ROWS = 1_000_000;
const WARM_UP_ROWS = 100;
const MAX_ROUNDS = 3;
const SEED = 50_000;

const STATS: readonly Stat<Imported>[] = [
  { of: "seconds", stat: "wall time, s", better: "less" },
  { of: "processorSeconds", stat: "processor time, s", better: "less" },
];

/** A file of thirty days, imported by each build's command line. */
export async function compareImport(bench: Comparison): Promise<Section[]> {
  const { options } = bench;
  const rows = options.quick ? QUICK_ROWS : Math.min(FULL_ROWS, Math.max(...options.rows));
  const rounds = options.quick ? 1 : Math.min(MAX_ROUNDS, options.rounds);
  const measured = noneOfEither<Imported>();
  // The first run of each makes its database.
  for (let round = 0; round <= rounds; round++) {
    if (round > 0) bench.log(`import: round ${round} of ${rounds}`);
    const size = round === 0 ? WARM_UP_ROWS : rows;
    const file = await writeHistory(bench, { rows: size, seed: SEED + round });
    for (const side of inTurn(round, [bench.ours, bench.theirs])) {
      const imported = await importHistory(bench, side, file, size);
      if (round > 0) measured[side.side].push(imported);
    }
    await rm(file);
  }
  return [
    {
      part: "import",
      title: `A file of thirty days by \`npm run import\` against ${bench.theirs.name}`,
      notes: ["Without a server; the start of PostgreSQL and what is summed up at the end are in it."],
      rows: statRows(`${rows.toLocaleString("en")} rows`, { stats: STATS, measured, than: bench.theirs.name }),
    },
  ];
}
