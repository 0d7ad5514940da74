import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { encodeTombstone, parseTombstone, payloadHash, SALT_BYTES } from './payload.ts'

const salts = fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES })

describe('payload hash', () => {
  it('is SHA-256 over salt and image, for text and bytes alike', () => {
    fc.assert(
      fc.property(salts, fc.string({ unit: 'binary' }), (salt, image) => {
        const expected = createHash('sha256').update(salt).update(image, 'utf8').digest('hex')
        expect(payloadHash(salt, image)).toBe(expected)
        expect(payloadHash(salt, Buffer.from(image))).toBe(expected)
      }),
    )
  })

  it('takes salts of one length only, so that no byte can move between salt and image', () => {
    expect(() => payloadHash(Buffer.alloc(SALT_BYTES + 1), 'image')).toThrow(FormatError)
    expect(() => payloadHash(Buffer.alloc(0), 'image')).toThrow(FormatError)
  })
})

describe('tombstone', () => {
  it('names leaves, whatever wrote the JSON', () => {
    expect(parseTombstone(encodeTombstone([1, 2, 30]))).toEqual([1, 2, 30])
    expect(parseTombstone('{"leaves" : [1, 2]}')).toEqual([1, 2])
  })

  it.each(['', '{}', '[]', 'null', '{"leaves":[-1]}', '{"leaves":["1"]}', '{"leaves":[0.5]}'])(
    'refuses %s',
    (image) => {
      expect(() => parseTombstone(image)).toThrow(FormatError)
    },
  )
})
