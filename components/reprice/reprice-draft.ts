import { splitNames } from "@/lib/domain/split-names";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

/** What is typed: UTC days ("2026-03-01"), both included, and names between commas. */
export type RepriceDraft = { from: string; to: string; models: string; providers: string; apps: string };

export type DraftField = keyof RepriceDraft;

/** The thirty days up to now. */
export function emptyDraft(nowMs: number): RepriceDraft {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: day(nowMs - 29 * DAY_MS), to: day(nowMs), models: "", providers: "", apps: "" };
}

/** What is wrong with a draft, by field. */
export function draftProblems({ from, to }: RepriceDraft): Partial<Record<DraftField, string>> {
  const [first, last] = [startOf(from), startOf(to)];
  if (first === null) return { from: t("Required") };
  if (last === null) return { to: t("Required") };
  return last < first ? { to: t("Must not be before the first day") } : {};
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
