import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { onceClosed } from "./once-closed";

let server: Server | undefined;
afterEach(() => void server?.close().closeAllConnections());

/** So many requests on one connection, each sent without waiting for the answer before it. */
async function givenPipelined(count: number) {
  const responses: ServerResponse[] = [];
  const closed: Promise<void>[] = [];
  server = createServer((_, response) => {
    responses.push(response);
    closed.push(onceClosed(response));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n".repeat(count));
  while (responses.length < count) await once(server, "request");
  return { client, responses, closed };
}

test("a client that leaves ends all that waits on its connection, however much", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  const { client, closed } = await givenPipelined(20);

  client.destroy();

  await Promise.all(closed);
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

test("one that was answered is done with though its connection stays", async () => {
  const { client, responses, closed } = await givenPipelined(2);

  responses[0]?.end("done");
  await closed[0];

  expect([responses[0]?.writableFinished, responses[1]?.closed, client.destroyed]).toEqual([true, false, false]);
});
