import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFrontServer } from "./front-server";

const { server, open } = createFrontServer({ dev: false });
beforeAll(async () => {
  open(async (_request, response) => {
    response.end("the product");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
});

const ask = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

test("an address of the API that cannot be decoded is refused in its own manner", async () => {
  const response = await ask("/api/v1/policies/%ff");

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: "INVALID" } });
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("one that can be decoded goes to the product", async () => {
  expect(await (await ask("/api/v1/policies/%C3%BC%2F")).text()).toBe("the product");
});
