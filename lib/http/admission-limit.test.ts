import { expect, test } from "vitest";
import { AdmissionLimit } from "./admission-limit";

const never = () => new Promise<never>(() => undefined);
const done = async () => "done";

test("posts beyond the bound are turned away before they are read, and told to come back", async () => {
  const limit = new AdmissionLimit(100);
  void limit.run(60, never);
  let isRead = false;

  const refused = limit.run(41, async () => {
    isRead = true;
  });

  await expect(refused).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterSeconds: 1 });
  expect(isRead).toBe(false);
  expect(await limit.run(40, done)).toBe("done");
});

test("a post counts until it has settled, failed or not", async () => {
  const limit = new AdmissionLimit(100);
  await expect(limit.run(90, () => Promise.reject(new Error("cut short")))).rejects.toThrow("cut short");
  await limit.run(90, done);

  expect(await limit.run(90, done)).toBe("done");
});

test("with nothing else held, a post of any size is taken", async () => {
  expect(await new AdmissionLimit(100).run(1_000, done)).toBe("done");
});

test("what turns out larger than expected counts as what it is, and is turned away once it does not fit", async () => {
  const limit = new AdmissionLimit(100);
  void limit.run(10, async (hold) => {
    hold(70);
    // Less than before gives nothing back: the memory is still there.
    hold(20);
    return never();
  });

  await expect(limit.run(31, done)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  const grown = limit.run(10, async (hold) => hold(31));

  await expect(grown).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(limit.heldBytes).toBe(70);
  expect(await limit.run(30, done)).toBe("done");
});
