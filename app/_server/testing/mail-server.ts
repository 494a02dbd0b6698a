import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

type TakenMail = { to: string; messageId: string; raw: string };
/** What a recipient or a whole mail is answered: a status and text, nothing at all, or that it is taken. */
type MailAnswer = { status: number; text: string } | "hang" | "take";
type Step = "recipient" | "mail";

/** A real mail server on this machine, whose answers a test chooses. */
export async function givenMailServer() {
  const taken: TakenMail[] = [];
  const answers: { next: (step: Step, to: string) => MailAnswer } = { next: () => "take" };
  const answer = (step: Step, to: string, done: (error?: Error) => void) => {
    const chosen = answers.next(step, to);
    if (chosen === "take") done();
    else if (chosen !== "hang") done(Object.assign(new Error(chosen.text), { responseCode: chosen.status }));
  };
  const server = new SMTPServer({
    ...{ disabledCommands: ["STARTTLS", "AUTH"], logger: false, disableReverseLookup: true },
    onRcptTo: ({ address }, _session, done) => answer("recipient", address, done),
    onData: (stream, { envelope: { rcptTo } }, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const raw = Buffer.concat(pieces).toString("latin1");
        const to = rcptTo.map(({ address }) => address).join(", ");
        answer("mail", to, (error) => {
          if (!error) taken.push({ to, raw, messageId: headerOf(raw, "Message-ID") });
          done(error);
        });
      });
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return { taken, answers, port, stop: () => new Promise<void>((resolve) => server.close(resolve)) };
}

/** A header of a mail, its lines as one; empty where it has none. */
export function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  const line = head.split("\r\n").find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}

/** The parts of a mail that hold a file, by its name, decoded. */
export function attachmentsOf(raw: string): Map<string, string> {
  const parts = raw.split(/\r\n--[^\r\n]+\r\n/).flatMap((part) => {
    const [, name] = /filename="?([^"\r\n;]+)/.exec(part) ?? [];
    const body = part.slice(part.indexOf("\r\n\r\n") + 4).replace(/\r\n--[\s\S]*$/, "");
    const isBase64 = /^content-transfer-encoding: base64/im.test(part);
    return name ? [[name, isBase64 ? Buffer.from(body, "base64").toString() : body] as const] : [];
  });
  return new Map(parts);
}
