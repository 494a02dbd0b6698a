import { drivePython, driveTypeScript } from "@/lib/router-client/testing/drivers";
import { type StubProviders, startStubProviders } from "@/lib/router-client/testing/stub-providers";
import { expect, test, uniqueName } from "./fixtures";
import { API_KEY, BASE_URL } from "./server-settings";

let providers: StubProviders;

test.beforeAll(async () => {
  providers = await startStubProviders();
});
test.afterAll(() => providers.close());

for (const [language, drive] of Object.entries({ TypeScript: driveTypeScript, Python: drivePython })) {
  test(`the router in ${language} takes what was published, and decides as the server does`, async ({ router }) => {
    const tier = uniqueName("routed");
    const [primary, fallback] = [`${tier}-a`, `${tier}-b`];
    const failover = {
      ...{ latency: null, max_error_rate: 0.5, window_requests: 10, min_requests: 5 },
      cooldown_seconds: 600,
    };
    const published = await router.put(`/api/v1/policies/${tier}`, {
      headers: { "if-match": '"0"' },
      data: { tier, primary, fallbacks: [fallback], failover },
    });
    expect(published.status()).toBe(201);
    const driven = await drive({
      ...{ url: BASE_URL, key: API_KEY, router: tier, region: "us-east-1", providers: providers.url },
      ...{ flushSeconds: 0.1, heartbeatSeconds: 1 },
    });
    const decided = async () => {
      const reply = await router.get("/api/v1/route", { params: { tier, region: "us-east-1" } });
      return reply.json();
    };

    expect(await driven.route({ model: `tier:${tier}` })).toMatchObject({ model: primary, attempts: 1 });
    providers.moods.set(primary, 500);
    for (let i = 0; i < 8; i++)
      expect(await driven.route({ model: `tier:${tier}` })).toMatchObject({ model: fallback });
    await expect.poll(async () => (await decided()).model).toBe(fallback);
    await driven.close();

    const { candidates, reason } = await decided();
    expect(reason).toBe("primary_open");
    expect(candidates[0]).toMatchObject({ model: primary, state: "open", n: 5, failures: 4 });
    expect(providers.asked.filter((model) => model === primary)).toHaveLength(5);
    const reported = await (await router.get("/api/v1/requests", { params: { window: "1h", tier } })).json();
    expect(reported.requests).toHaveLength(providers.asked.filter((model) => model.startsWith(tier)).length);
  });
}
