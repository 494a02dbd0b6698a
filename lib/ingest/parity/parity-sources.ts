import { message, type Text } from "@/lib/messages/translate";
import type { Format } from "../formats/entry";
import { FORMATS } from "../formats/formats";

/** A tool whose reports are compared, and how single calls in an export of it are read; null where its rows are totals alone. */
export type ParitySource = { name: string; title: Text; calls: Format | null };

/** In one place the page offers them from, and the command line: reports of these tools, their exports, and one's own tables. */
export const PARITY_SOURCES: readonly ParitySource[] = [
  { name: "litellm", title: "LiteLLM", calls: FORMATS.get("litellm-spend-logs") ?? null },
  { name: "langfuse", title: "Langfuse", calls: FORMATS.get("langfuse") ?? null },
  { name: "helicone", title: "Helicone", calls: FORMATS.get("helicone") ?? null },
  { name: "columns", title: message("A table of your own"), calls: null },
  ...[...FORMATS.values()]
    .filter(({ name }) => !["litellm", "litellm-spend-logs", "langfuse", "helicone"].includes(name))
    .map((format) => ({ name: format.name, title: format.title, calls: format })),
];
