/** What the product is called, in every language. */
export const PRODUCT_NAME = "Switchyard";

/** Two rails that part: the product's mark, drawn in the accent. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="var(--sw-accent)" />
      <path
        d="M8 21V3M8 15.5C8 11 16 12.5 16 7.5V3"
        fill="none"
        stroke="var(--sw-surface)"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
      <circle cx="8" cy="15.5" r="2.2" fill="var(--sw-surface)" />
    </svg>
  );
}
