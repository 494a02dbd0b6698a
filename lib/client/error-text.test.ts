import { afterEach, expect, test } from "vitest";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { localeOfRequest } from "@/lib/messages/locale";
import { ApiError } from "./api-error";
import { errorText, unreachable } from "./error-text";

afterEach(() => localeOfRequest.set(undefined));

test("a screen says what the API answered, or that nothing did, in the language of its reader", async () => {
  expect(errorText(new ApiError("CONFLICT", "Is taken", { status: 409 }))).toBe("Is taken");
  expect(errorText(new TypeError("fetch failed"))).toBe("The server could not be reached. Try again.");
  expect(unreachable("published")).toBe(
    "The server could not be reached, so nothing was published. Your input is still here.",
  );
  expect(unreachable("changed")).toContain("nothing was changed.");
  await loadCatalogue("zh-CN");
  localeOfRequest.set(() => "zh-CN");
  expect(errorText(new TypeError("fetch failed"))).toBe("无法连接到服务器，请重试。");
  expect(unreachable("published")).toBe("无法连接到服务器，因此未发布任何内容。您的输入仍保留在此处。");
});
