import { MOVED } from "@/lib/contract/moved";
import { OPERATIONS } from "@/lib/contract/operations";
import { ROUTER_OPERATIONS } from "@/lib/contract/router-operations";

/** What has a route and is no operation of the interface: sign-in belongs to better-auth, and metrics to Prometheus. */
const BESIDE = [
  { method: "get", path: "/metrics" },
  { method: "get", path: "/api/auth/{action}" },
  { method: "post", path: "/api/auth/{action}" },
  { method: "get", path: "/api/auth/{action}/{kind}" },
  { method: "post", path: "/api/auth/{action}/{kind}" },
  ...MOVED.map(({ method, from }) => ({ method, path: from })),
] as const;

/** Server actions are posted to the page they are on. */
const PAGE = ["GET", "HEAD", "POST", "OPTIONS"];
const STATIC = ["GET", "HEAD", "OPTIONS"];

const exact = new Map<string, string[]>();
const patterns = new Map<string, { words: string[]; methods: string[] }>();

for (const { method, path } of [...OPERATIONS, ...ROUTER_OPERATIONS, ...BESIDE]) {
  const methods = exact.get(path) ?? patterns.get(path)?.methods ?? ["OPTIONS"];
  methods.splice(-1, 0, ...(method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
  if (path.includes("{")) patterns.set(path, { words: path.split("/"), methods });
  else exact.set(path, methods);
}

/** The methods of an address, as Allow names them; null of an address of the API where nothing is. */
export function allowedMethods(path: string): readonly string[] | null {
  const known = exact.get(path);
  if (known) return known;
  if (path.startsWith("/_next/")) return STATIC;
  if (!isApiPath(path)) return PAGE;
  const words = path.split("/");
  for (const pattern of patterns.values()) if (matches(pattern.words, words)) return pattern.methods;
  return null;
}

/** Whether programs ask here, which are answered in JSON. */
export function isApiPath(path: string): boolean {
  return /^\/(api|v1|metrics)(\/|$)/.test(path);
}

function matches(pattern: readonly string[], words: readonly string[]): boolean {
  if (pattern.length !== words.length) return false;
  return pattern.every((word, at) => (word.startsWith("{") ? words[at] !== "" : word === words[at]));
}
