/** The JSON values of a text: one, or those of a stream's data lines. What cannot be read is left out. */
export function readServerSentEvents(text: string): unknown[] {
  const trimmed = text.trim();
  if (!trimmed.startsWith("data:") && !trimmed.startsWith("event:")) return parsed(trimmed);
  return trimmed.split(/\r?\n/).flatMap((line) => (line.startsWith("data:") ? parsed(line.slice(5)) : []));
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
