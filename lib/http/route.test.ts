import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError, errorBodySchema } from "@/lib/contract/error";
import { log } from "@/lib/log";
import { defineRoute, Reply } from "./route";

afterEach(() => vi.restoreAllMocks());

const context = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const anyone = () => "caller";
const url = "http://localhost/api/things";

async function errorOf(response: Response) {
  return { status: response.status, ...errorBodySchema.parse(await response.json()).error };
}

test("a good request is parsed, run, and its reply checked", async () => {
  const GET = defineRoute({
    authenticate: anyone,
    params: z.object({ id: z.string() }),
    query: z.strictObject({ model: z.array(z.string()).optional() }),
    reply: z.object({ id: z.string(), models: z.array(z.string()), caller: z.string() }),
    handle: ({ params, query, caller }) => ({ id: params.id, models: query.model ?? [], caller, secret: "dropped" }),
  });

  const response = await GET(new Request(`${url}?model=a`), context({ id: "7" }));

  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ id: "7", models: ["a"], caller: "caller" });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
});

test("who may not ask learns nothing of how to ask", async () => {
  const GET = defineRoute({
    authenticate: () => {
      throw new AppError("UNAUTHENTICATED", "A key is needed");
    },
    query: z.strictObject({}),
    reply: z.object({}),
    handle: () => ({}),
  });

  const response = await GET(new Request(`${url}?bad=1`), context());

  expect(await errorOf(response)).toEqual({ status: 401, code: "UNAUTHENTICATED", message: "A key is needed" });
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("an unknown query key is refused by name, as is a single value given twice", async () => {
  const GET = defineRoute({
    authenticate: anyone,
    query: z.strictObject({ window: z.string().optional() }),
    reply: z.object({}),
    handle: () => ({}),
  });

  expect(await errorOf(await GET(new Request(`${url}?wndow=1h`), context()))).toMatchObject({
    status: 400,
    code: "INVALID",
    fields: { wndow: ["Unknown field"] },
  });
  const twice = await errorOf(await GET(new Request(`${url}?window=1h&window=7d`), context()));
  expect(twice.fields).toHaveProperty("window");
});

const put = (headers: Record<string, string>, body: string) => new Request(url, { method: "PUT", headers, body });
const json = { "content-type": "application/json" };

function putRoute() {
  return defineRoute({
    authenticate: anyone,
    body: z.strictObject({ limits: z.object({ max_ms: z.number() }) }),
    bodyErrorCode: "UNPROCESSABLE",
    reply: z.object({ ok: z.boolean() }),
    status: 201,
    handle: () => new Reply({ ok: true }, { headers: { etag: '"4"' } }),
  });
}

test("a reply can bring its own status and headers", async () => {
  const response = await putRoute()(put(json, '{"limits":{"max_ms":1}}'), context());

  expect(response.status).toBe(201);
  expect(response.headers.get("etag")).toBe('"4"');
});

test("a body refused by its schema names the field by its dotted path, with the route's own code", async () => {
  const refused = await errorOf(await putRoute()(put(json, '{"limits":{"max_ms":"1"}}'), context()));

  expect(refused).toMatchObject({ status: 422, code: "UNPROCESSABLE" });
  expect(Object.keys(refused.fields ?? {})).toEqual(["limits.max_ms"]);
});

test("a broken body is 400 and a foreign content type 415", async () => {
  expect(await errorOf(await putRoute()(put(json, "{"), context()))).toMatchObject({ status: 400, code: "INVALID" });
  expect(await errorOf(await putRoute()(put({ "content-type": "text/plain" }, "{}"), context()))).toMatchObject({
    status: 415,
  });
});

test("an unknown error is opaque, and the log has it under the id the caller got", async () => {
  const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
  const GET = defineRoute({
    authenticate: anyone,
    reply: z.object({}),
    handle: () => {
      throw new Error("password=hunter2");
    },
  });

  const { status, code, message } = await errorOf(await GET(new Request(url), context()));

  expect({ status, code }).toEqual({ status: 500, code: "INTERNAL" });
  expect(message).not.toContain("hunter2");
  const [entry] = logged.mock.calls[0] ?? [];
  expect(message).toContain((entry as unknown as { error_id: string }).error_id);
});

test("a reply that breaks its contract is our error, not an answer", async () => {
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  const broken = { n: "many" } as unknown as { n: number };
  const GET = defineRoute({ authenticate: anyone, reply: z.object({ n: z.number() }), handle: () => broken });

  expect((await GET(new Request(url), context())).status).toBe(500);
});

test.each([
  ["ECONNREFUSED inside an aggregate", new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })])],
  [
    "a driver error wrapped by drizzle",
    new Error("Failed query", { cause: Object.assign(new Error(), { code: "57P03" }) }),
  ],
  ["a dropped connection", Object.assign(new Error(), { code: "CONNECTION_CLOSED" })],
  ["a full disk", Object.assign(new Error(), { code: "53100" })],
])("an unreachable database is 503 with Retry-After: %s", async (_, error) => {
  vi.spyOn(log, "warn").mockImplementation(() => undefined);
  const GET = defineRoute({ authenticate: anyone, reply: z.object({}), handle: () => Promise.reject(error) });

  const response = await GET(new Request(url), context());

  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect((await errorOf(response)).code).toBe("UNAVAILABLE");
});

