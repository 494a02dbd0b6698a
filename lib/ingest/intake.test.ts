import { expect, test } from "vitest";
import { Intake } from "./intake";

const never = () => new Promise<never>(() => undefined);
const done = async () => "done";

test("posts beyond the bound are turned away before they are read, and told to come back", async () => {
  const intake = new Intake(100);
  void intake.run(60, never);
  let isRead = false;

  const refused = intake.run(41, async () => {
    isRead = true;
  });

  await expect(refused).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterSeconds: 1 });
  expect(isRead).toBe(false);
  expect(await intake.run(40, done)).toBe("done");
});

test("a post counts until it has settled, failed or not", async () => {
  const intake = new Intake(100);
  await expect(intake.run(90, () => Promise.reject(new Error("cut short")))).rejects.toThrow("cut short");
  await intake.run(90, done);

  expect(await intake.run(90, done)).toBe("done");
});

test("an idle intake takes a post of any size", async () => {
  expect(await new Intake(100).run(1_000, done)).toBe("done");
});
