import { parseDayOptions } from "./day-options";
import { failCommand, runCommand } from "./run-command";
import { runVerification, verificationLines } from "./verification";

const USAGE = `npm run rollups:verify [-- --from DAY --to DAY --json]

Compares every sum with the attempts it was added up from, as long as those are kept, and every level with the next
finer one, within the UTC days from one to the other (2026-03-01; all there are if left out) and their months. Changes
nothing, and may run beside a live server. Ends with 0 when all is equal, 1 when something differs.`;

try {
  const args = process.argv.slice(2);
  if (args.includes("--help")) console.log(USAGE);
  else {
    const { from, to, flags } = parseDayOptions(args, ["--json"]);
    await runCommand(async ({ sql }) => {
      const verification = await runVerification(sql, { from, to });
      if (flags.has("--json")) console.log(JSON.stringify(verification, null, 2));
      else for (const line of verificationLines(verification)) console.log(line);
      return verification.tables.some(({ wrong }) => wrong > 0) ? 1 : 0;
    });
  }
} catch (error) {
  process.exitCode = failCommand(error);
}
