import { test } from "@playwright/test";
import { addUser } from "./add-user";
import { USERS } from "./server-settings";

test("an operator's key creates the people of the other tests, who choose their own passwords", async () => {
  for (const role of ["viewer", "finance"] as const) await addUser({ ...USERS[role], role });
});
