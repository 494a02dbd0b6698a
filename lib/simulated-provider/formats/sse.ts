/** One server-sent event; a name is sent where the API names its events. */
export function encodeEvent(data: unknown, name?: string): string {
  const head = name === undefined ? "" : `event: ${name}\n`;
  return `${head}data: ${JSON.stringify(data)}\n\n`;
}

/** The end of OpenAI's chat streams. */
export const DONE_EVENT = "data: [DONE]\n\n";

/** An event whose data was cut within its JSON. */
export const MALFORMED_EVENT = 'data: {"id":"chatcmpl-0","object":"chat.comp\n\n';
