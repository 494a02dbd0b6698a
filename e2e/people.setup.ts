import { test } from "@playwright/test";
import { addPerson } from "./add-person";
import { PEOPLE } from "./server-settings";

test("an operator's key creates the people of the other tests, who choose their own passwords", async () => {
  for (const role of ["viewer", "finance"] as const) await addPerson({ ...PEOPLE[role], role });
});
