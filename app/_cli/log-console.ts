import { format, stripVTControlCharacters } from "node:util";
import { log } from "@/lib/log";

const LEVELS = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error", trace: "debug" } as const;

/**
 * Has whatever libraries write to the console, Next above all, come out as lines of our log.
 *
 * What the operator at the terminal is to read is written before, or by `printLine`.
 */
export function logConsole(): void {
  for (const [method, level] of Object.entries(LEVELS)) {
    Object.assign(console, {
      [method]: (...parts: unknown[]) => {
        const err = parts.find((part) => part instanceof Error);
        const words = parts.filter((part) => part !== err);
        const message = stripVTControlCharacters(format(...words)).trim() || (err instanceof Error ? err.message : "");
        log[level]({ from: "console", ...(err instanceof Error && { err }) }, message);
      },
    });
  }
}

/** Writes a line for the operator at the terminal, whatever the console became. */
export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
