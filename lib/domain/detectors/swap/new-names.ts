import { type HourGrid, profilesAt } from "./hour-grid";

/** From `since` on, answers carry a name that none of this model carried before; `before` are the usual names, the most frequent first. */
export type NameChange = { since: number; name: string; before: string[] };

const LEARN_HOURS = 168;
const WINDOW_HOURS = 24;
/** Fewer are somebody's odd request. */
const ATTEMPTS_MIN = 5;
const SHARE_MIN = 0.05;
const NAMES_SHOWN = 3;

/**
 * New model names in answers, after a week of recorded ones, each dated to the first hour from which it is in one answer of twenty over
 * a day. That is a fact, not a test. Owner and capitals are no difference: "Qwen/Qwen3-8B" is "qwen3-8b".
 */
export function newNames(grid: HourGrid): NameChange[] {
  const hours = grid.hours.map((_, index) => namesAt(grid, grid.first + index));
  const firstNamed = hours.findIndex((names) => names.size > 0);
  const known = new Map<string, number>();
  const changes: NameChange[] = [];
  for (const [index, names] of hours.entries()) {
    const isLearning = index < firstNamed + LEARN_HOURS;
    for (const [name, attempts] of names) {
      if (!isLearning && !known.has(name)) {
        const { own, all } = countFrom(hours, index, name);
        if (own < ATTEMPTS_MIN || own < SHARE_MIN * all) continue;
        changes.push({ since: grid.first + index, name, before: usualNames(known) });
      }
      known.set(name, (known.get(name) ?? 0) + attempts);
    }
  }
  return changes;
}

function namesAt(grid: HourGrid, hour: number): Map<string, number> {
  const names = new Map<string, number>();
  for (const { returnedModels } of profilesAt(grid, hour)) {
    for (const [name, attempts] of returnedModels) {
      const plain = plainName(name);
      names.set(plain, (names.get(plain) ?? 0) + attempts);
    }
  }
  return names;
}

function plainName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).toLowerCase();
}

function countFrom(hours: readonly ReadonlyMap<string, number>[], from: number, name: string) {
  let own = 0;
  let all = 0;
  for (const names of hours.slice(from, from + WINDOW_HOURS)) {
    own += names.get(name) ?? 0;
    for (const attempts of names.values()) all += attempts;
  }
  return { own, all };
}

function usualNames(known: ReadonlyMap<string, number>): string[] {
  const byUse = [...known].sort(([, a], [, b]) => b - a);
  return byUse.slice(0, NAMES_SHOWN).map(([name]) => name);
}
