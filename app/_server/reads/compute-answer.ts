import { ANSWERS, type AnswerName, type AnswerQuery } from "./answers";

const encoder = new TextEncoder();

/** An answer as the JSON that its route sends, checked against the contract. */
export async function computeAnswer<Name extends AnswerName>(
  name: Name,
  query: AnswerQuery<Name>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { reply, compute } = ANSWERS[name];
  // Both are of one name, so that the one takes the other; TypeScript sees two unions.
  const answer = await (compute as (query: AnswerQuery<Name>) => Promise<unknown>)(query);
  return encoder.encode(JSON.stringify(reply.parse(answer)));
}
