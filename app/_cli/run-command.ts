import { UnfitDatabase } from "@/db/driver/unfit-database";
import { EmbeddedError } from "@/db/embedded/embedded-error";
import { isAppError } from "@/lib/contract/error";
import { EnvError, readToolEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { DayOptionsError } from "./day-options";
import { openStore, type Store } from "./open-store";

/** Runs a command on the database of the environment and leaves its exit code; what an operator can mend is one line. */
export async function runCommand(body: (store: Store) => Promise<number>): Promise<void> {
  try {
    const env = readToolEnv();
    log.level = "warn";
    const store = await openStore(env);
    try {
      process.exitCode = await body(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    process.exitCode = failCommand(error);
  }
}

/** Prints why a command failed and returns its exit code: 2 for what was asked, 1 for anything else. */
export function failCommand(error: unknown): number {
  const isForOperator =
    error instanceof DayOptionsError ||
    error instanceof EnvError ||
    error instanceof EmbeddedError ||
    error instanceof UnfitDatabase ||
    isAppError(error);
  console.error(isForOperator ? error.message : error);
  return isForOperator ? 2 : 1;
}
