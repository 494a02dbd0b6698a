import { expect, test, vi } from "vitest";
import { createCleanup } from "./cleanup";

test("everything is undone once, last first, and one that fails keeps no other from it", async () => {
  const complained = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const undone: string[] = [];
  const cleanup = createCleanup();
  cleanup.add(async () => undone.push("folder"));
  cleanup.add(async () => {
    throw new Error("broken");
  });
  const stopClient = cleanup.add(async () => undone.push("client"));
  cleanup.add(async () => undone.push("server"));

  await stopClient();
  await Promise.all([cleanup.run(), cleanup.run()]);
  await stopClient();

  expect(undone).toEqual(["client", "server", "folder"]);
  expect(complained).toHaveBeenCalledOnce();
  complained.mockRestore();
});
