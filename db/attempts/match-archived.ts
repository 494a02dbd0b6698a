import { createHash } from "node:crypto";
import type { Filters } from "@/lib/contract/common";
import type { ArchiveValue } from "@/lib/domain/archive/archive-columns";
import { HASHED_USER_CHARACTERS } from "@/lib/domain/hashed-user";
import { absentName, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { filteredDimensions, tagsByKey } from "../aggregates/filter-sql";
import { parseTags } from "../archive/parse-tags";
import { measureName } from "../schema/measure-columns";
import type { AttemptsFile } from "./archived-attempts";
import type { AttemptSelection, InstantSpan } from "./attempt-conditions";

/** What holds of an archived attempt's values in some columns. */
export type ArchivedCondition = {
  columns: readonly string[];
  holds: (values: readonly ArchiveValue[]) => boolean;
};

/** The conditions of a selection on attempts in a file, as attemptConditions has them on those in the database. */
export function archivedConditions(selection: AttemptSelection): ArchivedCondition[] {
  const { filters, outcomes, errorCodes = [], routers = [], ranges = [], requestId } = selection;
  const all = [...filteredDimensions(filters).map((name) => named(name, filters[name], absentName(name)))];
  if (outcomes.length > 0) all.push(named("outcome", outcomes, null));
  if (errorCodes.length > 0) all.push(named("error_code", errorCodes, UNASSIGNED));
  if (routers.length > 0) all.push(named("router", routers, UNASSIGNED));
  if (filters.consumer.length > 0) all.push(named("consumer", withHashes(filters.consumer), absentName("consumer")));
  if (filters.session.length > 0) all.push(named("session", filters.session, absentName("session")));
  if (filters.tag.length > 0) all.push(tagged(filters.tag));
  for (const { measure, min, max } of ranges) {
    all.push({
      columns: [measureName(measure)],
      holds: ([value]) => {
        if (typeof value !== "number" && typeof value !== "bigint") return false;
        return (min === null || value >= min) && (max === null || value < max);
      },
    });
  }
  if (requestId !== undefined) {
    all.push({
      columns: ["request_uuid", "request_text", "id_uuid", "id_text"],
      holds: (values) => values.find((value) => value !== null) === requestId,
    });
  }
  return all;
}

/** That an attempt has an id. */
export function isAttempt(id: string): ArchivedCondition {
  return { columns: ["id_uuid", "id_text"], holds: ([uuid, text]) => (uuid ?? text) === id };
}

/** Where attempts of a span are in a group for which conditions hold, and when each of them started (µs). */
export async function placesIn(
  file: AttemptsFile,
  group: number,
  { conditions, span }: { conditions: readonly ArchivedCondition[]; span: InstantSpan },
): Promise<{ place: number; startedAtUs: number }[]> {
  const names = [...new Set(["started_at", ...conditions.flatMap(({ columns }) => columns)])];
  const columns = new Map((await file.readColumns(group, names)).map((values, n) => [names[n] ?? "", values]));
  const starts = columns.get("started_at") ?? [];
  let places = [...starts.keys()].filter((place) => {
    const startedAtUs = Number(starts[place]);
    return startedAtUs >= span.fromUs && startedAtUs < span.toUs;
  });
  for (const { columns: own, holds } of conditions) {
    const values = own.map((name) => columns.get(name) ?? []);
    places = places.filter((place) => holds(values.map((column) => column[place] ?? null)));
  }
  return places.map((place) => ({ place, startedAtUs: Number(starts[place]) }));
}

/** Of one name of several; those without a name where the one for them is among the names. */
function named(column: string, names: readonly string[], absent: string | null): ArchivedCondition {
  const asked = new Set(names);
  const withAbsent = absent !== null && asked.has(absent);
  return { columns: [column], holds: ([value]) => (typeof value === "string" ? asked.has(value) : withAbsent) };
}

function withHashes(users: readonly string[]): string[] {
  const hashOf = (user: string) => createHash("sha256").update(user).digest("hex").slice(0, HASHED_USER_CHARACTERS);
  return [...users, ...users.map(hashOf)];
}

function tagged(asked: Filters["tag"]): ArchivedCondition {
  const byKey = tagsByKey(asked.filter((tag) => tag !== UNASSIGNED));
  const withUntagged = asked.includes(UNASSIGNED);
  return {
    columns: ["tags"],
    holds: ([value]) => {
      if (typeof value !== "string") return withUntagged;
      const tags = new Set(parseTags(value));
      return byKey.length > 0 && byKey.every((alternatives) => alternatives.some((tag) => tags.has(tag)));
    },
  };
}
