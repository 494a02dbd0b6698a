import type { Metadata } from "next";
import Link from "next/link";
import { NoticePage } from "@/components/shell/notice-page";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <NoticePage title="There is nothing at this address">
      <p>The link may be old, or a letter of it missing.</p>
      <Link href="/">Back to the overview</Link>
    </NoticePage>
  );
}
