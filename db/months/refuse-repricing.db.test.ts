import { expect, test } from "vitest";
import { MONTH_QUESTIONS } from "@/lib/contract/month-statement";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { closeMonth } from "./close-month";
import { previewClose } from "./preview-close";

const database = testDatabase();
const now = new Date("2026-05-10T00:00:00Z");
const asked = (month: string) => ({ month, zone: "UTC", now, retention: EVERYTHING_RETAINED });
const close = (month: string) =>
  closeMonth(database.db, {
    ...{ ...asked(month), note: null, acknowledged: [...MONTH_QUESTIONS], actor: "finn@example.com" },
    signer: { key_id: "0".repeat(16), public_key: "", sign: () => "" },
  });

test("a month is not closed between two days of a re-price that touches it, and others are", async () => {
  const request = { from: "2026-03-31T00:00:00Z", to: "2026-04-01T00:00:00Z", filters: {} };
  const [run] = await database.sql`
    insert into reprice_run (state, request, book_digest, reason, created_at, created_by, days)
    values ('running', ${JSON.stringify(request)}::text::jsonb, '', 'late', now(), 'ada@example.com', '{2026-03-31}') returning id`;

  const refusal = { code: "CONFLICT", message: expect.stringContaining(`Re-price ${run?.id} by ada@example.com`) };
  await expect(previewClose(database.db, asked("2026-03"))).rejects.toMatchObject(refusal);
  await expect(close("2026-03")).rejects.toMatchObject(refusal);
  expect((await close("2026-04")).statement.month).toBe("2026-04");

  await database.sql`update reprice_run set state = 'done'`;
  expect((await close("2026-03")).statement.month).toBe("2026-03");
});
