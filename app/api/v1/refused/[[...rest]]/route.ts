import { MOVED } from "@/lib/contract/moved";

export const dynamic = "force-dynamic";

/** Sends a caller of an old address to the new one; with 308 it repeats its method and body there. */
function answerMoved(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  const moved = MOVED.find(({ method, from }) => from === pathname && method === request.method.toLowerCase());
  if (!moved)
    return Response.json({ error: { code: "NOT_FOUND", message: "Nothing at this address" } }, { status: 404 });
  return new Response(null, { status: 308, headers: { location: `${moved.to}${search}` } });
}

export { answerMoved as GET, answerMoved as POST };
