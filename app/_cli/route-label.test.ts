import { expect, test } from "vitest";
import { routeLabel } from "./route-label";

test.each([
  ["/", "/"],
  ["/?window=7d", "/"],
  ["/models/gpt-4o", "/models"],
  ["/api/v1/policies/standard/versions", "/api/v1/policies"],
  ["/api/v1/stats/models?window=1h", "/api/v1/stats"],
  ["/api/auth/sign-in/email", "/api/auth"],
  ["/api/health/ready", "/api/health"],
  ["/metrics", "/metrics"],
  ["/_next/static/chunk.js", "/_next"],
])("%s counts as %s", (url, label) => expect(routeLabel(url)).toBe(label));

test.each(["/x1", "/x1/", "/api/v1/x1/", "/api/x1", "/%E0%A4%A", "", "*"])(
  "%s, which anybody may make up, is no label of its own",
  (url) => expect(routeLabel(url)).toBe("none"),
);
