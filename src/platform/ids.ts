/** Where ids, time and randomness come from; injected so that tests decide them. */
export interface Sources {
  readonly now: () => Date
  readonly newId: () => string
  /** Cryptographic randomness. */
  readonly randomBytes: (size: number) => Uint8Array
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text is written as this product writes ids. */
export const isId = (text: string): boolean => uuid.test(text)

/** Asking for randomness costs more than the rest of an id: it is taken for so many at once. */
const IDS_PER_DRAW = 128
/** Of the 16 bytes of an id the second half is random, but for two bits. */
const RANDOM_BYTES = 8

/**
 * UUID version 7 (RFC 9562): ordered by creation, so that keys append to their indexes.
 * Within one millisecond a counter keeps the order.
 */
export function makeSources(now: () => Date, randomBytes: (size: number) => Uint8Array): Sources {
  let last = 0
  let counter = 0
  let drawn: Uint8Array = new Uint8Array()
  let used = 0
  const newId = () => {
    const at = now().getTime()
    if (at > last) {
      last = at
      counter = 0
    } else {
      counter += 1
      if (counter > 0xfff) {
        last += 1
        counter = 0
      }
    }
    if (used === drawn.length) {
      drawn = randomBytes(IDS_PER_DRAW * RANDOM_BYTES)
      used = 0
    }
    const bytes = Buffer.alloc(16)
    bytes.set(drawn.subarray(used, used + RANDOM_BYTES), 8)
    used += RANDOM_BYTES
    bytes.writeUIntBE(last, 0, 6)
    bytes[6] = 0x70 | (counter >> 8)
    bytes[7] = counter & 0xff
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
  return { now, newId, randomBytes }
}
