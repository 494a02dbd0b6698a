import { ENGINES, NOT_PROVIDERS, SELF_HOSTED, SPELLINGS } from "./provider-spellings";

/** SDKs name the API behind the provider: "openai.chat", "anthropic.messages", "google.vertex.anthropic.messages". */
const APIS: ReadonlySet<string> = new Set([
  ...["chat", "chat-completion", "chat-completions", "chatcompletion", "chatcompletions", "completion", "completions"],
  ...["message", "messages", "responses", "embedding", "embeddings", "image", "images", "transcription", "speech"],
  ...["rerank", "reranking", "video"],
]);
/** The names of LangChain's and LlamaIndex's classes and types say of most models that they chat. */
const CHAT = /^(?:azure)?-?chat-?(?=[a-z])|-?embeddings?$|-(?:chat|chat-wrapper|completions?|responses|messages|llm)$/;

const ids = new Map<string, string | null>();
for (const name of NOT_PROVIDERS) ids.set(name, null);
for (const name of [SELF_HOSTED, ...ENGINES]) ids.set(name, SELF_HOSTED);
for (const [id, spellings] of Object.entries(SPELLINGS)) for (const name of [id, ...spellings]) ids.set(name, id);

/**
 * The one id a provider is counted and priced under, however it is spelt; null where a framework, or nobody, is named.
 *
 * What one's own engine serves is SELF_HOSTED's. A provider that the tables do not know keeps its name, in lower case.
 */
export function providerIdOf(name: string): string | null {
  const known = ids.get(name);
  if (known !== undefined) return known;
  const lower = name.trim().toLowerCase();
  if (lower === "") return null;
  const seller = withoutApi(lower) || lower;
  const folded = foldedId(lower) ?? foldedId(seller);
  return folded === undefined ? seller : folded;
}

function withoutApi(name: string): string {
  const parts = name.split(".");
  while (parts.length > 1 && APIS.has(parts.at(-1)?.trim() ?? "")) parts.pop();
  return parts.join(".").trim();
}

function foldedId(name: string): string | null | undefined {
  const folded = name.replace(/[\s_.]+/g, "-").replace(/^-|-$/g, "");
  const exact = ids.get(folded);
  if (exact !== undefined) return exact;
  const short = folded.replace(CHAT, (chat) => (chat.startsWith("azure") ? "azure" : ""));
  return short === folded ? undefined : ids.get(short);
}
