import { nameCaller } from "@/db/readers/caller-context";
import { AppError } from "@/lib/contract/error";
import { policyBundleSchema } from "@/lib/contract/policy";
import { log } from "@/lib/log";
import { t } from "@/lib/messages/translate";
import { processWide } from "@/lib/process-wide";
import type { CallCaller } from "@/lib/router/answer-call";
import { createRouter, type ModelRouter } from "@/lib/router/create-router";
import { currentBundle } from "../bundle/bundle-source";
import { guardAddress } from "../guard-address";
import { storeWhileStopping } from "../ingest/ingest-service";
import { authenticateKey } from "../machine-key";
import type { Service } from "../runtime";
import { upstreamGuard } from "../upstreams/upstream-networks";
import { getUpstreamSource } from "../upstreams/upstream-source";
import { AttemptLog } from "./attempt-log";
import { createBundleCache } from "./bundle-cache";

const SCOPE = "gateway:use";
/** Within what a shutdown gives all services. */
const DRAIN_WITHIN_MS = 2_000;

type Running = { router: ModelRouter; attempts: AttemptLog };

// The server in front asks it, which is not part of Next's bundle.
const shared = processWide<Running>("model-router");

/** The router of this process, or undefined until it is ready and once it stops. */
export function getModelRouter(): ModelRouter | undefined {
  return shared.get()?.router;
}

/** Routes model calls; on shutdown ends those in flight and stores every attempt before the ingest stops. */
export const routerService: Service = {
  name: "router",
  start: async ({ env }) => {
    const attempts = new AttemptLog({
      store: storeWhileStopping,
      onProblem: (problem, err) => log.warn(err === undefined ? {} : { err }, problem),
    });
    const router = createRouter({
      bundle: createBundleCache({
        read: currentBundle,
        parse: (value) => policyBundleSchema.parse(value),
        nowMs: Date.now,
      }),
      upstreams: { list: () => getUpstreamSource().list(), keyOf: (upstream) => getUpstreamSource().keyOf(upstream) },
      authenticate: authenticateCaller,
      record: (record, caller) => attempts.add(record, caller),
      lookupOf: (url) => guardAddress(url, upstreamGuard(env)),
      onProblem: (err) => log.error({ err }, "A model call could not be routed"),
    });
    shared.set({ router, attempts });
  },
  stop: async () => {
    const running = shared.get();
    shared.set(undefined);
    if (!running) return;
    await running.router.close();
    const isDrained = await running.attempts.drain(DRAIN_WITHIN_MS);
    if (!isDrained) log.error({ attempts: running.attempts.size }, "Attempts of the router were not stored");
  },
};

async function authenticateCaller(key: string): Promise<CallCaller> {
  const { id, name, scopes } = await authenticateKey(key, new Date());
  nameCaller({ id, name: `key:${name}`, scopes });
  if (!scopes.includes(SCOPE)) throw new AppError("FORBIDDEN", t("This needs the scope {scope}", { scope: SCOPE }));
  return { keyId: id, keyName: name };
}
