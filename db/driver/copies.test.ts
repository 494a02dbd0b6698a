import { expect, test } from "vitest";
import { Copies, withPayload } from "./copies";
import { simpleQuery } from "./messages";

const SYNC = Buffer.from("S\0\0\0\x04", "latin1");
const typesOf = (bytes: Uint8Array): string[] => {
  const types: string[] = [];
  const buffer = Buffer.from(bytes);
  for (let at = 0; at < buffer.length; at += 1 + buffer.readUInt32BE(at + 1))
    types.push(buffer.toString("latin1", at, at + 1));
  return types;
};

test("the rows of a COPY follow its statement, which has no mark any more, in pieces that end", async () => {
  const copies = new Copies();
  const payload = Buffer.alloc(300_000, 7);
  await withPayload("copy t from stdin", payload, async (text) => {
    const sent = Buffer.concat(copies.outgoing(Buffer.concat([SYNC, simpleQuery(text), simpleQuery("select 1")])));

    expect(typesOf(sent)).toEqual(["S", "Q", "d", "d", "d", "c", "Q"]);
    expect(sent.includes("copy t from stdin\0")).toBe(true);
    expect(sent.length).toBe(SYNC.length + 5 + 18 + 3 * 5 + payload.length + 5 + 5 + 9);
  });
});

test("only the COPY that was sent with its rows is not asked for them", async () => {
  const copies = new Copies();
  const others = [simpleQuery("select 1"), SYNC];
  await withPayload("copy t from stdin", Buffer.of(1), async (text) => {
    for (const message of [...others, simpleQuery(text), simpleQuery("copy t from stdin")]) copies.outgoing(message);
  });

  const seen = Array.from({ length: 4 }, () => {
    const isSent = copies.isSent();
    copies.answered();
    return isSent;
  });
  expect(seen).toEqual([false, false, true, false]);
});

test("a statement asked again later goes without the rows of the first time", async () => {
  const copies = new Copies();
  const text = await withPayload("copy t from stdin", Buffer.of(1), async (asked) => asked);

  expect(copies.outgoing(simpleQuery(text)).map((part) => Buffer.from(part))).toEqual([simpleQuery(text)]);
});
