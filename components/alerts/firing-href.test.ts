import { expect, test } from "vitest";
import { ruleTermsSchema } from "@/lib/contract/alert-rules";
import { firingLink } from "./firing-href";

test("the link of a day with unusual spend is of that day, from midnight to midnight of its time zone", () => {
  const terms = ruleTermsSchema.parse({ kind: "spend_anomaly", tz: "Europe/Berlin" });
  // It fires a minute into the day after; the clock went forward on the day itself.
  const firing = { labels: { day: "2026-03-29" }, from: "2026-03-29T22:01:00.000Z", to: null, is_from_start: false };
  const { href } = firingLink(terms, firing, "2026-03-30T12:00:00.000Z") ?? { href: "" };

  expect(Object.fromEntries(new URL(href, "http://x").searchParams)).toEqual({
    ...{ from: "2026-03-28T23:00:00.000Z", to: "2026-03-29T22:00:00.000Z" },
  });
});
