import { currentBundle } from "@/app/_server/bundle/bundle-source";
import { implement } from "@/app/_server/implement";
import { rateLimitHeartbeats } from "@/app/_server/rate-limit-heartbeats";
import { getDb } from "@/app/_server/runtime";
import { bundleDigest } from "@/db/policies/build-bundle";
import { recordHeartbeat } from "@/db/routers/record-heartbeat";
import { AppError } from "@/lib/contract/error";
import { heartbeatOperation } from "@/lib/contract/routers";

export const POST = implement(heartbeatOperation, async ({ caller, body }) => {
  if (caller.kind !== "key") throw new AppError("FORBIDDEN", "Routers report with a key, not with a session");
  const now = new Date();
  rateLimitHeartbeats({ keyId: caller.id, router: body.router, nowMs: now.getTime() });
  await recordHeartbeat(getDb(), { heartbeat: body, keyId: caller.id, now });
  const { version, etag } = await currentBundle();
  return { bundle_version: version, bundle_digest: bundleDigest(etag) };
});
