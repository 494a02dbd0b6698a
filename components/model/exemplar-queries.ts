import type { RequestsQuery } from "@/lib/client/requests";

const LIMIT = 10;

export const SLOWEST_EXEMPLARS: RequestsQuery = { sort: "slowest", outcome: ["ok"], limit: LIMIT };
export const FAILED_EXEMPLARS: RequestsQuery = {
  sort: "newest",
  outcome: ["rate_limited", "server_error", "timeout"],
  limit: LIMIT,
};
