import { expect, test } from "vitest";
import { EnvError } from "@/lib/env";
import { checkAdminPassword } from "./check-admin-password";

const admin = (password: string) => ({ admin: { email: "root@example.com", password } });

test("a first admin whose password is easy to guess stops the start with a line that names the variable, never the value", async () => {
  const problem = await checkAdminPassword(admin("password1234")).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(EnvError);
  expect(String(problem)).toContain("SWITCHYARD_ADMIN_PASSWORD is too easy to guess");
  expect(String(problem)).not.toContain("password1234");
});

test("a good one, or none, lets it go on", async () => {
  await checkAdminPassword(admin("correct-horse-battery-staple"));
  await checkAdminPassword({ admin: undefined });
});
