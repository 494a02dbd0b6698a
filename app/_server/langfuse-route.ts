import type { langfuseOperation } from "@/lib/contract/integrations";
import type { Operation } from "@/lib/contract/operation";
import { type Endpoint, implement } from "./implement";
import { receiveLangfuse } from "./receive-post";

const CREATED = 201;
const BAD_REQUEST = 400;

type LangfuseOperation = Operation & Pick<typeof langfuseOperation, "scope" | "caller" | "reply" | "status">;

/** Takes Langfuse's ingestion batches and answers as Langfuse does: each event in one of two lists, whatever they say. */
export function langfuseRoute(operation: LangfuseOperation): Endpoint {
  return implement(operation, async (posted) => {
    const events = await receiveLangfuse(posted);
    return {
      successes: events.flatMap(({ id, problem }) => (problem === null ? [{ id, status: CREATED }] : [])),
      errors: events.flatMap(({ id, problem }) =>
        problem === null ? [] : [{ id, status: BAD_REQUEST, message: problem }],
      ),
    };
  });
}
