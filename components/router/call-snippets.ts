/** How a model is called through the router, with curl and with OpenAI's package for Node. */
export function callSnippets(origin: string): { label: string; text: string }[] {
  return [
    {
      label: "curl",
      text: [
        `curl -sS ${origin}/v1/chat/completions \\`,
        `  -H "Authorization: Bearer $SWITCHYARD_API_KEY" \\`,
        `  -H "Content-Type: application/json" \\`,
        `  -d '{"model":"tier:standard","messages":[{"role":"user","content":"Hello"}]}'`,
      ].join("\n"),
    },
    {
      label: "OpenAI SDK",
      text: [
        `import OpenAI from "openai";`,
        "",
        `const client = new OpenAI({ baseURL: "${origin}/v1", apiKey: "your Switchyard key" });`,
        "const answer = await client.chat.completions.create({",
        `  model: "tier:standard",`,
        `  messages: [{ role: "user", content: "Hello" }],`,
        "});",
      ].join("\n"),
    },
  ];
}
