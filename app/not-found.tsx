import type { Metadata } from "next";
import Link from "next/link";
import { NoticePage } from "@/components/shell/notice-page";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <NoticePage title="Nothing at this address">
      <p>The link may be old or mistyped.</p>
      <Link href="/">Back to the overview</Link>
    </NoticePage>
  );
}
