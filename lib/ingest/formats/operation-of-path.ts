import type { Operation } from "./entry";

/** By the end of a path, whatever stands before it: a gateway's own prefix, a version, a deployment. The first decides. */
const OPERATIONS: readonly (readonly [RegExp, Operation | null])[] = [
  // Asks for no answer: the tokens of a prompt, or a list of models.
  [/\/count[_-]?tokens$|:countTokens$|\/input_tokens$|\/models$|\/models\/[^/:]+$/i, null],
  [/\/batches?(?:\/[^/]+)?(?:\/cancel|\/results)?$|:batchGenerateContent$|:batchEmbedContents$|\/files(?:\/.+)?$/i, "batch"],
  [/\/embed(?:dings?)?$|:(?:embedContent|embedText)$/i, "embedding"],
  [/\/rerank(?:ing)?$/i, "rerank"],
  [/\/images?(?:\/(?:generations|edits|variations))?$|:generateImages?$/i, "image"],
  [/\/(?:audio\/)?(?:transcriptions|translations)$/i, "transcription"],
  [/\/(?:audio\/)?speech$/i, "speech"],
  [/\/videos?(?:\/.+)?$|:generateVideos$|:predictLongRunning$/i, "video"],
  [/\/moderations$/i, "moderation"],
  [/\/realtime(?:\/.+)?$/i, "realtime"],
  [/\/(?:mcp|ocr|search)(?:\/.+)?$/i, "tool"],
  [/\/(?:chat\/completions|messages|responses(?:\/compact)?|converse(?:-stream)?|chat)$/i, "chat"],
  [/:(?:generateContent|streamGenerateContent|rawPredict|streamRawPredict)$/i, "chat"],
  [/\/invoke(?:-with-response-stream)?$|\/api\/generate$/i, "chat"],
  [/\/completions?$/i, "completion"],
];

/** What kind of call a URL or its path is for; null where it is none of a model, undefined where that cannot be seen. */
export function operationOfPath(path: unknown): Operation | null | undefined {
  if (typeof path !== "string") return undefined;
  const plain = path.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  return OPERATIONS.find(([end]) => end.test(plain))?.[1];
}
