import type { Operation } from "./operation";
import { heartbeatReplySchema, heartbeatSchema, routersSchema } from "./routers";
import { publishedSigningKeysSchema } from "./signing-keys";

/** How routers check what they are served, and what they tell of themselves. */
export const DELIVERY_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/policies/keys",
    summary: "The public keys bundles are signed with",
    scope: "policies:read",
    reply: publishedSigningKeysSchema,
  },
  {
    method: "post",
    path: "/api/v1/routers/heartbeat",
    summary: "Tell which bundle a router runs, and how its breakers stand and moved",
    scope: "policies:read",
    body: heartbeatSchema,
    reply: heartbeatReplySchema,
  },
  {
    method: "get",
    path: "/api/v1/routers",
    summary: "Every router that reports, and whether it runs the bundle in force",
    scope: "policies:read",
    reply: routersSchema,
  },
];
