import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";

const WINDOW_CHOICES = ["24h", "7d", "custom"] as const;
export type WindowChoice = (typeof WINDOW_CHOICES)[number];

const parsers = {
  backtest: parseAsStringLiteral(WINDOW_CHOICES).withDefault("24h"),
  backtest_from: parseAsString,
  backtest_to: parseAsString,
};

export type BacktestWindow = { choice: WindowChoice; from: string | null; to: string | null };

/** The recorded time a back-test is to run over, as it stands in the address. */
export function useBacktestWindow() {
  const [state, setState] = useQueryStates(parsers, { history: "replace" });
  const window: BacktestWindow = { choice: state.backtest, from: state.backtest_from, to: state.backtest_to };
  return {
    window,
    choose: (choice: WindowChoice) => void setState({ backtest: choice }),
    setCustom: (range: { from: string | null; to: string | null }) =>
      void setState({ backtest: "custom", backtest_from: range.from, backtest_to: range.to }),
  };
}

/** From when to when, as RFC 3339; null where a custom window is not a time before another. */
export function resolveBacktestWindow(window: BacktestWindow, nowMs: number): { from: string; to: string } | null {
  const { choice, from, to } = window;
  if (choice === "custom") {
    if (!from || !to || !(Date.parse(from) < Date.parse(to))) return null;
    return { from, to };
  }
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return { from: new Date(endMs - windowLengthMs(choice)).toISOString(), to: new Date(endMs).toISOString() };
}
