import type { APIRequestContext } from "@playwright/test";

type Reported = Record<string, unknown>;

/** What is stored of each model whose name ends so, by what comes before. */
export async function attemptsOf(
  router: APIRequestContext,
  suffix: string,
  models: readonly string[],
): Promise<Map<string, Reported[]>> {
  const found = new Map<string, Reported[]>();
  for (const model of models) {
    const params = { window: "1h", model: `${model}-${suffix}` };
    const body = await (await router.get("/api/v1/requests", { params })).json();
    found.set(
      model,
      body.requests.toSorted((a: Reported, b: Reported) => Number(a.attempt) - Number(b.attempt)),
    );
  }
  return found;
}
