import { type AccessInput, recordAccess } from "@/db/audit/record-access";
import { trimAccessEvents } from "@/db/audit/trim-access-events";
import type { Db } from "@/db/client";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { log } from "@/lib/log";
import { processWide } from "@/lib/process-wide";
import { getDb } from "./runtime";

const FLUSH_MS = 1_000;
const TRIM_MS = HOUR_MS;
// What one process writes of one minute at most; whoever asks from more networks than that is counted together.
const MAX_APART = 300;
const MAX_TEXT = 254;

type Waiting = {
  events: Map<string, AccessInput>;
  apart: { minute: number; keys: Set<string> };
  timer: NodeJS.Timeout | undefined;
  trimmedAt: number;
};

const shared = processWide<Waiting>("access-events");

function waiting(): Waiting {
  return shared.getOrMake(() => ({
    events: new Map(),
    apart: { minute: 0, keys: new Set() },
    timer: undefined,
    trimmedAt: 0,
  }));
}

/** Has somebody's sign-in or refusal put on record within a second; what repeats within a minute is counted. */
export function noteAccess(input: Omit<AccessInput, "at" | "count">): void {
  const state = waiting();
  const at = new Date();
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  if (state.apart.minute !== minute) state.apart = { minute, keys: new Set() };
  // As the database stores it, so that what is two here is two there.
  const text = (value: string) => value.slice(0, MAX_TEXT).toWellFormed().replaceAll("\0", "");
  const given = { ...input, who: text(input.who), path: text(input.path), agent: text(input.agent) };
  const isApart = state.apart.keys.has(keyOf(given, minute)) || state.apart.keys.size < MAX_APART;
  const event = isApart ? given : { ...given, who: "", network: "others", address: "others", agent: "" };
  const key = keyOf(event, minute);
  if (isApart) state.apart.keys.add(key);
  const known = state.events.get(key);
  state.events.set(key, known ? { ...known, at, count: known.count + 1 } : { ...event, at, count: 1 });
  state.timer ??= setTimeout(() => void flushAccess(), FLUSH_MS).unref();
}

/** Writes what was noted; a database that cannot take it loses these counts, never an answer. */
export async function flushAccess(given?: Db): Promise<void> {
  const state = waiting();
  clearTimeout(state.timer);
  state.timer = undefined;
  const events = [...state.events.values()];
  state.events.clear();
  try {
    const db = given ?? getDb();
    if (events.length > 0) await recordAccess(db, events);
    const now = new Date();
    if (now.getTime() - state.trimmedAt < TRIM_MS) return;
    state.trimmedAt = now.getTime();
    await trimAccessEvents(db, { now });
  } catch (error) {
    log.warn({ err: error, lost: events.length }, "Sign-ins and refused requests were not put on record");
  }
}

function keyOf({ event, who, network }: Pick<AccessInput, "event" | "who" | "network">, minute: number): string {
  return JSON.stringify([minute, event, who, network]);
}
