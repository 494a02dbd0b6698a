import { drain } from "./drain";

type Ask = {
  model: string;
  max_tokens: number;
  messages: { role: "user"; content: string }[];
  stream?: boolean;
  tools?: { name: string; input_schema: { type: "object" } }[];
};
/** What versions of Anthropic's SDK have in common. */
type AnthropicClient = {
  messages: { create: (ask: Ask, options?: { signal: AbortSignal }) => PromiseLike<unknown> };
};

/** The calls that an app makes sooner or later; those called broken-… only where asked for. */
export async function makeAnthropicCalls(
  client: AnthropicClient,
  suffix: string,
  { breaksStreams = true } = {},
): Promise<void> {
  const ask = (model: string, more: Partial<Ask> = {}): Ask => {
    return { model: `${model}-${suffix}`, max_tokens: 99, messages: [{ role: "user", content: "hi" }], ...more };
  };
  const tools = [{ name: "look", input_schema: { type: "object" as const } }];
  await client.messages.create(ask("plain"));
  await client.messages.create(ask("tool", { tools }));
  await drain(await client.messages.create(ask("counted", { stream: true })));
  for (const model of breaksStreams ? ["broken", "cut"] : ["cut"]) {
    await drain(await client.messages.create(ask(model, { stream: true }))).catch(() => undefined);
  }
  await drain(await client.messages.create(ask("left", { stream: true })), true);
  for (const model of ["fail-429", "fail-529"])
    await Promise.resolve(client.messages.create(ask(model))).catch(() => undefined);
  const signal = AbortSignal.timeout(80);
  await Promise.resolve(client.messages.create(ask("slow"), { signal })).catch(() => undefined);
}
