const WIDTH = 28;
const LINE_EVERY_MS = 5_000;

/** Shows how far a command is: a bar that moves on a terminal, a plain line now and then anywhere else. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr) {
  let lastLineAt = 0;
  return {
    show(share: number, text: string) {
      const percent = `${Math.floor(share * 100)}%`.padStart(4);
      if (stream.isTTY) {
        const filled = Math.round(share * WIDTH);
        stream.write(`\r\u001b[2K${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${percent}  ${text}`);
        return;
      }
      const now = Date.now();
      if (now - lastLineAt < LINE_EVERY_MS) return;
      lastLineAt = now;
      stream.write(`${percent}  ${text}\n`);
    },
    /** Clears the bar, so that what follows stands on a line of its own. */
    end() {
      if (stream.isTTY) stream.write("\r\u001b[2K");
    },
  };
}
