import { expect, test } from "vitest";
import { DEMO_USERS } from "@/lib/domain/access/demo-users";
import { refuseWeakPassword } from "./refuse-weak-password";

const owner = { email: "ada.lovelace@example.com", name: "Ada Lovelace" };

test.each([
  "password1234",
  "Password1234!",
  "123456789012",
  "qwertyuiop12",
  "1qaz2wsx3edc4rfv",
  "iloveyou12345",
  "aaaaaaaaaaaaaaaa",
  "Ada Lovelace 1",
  "ada.lovelace@example.com",
  "Lovelace2026!",
  "switchyard2026",
  `p4ssw0rd${"p4ssw0rd".repeat(15)}`,
])("%s is refused at its field", (password) =>
  expect(refuseWeakPassword(password, owner)).rejects.toMatchObject({
    code: "UNPROCESSABLE",
    fields: { password: [expect.stringContaining("first that are guessed")] },
  }),
);

test.each(["correct-horse-battery-staple", "three plain words", "T7#kd02mX!ql9", "日本の山と海と空と川の道"])(
  "%s is taken",
  (password) => refuseWeakPassword(password, owner),
);

test("who can sign in to the demo does so with passwords that would be taken", async () => {
  for (const { password, email, name } of DEMO_USERS) {
    expect(password.length).toBeGreaterThanOrEqual(12);
    await refuseWeakPassword(password, { email, name });
  }
});
