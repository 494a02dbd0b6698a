import { expect, test } from "vitest";
import { describeCauses } from "./describe-anomalies";

const cause = (name: string | null, rise_usd: string, share: number) => ({
  ...{ name, rise_usd, share },
  ...{ actual_usd: rise_usd, usual_usd: "0" },
});

test("what rose is named by dimension, with its share, and no tier says so", () => {
  expect(
    describeCauses({
      causes: [
        { dimension: "app", names: [cause("crawler", "30", 0.95), cause("web", "1", 0.03), cause("cli", "0.5", 0.02)] },
        { dimension: "tier", names: [cause(null, "30", 1)] },
      ],
    }),
  ).toBe(
    "App: crawler +$30.00 (95 % of the rise), web +$1.00 (3 % of the rise) · Tier: no tier +$30.00 (100 % of the rise)",
  );
  expect(describeCauses({ causes: [] })).toBe("It rose as a whole");
});
