/**
 * Reads the data of server-sent events from text that comes in pieces; events without data are left out.
 *
 * Of the format (HTML Living Standard, §9.2) only `data` matters to streams of completions.
 */
export function createEventReader(): (piece: string) => string[] {
  let rest = "";
  return (piece) => {
    const events = (rest + piece).split(/\r?\n\r?\n/);
    rest = events.pop() ?? "";
    return events.flatMap((event) => {
      const data = event.split(/\r?\n/).flatMap((line) => (line.startsWith("data:") ? line.slice(5).trim() : []));
      return data.length > 0 ? [data.join("\n")] : [];
    });
  };
}
