/** The mark of the house: a doorway with its light on. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 512 512" aria-hidden="true">
      <rect width="512" height="512" rx="112" class="logo-wall" />
      <path
        d="M136 384V216c0-66 54-120 120-120s120 54 120 120v168h-56V220c0-35-29-64-64-64s-64 29-64 64v164z"
        class="logo-arch"
      />
      <circle cx="256" cy="296" r="30" class="logo-light" />
      <path d="M112 384h288v32H112z" class="logo-arch" />
    </svg>
  );
}
