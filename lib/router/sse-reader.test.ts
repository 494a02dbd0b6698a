import fc from "fast-check";
import { expect, test } from "vitest";
import { type SseEvent, SseReader, sseText } from "./sse-reader";

const encoder = new TextEncoder();

function readIn(pieces: readonly Uint8Array[]): SseEvent[] {
  const reader = new SseReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

const line = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/[\r\n\uFEFF]/.test(text));
const event = fc.record({
  name: fc.option(line.filter((text) => text.trim() !== "" && !text.startsWith(" "))),
  data: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
});

test("the same events are read wherever the bytes are cut and whichever ends their lines have", () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 5 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.boolean(),
      (events, lineEnd, cuts, hasComments) => {
        const text = events.map((each) => `${hasComments ? ": keep-alive\n" : ""}${sseText(each)}`).join("");
        const bytes = encoder.encode(text.replaceAll("\n", lineEnd));
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((to, index) => bytes.subarray(places[index], to));

        expect(readIn(pieces)).toEqual(events);
      },
    ),
  );
});

test("the last event counts though no empty line follows, and one without data never does", () => {
  const bytes = encoder.encode('event: ping\n\nid: 1\ndata:{"a":1}');

  expect(readIn([bytes])).toEqual([{ name: null, data: '{"a":1}' }]);
});

test("an event without an end is given up", () => {
  const reader = new SseReader();
  const megabyte = encoder.encode("x".repeat(1024 * 1024));

  expect(() => {
    for (let count = 0; count < 17; count++) reader.push(megabyte);
  }).toThrow(RangeError);
});
