import { listRebuildDays, rebuildRollups } from "@/db/rollups/rebuild-rollups";
import { DayOptionsError, parseDayOptions } from "./day-options";
import type { Store } from "./open-store";
import { createProgress } from "./progress";
import { failCommand, runCommand } from "./run-command";
import { runVerification, verificationLines } from "./verification";

const USAGE = `npm run rollups:rebuild -- --from DAY --to DAY [--dry-run]

Counts every sum of the UTC days from one to the other (2026-03-01, both included) and of their months anew from the
attempts, beside a live server. Refuses days of which attempts were dropped. --dry-run only says which days that would
be, and what is wrong with them.`;

try {
  const args = process.argv.slice(2);
  if (args.length === 0 || args.includes("--help")) {
    console.log(USAGE);
    process.exitCode = args.length === 0 ? 2 : 0;
  } else {
    const { from, to, flags } = parseDayOptions(args, ["--dry-run"]);
    if (from === undefined || to === undefined) throw new DayOptionsError("Name the days: --from DAY --to DAY");
    const days = { from, to };
    await runCommand((store) => (flags.has("--dry-run") ? dryRun(store, days) : rebuild(store, days)));
  }
} catch (error) {
  process.exitCode = failCommand(error);
}

async function rebuild({ sql }: Store, days: { from: string; to: string }): Promise<number> {
  const progress = createProgress();
  try {
    const rebuilt = await rebuildRollups(sql, {
      ...days,
      onProgress: (share, day, attempts) => progress.show(share, `${day}: ${attempts.toLocaleString("en")} attempts`),
    });
    progress.end();
    console.log(`Counted ${rebuilt.attempts.toLocaleString("en")} attempts of ${rebuilt.days} days anew`);
    return 0;
  } finally {
    progress.end();
  }
}

async function dryRun({ sql }: Store, days: { from: string; to: string }): Promise<number> {
  const list = await listRebuildDays(sql, days);
  console.log(`Would count ${list.length} days anew: ${list.join(", ")}`);
  for (const line of verificationLines(await runVerification(sql, days))) console.log(line);
  return 0;
}
