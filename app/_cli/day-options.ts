/** A command line that makes no sense; its message is meant for the operator who typed it. */
export class DayOptionsError extends Error {
  override name = "DayOptionsError";
}

export type DayOptions = { from?: string; to?: string; flags: ReadonlySet<string> };

/** Reads `--from DAY`, `--to DAY` (UTC, "2026-03-01") and the given flags, or throws a DayOptionsError naming the wrong part. */
export function parseDayOptions(args: readonly string[], flags: readonly string[]): DayOptions {
  const found = new Set<string>();
  const days: { from?: string; to?: string } = {};
  for (let i = 0; i < args.length; i++) {
    const [name = "", inline] = (args[i] ?? "").split("=", 2);
    if (name === "--from" || name === "--to") {
      const key = name === "--from" ? "from" : "to";
      if (days[key] !== undefined) throw new DayOptionsError(`${name} is given twice`);
      days[key] = parseDay(name, inline ?? args[++i]);
    } else if (flags.includes(name) && inline === undefined) found.add(name);
    else throw new DayOptionsError(`Unknown option ${args[i]}`);
  }
  if (days.from !== undefined && days.to !== undefined && days.from > days.to) {
    throw new DayOptionsError(`--from ${days.from} is after --to ${days.to}`);
  }
  return { ...days, flags: found };
}

/** A UTC day ("2026-03-01"), or a DayOptionsError that names it. */
export function parseDay(name: string, text: string | undefined): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
  if (!isDay || text === undefined) throw new DayOptionsError(`${name} must be a day like 2026-03-01`);
  return text;
}
