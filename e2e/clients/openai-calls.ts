import type OpenAI from "openai";

/** The seven calls that a router makes sooner or later, with names of their own for the models. */
export async function makeOpenAiCalls(client: OpenAI, suffix: string): Promise<void> {
  const messages = [{ role: "user" as const, content: "hi" }];
  await client.chat.completions.create({ model: `plain-${suffix}`, messages });
  for (const include_usage of [true, false]) {
    const model = `${include_usage ? "counted" : "uncounted"}-${suffix}`;
    const chunks = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage },
    });
    for await (const _ of chunks);
  }
  for (const status of [429, 500, 404]) {
    await client.chat.completions.create({ model: `fail-${status}-${suffix}`, messages }).catch(() => undefined);
  }
  const leaving = AbortSignal.timeout(80);
  await client.chat.completions
    .create({ model: `slow-${suffix}`, messages }, { signal: leaving })
    .catch(() => undefined);
}
