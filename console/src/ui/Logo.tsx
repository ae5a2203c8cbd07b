/** The product's mark: two streams that join. Decorative; the name stands beside it. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#4f46e5" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <path d="M8 8c0 6 8 5 8 12v4" />
        <path d="M24 8c0 6-8 5-8 12" />
        <path d="M16 7v6" opacity=".55" />
      </g>
    </svg>
  );
}
