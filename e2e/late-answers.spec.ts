import { expect, test } from "./fixtures";

// Every screen keeps asking while it is open, from five seconds on; what it shows first comes with the page.
for (const screen of ["/", "/spend", "/compare", "/models/deepseek-v4-flash"]) {
  test(`${screen} comes with all that it shows, and asks for nothing`, async ({ page, signIn }) => {
    await signIn("viewer");
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/")) asked.push(pathname);
    });
    await page.goto(screen, { waitUntil: "networkidle" });
    expect(asked).toEqual([]);
  });
}
