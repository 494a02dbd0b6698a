import { resolveWindow, type TimeWindow, type WindowName } from "@/lib/domain/time/time-window";

type Asked = { window?: WindowName | undefined; from?: number | undefined; to?: number | undefined };

const DEFAULT_WINDOW: WindowName = "24h";

/** The window a query asks for, on whole minutes; its instants are in epoch µs, checked by the contract. */
export function readWindow({ window, from, to }: Asked, now: Date): TimeWindow {
  if (from === undefined || to === undefined) return resolveWindow({ window: window ?? DEFAULT_WINDOW }, now);
  return resolveWindow({ from: new Date(from / 1_000), to: new Date(Math.ceil(to / 1_000)) }, now);
}
