import { expect, test } from "vitest";
import type { ParityReply } from "@/lib/contract/parity";
import { parityDayRows, parityTotalLines } from "./prepare-parity";

const none = { calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: "0" };
const price = { reason: "price" as const, ...none, cost_usd: "-0.5" };
const usage = { calls: 2, input_tokens: 20, output_tokens: 2, cost_usd: "1" };
const day = { model: "m", ours: usage, theirs: usage, difference: none, parts: [], unexplained: none };
const reply: ParityReply = {
  ...{ offset_minutes: 480, call_rule: "answered", slot_minutes: 30 },
  days: [
    { ...day, day: "2026-11-20" },
    { ...day, day: "2026-11-21", parts: [price], difference: { ...none, cost_usd: "-0.5" } },
    { ...day, day: "2026-11-22", unexplained: { ...none, calls: 1 }, difference: { ...none, calls: 1 } },
  ],
  total: { difference: { ...none, calls: 1, cost_usd: "-0.5" }, parts: [price], unexplained: { ...none, calls: 1 } },
};

test("each reason is a line between the difference and what stays unexplained", () => {
  expect(parityTotalLines(reply).map(({ name, calls, cost }) => [name, calls, cost])).toEqual([
    ["More here than there", "1", "-$0.50"],
    ["The same usage at another price", "0", "-$0.50"],
    ["Unexplained", "1", "$0.00"],
  ]);
});

test("days on which both say the same are left out, the others say why", () => {
  expect(parityDayRows(reply).map(({ day: of, why }) => [of, why])).toEqual([
    ["2026-11-21", "The same usage at another price"],
    ["2026-11-22", "Unexplained in part"],
  ]);
});
