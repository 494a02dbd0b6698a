import type { z } from "zod";
import type { Random } from "@/lib/domain/simulation/random";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { Meeting } from "./behaviour";
import type { Call } from "./call";
import { FAULTS, type FaultKind, type FaultSettings, faultFacts } from "./fault-kinds";
import type { faultSchema } from "./fault-schema";

type ParsedFault = z.output<typeof faultSchema>;

type ActiveFault = {
  id: number;
  kind: FaultKind;
  model: string | null;
  region: string | null;
  settings: FaultSettings;
  fromMs: number;
  endsMs: number | null;
  /** Null: as often as it is met. */
  timesLeft: number | null;
};

export type ActiveFaults = {
  add: (fault: ParsedFault, nowMs: number) => FaultReport;
  list: (nowMs: number) => FaultReport[];
  /** Removes one, and says whether there was one; without an id all, those of names among them. */
  remove: (id?: number) => boolean;
  /** Which faults a call meets, in the order they came; a fault with a number of times is used by that. */
  meet: (call: Call, named: FaultKind | null, moment: { nowMs: number; inFlight: number; random: Random }) => Meeting[];
};

type FaultReport = Pick<ActiveFault, "id" | "kind" | "model" | "region" | "settings"> & {
  times_left: number | null;
  seconds_left: number | null;
};

/** Faults called by name that are remembered at once; the oldest is forgotten first. */
const MAX_NAMED = 10_000;
const MAX_FAULTS = 10_000;

/** The faults of a provider: those an admin has added, and those that models are named by. */
export function createActiveFaults(): ActiveFaults {
  let faults: ActiveFault[] = [];
  const named = new Map<string, ActiveFault>();
  let lastId = 0;

  const lives = ({ endsMs, timesLeft }: ActiveFault, nowMs: number) =>
    (endsMs === null || nowMs < endsMs) && (timesLeft === null || timesLeft > 0);

  function start(fault: ParsedFault, nowMs: number): ActiveFault {
    const { kind, model = null, region = null, duration_seconds, ...given } = fault;
    const facts = faultFacts(kind);
    const settings: FaultSettings = { ...facts.settings, ...given };
    const seconds = duration_seconds ?? facts.durationSeconds;
    const endsMs = seconds === undefined ? null : nowMs + seconds * SECOND_MS;
    return { id: ++lastId, kind, model, region, settings, fromMs: nowMs, endsMs, timesLeft: settings.times ?? null };
  }

  /** One that happens once does so for each new request, so that a name can be used again and again. */
  function namedFault(call: Call, kind: FaultKind, nowMs: number): ActiveFault {
    const key = JSON.stringify([call.region, call.model, "times" in FAULTS[kind].settings ? call.hash : null]);
    const fault = named.get(key) ?? start({ kind, model: call.model, region: call.region }, nowMs);
    named.set(key, fault);
    const [oldest] = named.keys();
    if (named.size > MAX_NAMED && oldest !== undefined) named.delete(oldest);
    return fault;
  }

  return {
    add(given, nowMs) {
      faults = faults.filter((fault) => lives(fault, nowMs)).slice(1 - MAX_FAULTS);
      const fault = start(given, nowMs);
      faults.push(fault);
      return reportOf(fault, nowMs);
    },
    list: (nowMs) => faults.filter((fault) => lives(fault, nowMs)).map((fault) => reportOf(fault, nowMs)),
    remove(id) {
      const before = faults.length;
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
      if (id === undefined) named.clear();
      return faults.length < before;
    },
    meet(call, name, { nowMs, inFlight, random }) {
      const applying = faults.filter(
        ({ model, region }) => (model ?? call.model) === call.model && (region ?? call.region) === call.region,
      );
      const all = name === null ? applying : [namedFault(call, name, nowMs), ...applying];
      return all
        .filter((fault) => lives(fault, nowMs) && isHit(fault, random))
        .map((fault) => {
          if (fault.timesLeft !== null) fault.timesLeft -= 1;
          return { kind: fault.kind, settings: fault.settings, sinceMs: nowMs - fault.fromMs, inFlight };
        });
    },
  };
}

/** One that grows draws by itself, when it is known how far it has grown. */
function isHit({ kind, settings }: ActiveFault, random: Random): boolean {
  return kind === "creeping-p99" || settings.share === undefined || random.chance(settings.share);
}

function reportOf(fault: ActiveFault, nowMs: number): FaultReport {
  const { id, kind, model, region, settings, timesLeft, endsMs } = fault;
  const seconds_left = endsMs === null ? null : Math.max(0, (endsMs - nowMs) / SECOND_MS);
  return { id, kind, model, region, settings, times_left: timesLeft, seconds_left };
}
