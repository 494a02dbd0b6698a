import { expect, test } from "@playwright/test";
import { API_KEY, PASSWORD, PEOPLE } from "./server-settings";

test("an operator's key creates the people of the other tests", async ({ request }) => {
  for (const role of ["viewer", "finance"] as const) {
    const reply = await request.post("/api/v1/people", {
      headers: { authorization: `Bearer ${API_KEY}` },
      data: { ...PEOPLE[role], role, password: PASSWORD },
    });
    expect(reply.status()).toBe(201);
  }
});
