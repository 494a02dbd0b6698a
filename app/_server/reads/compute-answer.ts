import { ANSWERS, type AnswerPath, type AnswerQuery } from "./answers";

const encoder = new TextEncoder();

/** An answer as the JSON that its route sends, checked against the contract. */
export async function computeAnswer<Path extends AnswerPath>(
  path: Path,
  query: AnswerQuery<Path>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { operation, compute } = ANSWERS[path];
  // Both are of one path, so that the one takes the other; TypeScript sees two unions.
  const answer = await (compute as (query: AnswerQuery<Path>) => Promise<unknown>)(query);
  return encoder.encode(JSON.stringify(operation.reply.parse(answer)));
}
