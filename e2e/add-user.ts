import { type APIRequestContext, expect, request as http } from "@playwright/test";
import { API_KEY, BASE_URL, FIRST_PASSWORD, PASSWORD, type Role } from "./server-settings";

/** Adds a user as an operator does, who then signs in once and chooses the password of the tests; gives their id. */
export async function addUser(user: { email: string; name: string; role: Role }): Promise<string> {
  const context: APIRequestContext = await http.newContext({ baseURL: BASE_URL });
  const added = await context.post("/api/v1/people", {
    headers: { authorization: `Bearer ${API_KEY}` },
    data: { ...user, password: FIRST_PASSWORD },
  });
  expect(added.status()).toBe(201);
  const { id } = await added.json();
  const first = { email: user.email, password: FIRST_PASSWORD };
  expect((await context.post("/api/auth/sign-in/email", { data: first })).status()).toBe(200);
  const chosen = { password: FIRST_PASSWORD, new_password: PASSWORD };
  expect((await context.post("/api/v1/account/password", { data: chosen })).status()).toBe(204);
  expect((await context.post("/api/auth/sign-out", { data: {} })).status()).toBe(200);
  await context.dispose();
  return id;
}
