import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventReader } from "./event-stream";

test("events are the same however the text is cut", () => {
  const text = 'data: {"a":1}\n\n: a comment\n\nevent: x\r\ndata: two\r\ndata: lines\r\n\r\ndata:[DONE]\n\n';
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
      const read = createEventReader();
      const ends = [...cuts.sort((a, b) => a - b), text.length];
      const events = ends.flatMap((end, index) => read(text.slice(ends[index - 1] ?? 0, end)));

      expect(events).toEqual(['{"a":1}', "two\nlines", "[DONE]"]);
    }),
  );
});

test("an event that is cut off is none", () => {
  expect(createEventReader()('data: 1\n\ndata: {"a"')).toEqual(["1"]);
});
