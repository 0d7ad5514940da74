/** The product's sign: a plumb line. */
export function PlumblineMark({ size = 16 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <rect width="16" height="16" rx="4" fill="var(--accent)" />
      <path d="M8 2.5v6" stroke="var(--on-accent)" strokeWidth="1.25" strokeLinecap="round" />
      <path d="M5.25 8.5h5.5L8 13.5z" fill="var(--on-accent)" />
    </svg>
  )
}
