import { HOUR_MS } from "@/lib/domain/time/units";

export type ReadKey = readonly ["api", string, string];
type Earlier = { queryKey: ReadKey } | undefined;

/**
 * Keeps an answer while the next loads, where it is of the same question and its range has moved on with the clock.
 *
 * Of other filters, or another range, it would stand beside numbers that it is no measure of.
 */
export function keepSlid(key: ReadKey) {
  return <T>(answer: T | undefined, asked: Earlier): T | undefined =>
    asked && isSlid(asked.queryKey, key) ? answer : undefined;
}

function isSlid([, path, search]: ReadKey, [, nextPath, nextSearch]: ReadKey): boolean {
  const [last, next] = [rangeOf(search), rangeOf(nextSearch)];
  const [begins, ends] = [next.from - last.from, next.to - last.to];
  return (
    path === nextPath && last.rest === next.rest && 0 <= ends && ends <= HOUR_MS && (begins === 0 || begins === ends)
  );
}

function rangeOf(search: string): { from: number; to: number; rest: string } {
  const params = new URLSearchParams(search);
  const [from, to] = [Date.parse(params.get("from") ?? ""), Date.parse(params.get("to") ?? "")];
  params.delete("from");
  params.delete("to");
  return { from, to, rest: params.toString() };
}
