/** The interfaces a provider is called by: OpenAI's three, and Anthropic's Messages. */
export type Api = "chat" | "responses" | "embeddings" | "messages";

/** A function the model was offered; `parameters` is a JSON schema. */
export type Tool = { name: string; parameters: unknown };

/** What a call asks for, whatever interface it came by. */
export type Call = {
  api: Api;
  model: string;
  region: string;
  isStreamed: boolean;
  /** Chat streams report usage only if asked. */
  wantsUsage: boolean;
  inputTokens: number;
  maxOutputTokens: number | null;
  hasImages: boolean;
  /** The last message is the assistant's, to be continued. */
  isPrefilled: boolean;
  /** The function that the answer calls, or null for an answer in words. */
  tool: Tool | null;
  /** Of embeddings: how many vectors of what length, and how they are written. */
  vectors: { count: number; dimensions: number; isBase64: boolean } | null;
  /** The same for the same request, streamed or not. */
  hash: number;
};
