interface BrandProps {
  size?: number;
}

/** The mark: two arrows that follow each other. */
export function Mark({ size }: Required<BrandProps>) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <rect width="32" height="32" rx="9" fill="#4060c9" />
      <g stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M9 13.5a7.2 7.2 0 0 1 12.6-2.6M23 18.5a7.2 7.2 0 0 1-12.6 2.6" />
        <path d="M22.4 7.2v4.4H18M9.6 24.8v-4.4H14" />
      </g>
    </svg>
  );
}

/** The mark and the name. */
export function Brand({ size = 30 }: BrandProps) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 10, fontWeight: 700, fontSize: size * 0.62 }}>
      <Mark size={size} />
      EvoSync
    </span>
  );
}
