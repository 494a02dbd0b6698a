import type { ClosedSpan } from "@/lib/contract/reprice";
import { closedMonthsProblem } from "@/lib/domain/repricing/closed-months-problem";
import { splitNames } from "@/lib/domain/split-names";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

/** What is typed: UTC days ("2026-03-01"), both included, and names between commas. */
export type RepriceDraft = { from: string; to: string; models: string; providers: string; apps: string };

export type DraftField = keyof RepriceDraft;

/**
 * The thirty days up to now, or those of them after the last closed month. Where that ends within today, its whole days are
 * still to come, and the draft names the first of them.
 */
export function emptyDraft(nowMs: number, closed: readonly ClosedSpan[]): RepriceDraft {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const openFromMs = Math.max(0, ...closed.map(({ to }) => Math.ceil(Date.parse(to) / DAY_MS) * DAY_MS));
  const fromMs = Math.max(nowMs - 29 * DAY_MS, openFromMs);
  return { from: day(fromMs), to: day(Math.max(fromMs, nowMs)), models: "", providers: "", apps: "" };
}

/** What is wrong with a draft, by field: said at its first day where closed months are among the days. */
export function draftProblems(
  { from, to }: RepriceDraft,
  closed: readonly ClosedSpan[],
): Partial<Record<DraftField, string>> {
  const [first, last] = [startOf(from), startOf(to)];
  if (first === null) return { from: t("Required") };
  if (last === null) return { to: t("Required") };
  if (last < first) return { to: t("Must not be before the first day") };
  const touched = closed.filter((month) => Date.parse(month.from) < last + DAY_MS && Date.parse(month.to) > first);
  return touched.length > 0 ? { from: closedMonthsProblem(touched) } : {};
}

/** A draft as it is sent. */
export function inputOf({ from, to, models, providers, apps }: RepriceDraft) {
  const end = startOf(to);
  return {
    from: `${from}T00:00:00Z`,
    to: end === null ? to : new Date(end + DAY_MS).toISOString(),
    models: splitNames(models),
    providers: splitNames(providers),
    app: splitNames(apps),
  };
}

function startOf(day: string): number | null {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? null : ms;
}
