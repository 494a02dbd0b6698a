import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/units";
import {
  type AlertLook,
  type AlertStatus,
  type AlertStep,
  NO_DATA_MAX_MS,
  stepAlert,
  type Verdict,
} from "./alert-state";

const looks = fc.array(
  fc.record({
    verdict: fc.constantFrom<Verdict>("breached", "ok", "unmeasured"),
    isSilenced: fc.boolean(),
    waitMs: fc.integer({ min: 1, max: 20 * MINUTE_MS }),
  }),
  { minLength: 1, maxLength: 80 },
);
const settings = fc.record({
  forMs: fc.constantFrom(0, 5 * MINUTE_MS, HOUR_MS),
  renotifyMs: fc.constantFrom(null, 30 * MINUTE_MS, 4 * HOUR_MS),
});
type Entry = AlertStep & { look: AlertLook; before: AlertStatus | null };

function replay(
  all: { verdict: Verdict; isSilenced: boolean; waitMs: number }[],
  own: Pick<AlertLook, "forMs" | "renotifyMs"> & { hasChannels?: boolean },
) {
  const entries: Entry[] = [];
  let before: AlertStatus | null = null;
  let nowMs = 0;
  for (const { waitMs, ...seen } of all) {
    nowMs += waitMs;
    const look = { hasChannels: true, ...seen, ...own, nowMs };
    const step = stepAlert(before, look);
    entries.push({ ...step, look, before });
    before = step.status;
  }
  return entries;
}

test("that it is over is sent once for each episode of which it was sent that it fires, and never without", () => {
  fc.assert(
    fc.property(looks, settings, (all, own) => {
      let isOpen = false;
      for (const { notify } of replay(all, own)) {
        if (notify === "resolved") {
          expect(isOpen).toBe(true);
          isOpen = false;
        } else if (notify === "firing") isOpen = true;
      }
    }),
  );
});

test("what has no channel to be sent to is never noted as sent", () => {
  fc.assert(
    fc.property(looks, settings, (all, own) => {
      for (const { notify, status } of replay(all, { ...own, hasChannels: false })) {
        expect([notify, status?.notifiedMs ?? null]).toEqual([null, null]);
      }
    }),
  );
});

test("within an episode it is sent again no sooner than asked", () => {
  fc.assert(
    fc.property(looks, settings, (all, own) => {
      let sentMs: number | null = null;
      for (const { notify, status, look } of replay(all, own)) {
        if (notify === "firing") {
          if (sentMs !== null)
            expect(look.nowMs - sentMs).toBeGreaterThanOrEqual(own.renotifyMs ?? Number.POSITIVE_INFINITY);
          sentMs = look.nowMs;
        }
        if (status?.state === "resolved") sentMs = null;
      }
    }),
  );
});

test("it fires only after its condition held at every look for as long as asked", () => {
  fc.assert(
    fc.property(looks, settings, (all, own) => {
      let heldFromMs: number | null = null;
      for (const { look, status, before } of replay(all, own)) {
        heldFromMs = look.verdict === "breached" ? (heldFromMs ?? look.nowMs) : null;
        const beginsToFire = status?.firedMs === look.nowMs && before?.firedMs !== look.nowMs;
        if (beginsToFire) expect(look.nowMs - (heldFromMs ?? Number.NaN)).toBeGreaterThanOrEqual(own.forMs);
      }
    }),
  );
});

test("nothing measured resolves nothing within a week and is never sent, and nothing that fires is sent under a silence", () => {
  fc.assert(
    fc.property(looks, settings, (all, own) => {
      for (const { look, status, before, notify } of replay(all, own)) {
        if (look.verdict === "unmeasured" && before && before.state !== "resolved") {
          expect(status?.state).toBe("no_data");
          expect(notify).toBeNull();
        }
        if (look.isSilenced) expect(notify).not.toBe("firing");
      }
    }),
  );
});

test("the same look twice changes nothing and sends nothing the second time", () => {
  fc.assert(
    fc.property(looks, settings, (all, own) => {
      for (const { look, status } of replay(all, own)) {
        expect(stepAlert(status, look)).toEqual({ status, isChanged: false, notify: null });
      }
    }),
  );
});

test("what was not measured for a week is over, and says so where it was sent", () => {
  const status: AlertStatus = { state: "no_data", sinceMs: 0, firedMs: 0, notifiedMs: 0 };
  const look = { verdict: "unmeasured" as const, isSilenced: false, forMs: 0, renotifyMs: null, hasChannels: true };
  expect(stepAlert(status, { ...look, nowMs: NO_DATA_MAX_MS - 1 }).status).toEqual(status);
  expect(stepAlert(status, { ...look, nowMs: NO_DATA_MAX_MS })).toMatchObject({
    status: { state: "resolved" },
    notify: "resolved",
  });
});

test("a silence that ends while it still fires lets it be sent", () => {
  const look = { verdict: "breached" as const, forMs: 0, renotifyMs: DAY_MS, hasChannels: true };
  const silenced = stepAlert(null, { ...look, isSilenced: true, nowMs: 0 });
  expect(silenced).toMatchObject({ status: { state: "silenced" }, notify: null });
  expect(stepAlert(silenced.status, { ...look, isSilenced: false, nowMs: MINUTE_MS })).toMatchObject({
    status: { state: "firing", firedMs: 0, notifiedMs: MINUTE_MS },
    notify: "firing",
  });
});
