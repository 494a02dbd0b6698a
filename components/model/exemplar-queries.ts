import type { ReadInput } from "@/lib/client/read-types";
import { FAILED_OUTCOMES } from "@/lib/domain/outcome";

const LIMIT = 10;

export const SLOWEST_EXEMPLARS: ReadInput<"/api/v1/requests"> = { sort: "slowest", outcome: ["ok"], limit: LIMIT };
export const FAILED_EXEMPLARS: ReadInput<"/api/v1/requests"> = {
  sort: "newest",
  outcome: FAILED_OUTCOMES,
  limit: LIMIT,
};
