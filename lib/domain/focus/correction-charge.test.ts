import { expect, test } from "vitest";
import { correctionCharges, unknownCorrection } from "./correction-charge";
import { ofPico } from "./focus-decimal";

const period = { fromMs: Date.UTC(2026, 3, 1), toMs: Date.UTC(2026, 3, 2) };
const capacity = {
  ...{ id: 7, name: "PTU", provider: "azure", models: ["gpt-4o"], region: null },
  ...{ kind: "ptu_hour" as const, currency: "CNY" },
};

test("what a model cost is a correction of its usage, more or less", () => {
  const of = { kind: "model", month: "2026-03", provider: "q", model: "a", pico: -3n } as const;
  expect(correctionCharges(of, period)).toMatchObject([
    { ...period, billed: ofPico(-3n), series: { category: "Usage", class: "Correction", service: "a", sku: null } },
  ]);
});

test("of capacity what was paid and what it served are corrected apart; nothing of nothing", () => {
  const of = { kind: "capacity", month: "2026-03", capacity } as const;
  const [paid, served, ...more] = correctionCharges({ ...of, paidPico: 90n, tokenPico: 8n }, period);
  expect(paid).toMatchObject({ billed: ofPico(90n), series: { category: "Purchase", class: "Correction" } });
  expect(served).toMatchObject({ billed: ofPico(-8n), series: { category: "Credit", source: "correction" } });
  expect(paid?.series.description).toBe("gpt-4o, azure: reserved capacity PTU, what came after 2026-03 was closed");
  expect(more).toEqual([]);
  expect(correctionCharges({ ...of, paidPico: 0n, tokenPico: 0n }, period)).toEqual([]);
});

test("what is no longer known is a note of nothing", () => {
  const note = unknownCorrection(["2025-01", "2025-02"], period);
  expect(note).toMatchObject({ billed: 0n, pricedShare: 0n, series: { category: "Adjustment", class: "Correction" } });
  expect(note.series.description).toContain("2025-01, 2025-02");
});
