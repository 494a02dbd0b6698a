import { MINUTE_MS } from "../time/units";
import { type AlertStatus, stepAlert, type Verdict } from "./alert-state";

/** A time that an alert would have fired, in epoch minutes. */
export type Firing = {
  from: number;
  /** Null where it fires still. */
  to: number | null;
  /** Whether its condition held from the very first tick on, and may have for longer. */
  isFromStart: boolean;
};

type ReplayInput = {
  /** Epoch minutes, ascending. */
  minutes: readonly number[];
  /** Asked once for each tick, in ascending order. */
  verdictAt: (tick: number) => Verdict;
  /** For how long the condition must hold before it fires. */
  forMinutes: number;
};

/** The times that an alert would have fired, had it been looked at at these minutes: the states are those of alerts. */
export function replayAlert({ minutes, verdictAt, forMinutes }: ReplayInput): Firing[] {
  const firings: Firing[] = [];
  const forMs = forMinutes * MINUTE_MS;
  const common = { isSilenced: false, renotifyMs: null, hasChannels: false, forMs };
  let status: AlertStatus | null = null;
  let isUnbroken = true;
  for (let tick = 0; tick < minutes.length; tick++) {
    const minute = minutes[tick] ?? 0;
    const verdict = verdictAt(tick);
    if (verdict !== "breached") isUnbroken = false;
    const isClosed: boolean = status === null || status.state === "resolved";
    // Nothing opens what is closed but a breach.
    if (isClosed && verdict !== "breached") continue;
    const before: AlertStatus | null = status;
    status = stepAlert(before, { ...common, verdict, nowMs: minute * MINUTE_MS }).status;
    if (isFiring(status) && !isFiring(before)) firings.push({ from: minute, to: null, isFromStart: isUnbroken });
    const last = firings.at(-1);
    if (last?.to === null && !isFiring(status)) last.to = minute;
  }
  return firings;
}

/** From when it fires until it is resolved, whether anything is measured meanwhile or not. */
function isFiring(status: AlertStatus | null): boolean {
  return status !== null && status.state !== "resolved" && status.firedMs !== null;
}
