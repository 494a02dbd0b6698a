import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { readOptions } from "@/lib/client/read-options";
import { keepSlid } from "./keep-slid";

const PATH = "/api/v1/stats/models";
const DAY = { from: "2026-03-01T00:00:00.000Z", to: "2026-03-02T00:00:00.000Z" };
const optionsOf = (range: typeof DAY, model: string) => {
  const { queryKey } = readOptions(PATH, { ...range, model: [model] });
  return { queryKey, queryFn: () => new Promise<string>(() => {}), placeholderData: keepSlid(queryKey) };
};

/** What is shown of a period before once another is asked for, and not answered yet. */
function shownAfter(range: typeof DAY, model = "a"): string | undefined {
  const client = new QueryClient();
  const first = optionsOf(DAY, "a");
  client.setQueryData<string>(first.queryKey, "of a");
  const observer = new QueryObserver<string, Error, string, string, typeof first.queryKey>(client, first);
  observer.setOptions(optionsOf(range, model));
  return observer.getCurrentResult().data;
}

test("the period before stays on screen while the clock moves it on", () => {
  expect(shownAfter({ from: "2026-03-01T00:01:00.000Z", to: "2026-03-02T00:01:00.000Z" })).toBe("of a");
  expect(shownAfter({ ...DAY, to: "2026-03-02T00:01:00.000Z" })).toBe("of a");
});

test("numbers of other filters, or of another range, are never compared with", () => {
  expect(shownAfter(DAY, "b")).toBeUndefined();
  expect(shownAfter({ from: "2026-02-20T00:00:00.000Z", to: "2026-03-02T00:00:00.000Z" })).toBeUndefined();
  expect(shownAfter({ from: "2026-03-01T12:00:00.000Z", to: "2026-03-02T00:00:00.000Z" })).toBeUndefined();
});
