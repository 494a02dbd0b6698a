import type { QueryClient } from "@tanstack/react-query";
import { readAddress } from "@/lib/client/read-address";
import { readOptions } from "@/lib/client/read-options";
import type { ReadInput, ReadPath, ReadReply } from "@/lib/client/read-types";
import { type Params, searchParams } from "@/lib/client/search-params";
import type { Operation } from "@/lib/contract/operation";
import { parseInput } from "@/lib/http/parse-input";
import { queryObject } from "@/lib/http/query-object";
import { ANSWERS, type AnswerPath, type AnswerQuery } from "./reads/answers";
import { LISTS, type ListPath } from "./reads/lists";
import { readAnswerValues } from "./reads/read-service";

/** A read that pages are sent with. */
export type PagePath = Extract<AnswerPath | ListPath, ReadPath>;

/** Puts an answer where the page's own readOptions find it, without HTTP; one that fails is left to the browser to ask. */
export function prefetch<Path extends PagePath>(
  client: QueryClient,
  path: Path,
  input: ReadInput<Path>,
): Promise<void> {
  // What stands under a path answers its operation; TypeScript sees all of them at once.
  const queryFn = () => readForPage(path, input) as Promise<ReadReply<Path>>;
  return client.prefetchQuery({ ...readOptions(path, input), queryFn, retry: false });
}

/** What the route of a path answers, without HTTP. */
export async function readForPage(path: PagePath, input: object): Promise<unknown> {
  const sent = readAddress(path, input).query;
  // The query is that of the path, which is more than TypeScript can follow; so are the parameters of a list.
  if (isAnswer(path)) return readAnswerValues(path, queryOf(ANSWERS[path].operation, sent) as AnswerQuery<typeof path>);
  const { operation, read: list } = LISTS[path];
  const { params }: Operation = operation;
  return list({ params: params && parseInput(params, input), query: queryOf(operation, sent) } as never);
}

function isAnswer(path: PagePath): path is Extract<AnswerPath, PagePath> {
  return path in ANSWERS;
}

/** Parameters as the route would read them from its URL. */
function queryOf({ query }: Operation, sent: Params): unknown {
  return query && parseInput(query, queryObject(searchParams(sent), query));
}
