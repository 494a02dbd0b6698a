import { confirmRetention } from "@/db/retention/confirm-retention";
import { judgeRetention } from "@/db/retention/judge-retention";
import { readToolEnv } from "@/lib/env";
import { DayOptionsError } from "./day-options";
import { failCommand, runCommand } from "./run-command";

const USAGE = `npm run retention [-- --confirm]

Says whether what is older than SWITCHYARD_RAW_RETENTION_DAYS and SWITCHYARD_MINUTE_RETENTION_DAYS is being deleted, and
if not, why: a clock that leapt, or a retention that was cut short, must not delete everything by itself. --confirm lets
it go on. Set those variables as the servers have them. Ends with 0 when it goes on, 1 while it is held.`;

const ACTOR = "command line";

try {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== "--confirm" && arg !== "--help");
  if (unknown !== undefined) throw new DayOptionsError(`Unknown option ${unknown}`);
  if (args.includes("--help")) console.log(USAGE);
  else {
    await runCommand(async ({ db }) => {
      const { rawRetentionDays, minuteRetentionDays } = readToolEnv();
      const days = { rawDays: rawRetentionDays, minuteDays: minuteRetentionDays };
      if (args.includes("--confirm") && (await confirmRetention(db, { days, actor: ACTOR }))) {
        console.log("Confirmed: the servers go on within a minute");
      }
      const { now, hold } = await judgeRetention(db, { days });
      console.log(`The database's clock: ${now.toISOString()}`);
      console.log(`Kept: attempts ${days.rawDays} days, minutes ${days.minuteDays} days`);
      console.log(hold === null ? "What is older is deleted" : `Nothing is deleted: ${hold.reason}`);
      return hold === null ? 0 : 1;
    });
  }
} catch (error) {
  process.exitCode = failCommand(error);
}
