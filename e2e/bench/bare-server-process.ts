import { createServer } from "node:http";

// The least a Node server can do: the same bytes to whoever asks. What is slower than this is ours.

process.on("message", (body: string) => {
  const bytes = Buffer.from(body);
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length }).end(bytes);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address) process.send?.(`http://127.0.0.1:${address.port}/`);
  });
});
process.on("disconnect", () => process.exit(0));
