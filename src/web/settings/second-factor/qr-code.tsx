import { encode } from 'uqr'

/** Cells of white around the code; readers need them to find it. */
const quietZone = 4

/** A text as a QR code, drawn here: a secret in it is sent to nobody. Black on white in every scheme, for readers. */
export function QrCode({ text, label, size }: { text: string; label: string; size: number }) {
  const { data, size: cells } = encode(text, { ecc: 'M', border: quietZone })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${cells} ${cells}`}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${cells}v${cells}h-${cells}z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}
