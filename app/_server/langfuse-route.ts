import { langfuseReplySchema } from "@/lib/contract/foreign-reply";
import { defineRoute } from "@/lib/http/route";
import { requireLogWriter } from "./caller";
import { receiveLangfuse } from "./receive-post";

const CREATED = 201;
const BAD_REQUEST = 400;
const MULTI_STATUS = 207;

/** Takes Langfuse's ingestion batches and answers as Langfuse does: each event in one of two lists, whatever they say. */
export const storeLangfuseBatch = defineRoute({
  authenticate: requireLogWriter,
  reply: langfuseReplySchema,
  status: MULTI_STATUS,
  handle: async (posted) => {
    const events = await receiveLangfuse(posted);
    return {
      successes: events.flatMap(({ id, problem }) => (problem === null ? [{ id, status: CREATED }] : [])),
      errors: events.flatMap(({ id, problem }) =>
        problem === null ? [] : [{ id, status: BAD_REQUEST, message: problem }],
      ),
    };
  },
});