test("a rate limit says when to come back", async () => {
  const limited = new AppError("RATE_LIMITED", "Too many", { retryAfterSeconds: 12.2 });
  const GET = defineRoute({ authenticate: anyone, reply: z.object({}), handle: () => Promise.reject(limited) });

  const response = await GET(new Request(url), context());

  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "13"]);
});

test.each([
  [{ cookie: "s=1", origin: "https://evil.example" }, 403],
  [{ cookie: "s=1", origin: "null" }, 403],
  [{ cookie: "s=1", "sec-fetch-site": "cross-site" }, 403],
  [{ cookie: "s=1", origin: "https://evil.example", authorization: "Basic eA==" }, 403],
  [{ cookie: "s=1", origin: "http://localhost" }, 201],
  [{ cookie: "s=1" }, 201],
  [{ cookie: "s=1", origin: "https://evil.example", authorization: "Bearer k" }, 201],
  [{ origin: "https://evil.example" }, 201],
])("a change with %o is answered %i", async (headers, status) => {
  const request = put({ ...json, host: "localhost", ...headers }, '{"limits":{"max_ms":1}}');

  expect((await putRoute()(request, context())).status).toBe(status);
});

test("a handler's own answer keeps its type and caching and gains the rest", async () => {
  const GET = defineRoute({
    authenticate: anyone,
    handle: () => new Response("a,b\n", { headers: { "content-type": "text/csv", "cache-control": "no-cache" } }),
  });

  const response = await GET(new Request(url), context());

  expect(response.headers.get("content-type")).toBe("text/csv");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("a field called __proto__ is refused by its path, in a query as in a body, and never left out silently", async () => {
  const PUT = defineRoute({
    authenticate: anyone,
    query: z.strictObject({}),
    body: z.strictObject({ regions: z.record(z.string(), z.string()) }),
    bodyErrorCode: "UNPROCESSABLE",
    reply: z.object({}),
    handle: () => ({}),
  });
  const headers = { "content-type": "application/json" };
  const put = (query: string, body: string) =>
    PUT(new Request(`${url}${query}`, { method: "PUT", headers, body }), context());

  const inQuery = await errorOf(await put("?__proto__=1", '{"regions":{}}'));
  const inBody = await errorOf(await put("", '{"regions":{"__proto__":"a"}}'));

  expect(inQuery).toMatchObject({ status: 400, message: "Not valid: __proto__" });
  expect(inBody).toMatchObject({ status: 422, fields: { "regions.__proto__": [expect.any(String)] } });
});
