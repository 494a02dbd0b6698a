import { DayOptionsError, parseDay } from "./day-options";

export type ArchiveCommand =
  | { name: "list" }
  | { name: "verify"; day: string | null }
  | { name: "restore"; day: string; days: number }
  | { name: "release"; day: string };

const RESTORED_DAYS = 7;
const RESTORED_DAYS_MAX = 366;

/** Reads the arguments of `npm run archive`, or throws a DayOptionsError naming the wrong part. */
export function parseArchiveOptions(args: readonly string[]): ArchiveCommand {
  const [name, ...rest] = args;
  if (name === "list") return ended({ name }, rest);
  if (name === "verify") {
    const [day, ...more] = rest;
    return ended({ name, day: day === undefined ? null : parseDay("The day", day) }, more);
  }
  const [day, option, days, ...more] = rest;
  if (name === "release") return ended({ name, day: parseDay("The day", day) }, rest.slice(1));
  if (name !== "restore") throw new DayOptionsError("Say list, verify, restore or release; --help explains them");
  if (option !== undefined && option !== "--for") throw new DayOptionsError(`Unknown option ${option}`);
  return ended({ name, day: parseDay("The day", day), days: option ? daysOf(days) : RESTORED_DAYS }, more);
}

function daysOf(text: string | undefined): number {
  const days = Number(text);
  if (/^\d+$/.test(text ?? "") && days >= 1 && days <= RESTORED_DAYS_MAX) return days;
  throw new DayOptionsError(`--for must be a number of days, at most ${RESTORED_DAYS_MAX}`);
}

function ended(command: ArchiveCommand, rest: readonly string[]): ArchiveCommand {
  if (rest[0] !== undefined) throw new DayOptionsError(`Unknown option ${rest[0]}`);
  return command;
}
