import { AppError } from "@/lib/contract/error";
import { defineRoute } from "@/lib/http/route";

/** Addresses of the API that do not exist are answered in its own manner, not with a page. */
const notFound = defineRoute({
  authenticate: () => undefined,
  handle: (): Response => {
    throw new AppError("NOT_FOUND", "There is nothing at this address");
  },
});

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT };
