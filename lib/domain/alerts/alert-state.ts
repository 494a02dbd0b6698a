import { DAY_MS } from "../time/units";

/** How an alert stands: `silenced` fires and nobody is notified, `no_data` waits for the next measurement as it was. */
export const ALERT_STATES = ["pending", "firing", "silenced", "no_data", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What a look at the traffic says of a rule's condition; `unmeasured` where there is too little to say anything. */
export type Verdict = "breached" | "ok" | "unmeasured";

/** An alert after a look at it; instants in ms. */
export type AlertStatus = {
  state: AlertState;
  sinceMs: number;
  /** When this episode began to fire; null while it has not. */
  firedMs: number | null;
  /** When it was last sent that it fires; null where that was not sent in this episode. */
  notifiedMs: number | null;
};

export type AlertLook = {
  verdict: Verdict;
  isSilenced: boolean;
  nowMs: number;
  /** For how long the condition must hold before it fires. */
  forMs: number;
  /** After how long it is sent again while it fires; null is never. */
  renotifyMs: number | null;
  /** Whether there is anywhere to send it: what is not sent is not noted as sent. */
  hasChannels: boolean;
};

export type AlertStep = {
  /** Null where there is still nothing to remember. */
  status: AlertStatus | null;
  isChanged: boolean;
  notify: "firing" | "resolved" | null;
};

/** What was not measured for so long is taken for gone. */
export const NO_DATA_MAX_MS = 7 * DAY_MS;

/**
 * The next state of an alert.
 *
 * It leaves firing on evidence alone: where nothing is measured, it stays open as `no_data` and is not sent again. That it is over is
 * sent wherever it was sent that it fires, also under a silence, so that nothing stays open elsewhere. The same look twice changes
 * nothing the second time.
 */
export function stepAlert(before: AlertStatus | null, look: AlertLook): AlertStep {
  const { nowMs, renotifyMs, hasChannels } = look;
  const state = nextState(before, look);
  if (state === null) return { status: before, isChanged: false, notify: null };
  const isChanged = before?.state !== state;
  const isNew = before === null || before.state === "resolved";
  const own = isNew && isChanged ? { firedMs: null, notifiedMs: null } : before;
  const isFiring = state === "firing" || state === "silenced";
  const status: AlertStatus = {
    state,
    sinceMs: isChanged || before === null ? nowMs : before.sinceMs,
    firedMs: own?.firedMs ?? (isFiring ? nowMs : null),
    notifiedMs: own?.notifiedMs ?? null,
  };
  if (state === "firing" && hasChannels && isDue(status.notifiedMs, nowMs, renotifyMs)) {
    return { status: { ...status, notifiedMs: nowMs }, isChanged, notify: "firing" };
  }
  if (state === "resolved" && isChanged && status.notifiedMs !== null) {
    return { status: { ...status, notifiedMs: null }, isChanged, notify: "resolved" };
  }
  return { status, isChanged, notify: null };
}

function nextState(before: AlertStatus | null, { verdict, isSilenced, nowMs, forMs }: AlertLook): AlertState | null {
  const state = before?.state ?? null;
  const isOpen = before !== null && state !== "resolved" && before.firedMs !== null;
  if (verdict === "breached") {
    const heldMs = state === "pending" && before ? nowMs - before.sinceMs : 0;
    if (!isOpen && heldMs < forMs) return "pending";
    return isSilenced ? "silenced" : "firing";
  }
  if (state === null || state === "resolved") return state;
  if (verdict === "ok") return "resolved";
  const isGone = state === "no_data" && before !== null && nowMs - before.sinceMs >= NO_DATA_MAX_MS;
  return isGone ? "resolved" : "no_data";
}

function isDue(notifiedMs: number | null, nowMs: number, renotifyMs: number | null): boolean {
  return notifiedMs === null || (renotifyMs !== null && nowMs - notifiedMs >= renotifyMs);
}
