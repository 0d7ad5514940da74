import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32 } from './base32.ts'
import { codeOf, keyUri, stepAt, stepOfCode } from './totp.ts'

const rfcSecret = Buffer.from('12345678901234567890')

describe('one-time passwords', () => {
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('match RFC 6238 appendix B at second %i', (second, code) => {
    expect(codeOf(rfcSecret, stepAt(new Date(second * 1000)), 8)).toBe(code)
  })

  it('match RFC 4226 appendix D', () => {
    const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871']
    expect(codes.map((_, counter) => codeOf(rfcSecret, counter))).toEqual(codes)
  })

  it('are taken one step early or late, and no further', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        fc.integer({ min: 300, max: 2 ** 33 }),
        fc.integer({ min: -4, max: 4 }),
        (secret, second, off) => {
          const step = stepAt(new Date(second * 1000))
          const found = stepOfCode(secret, codeOf(secret, step + off), new Date(second * 1000))
          // A code of another step may be the same by chance; then it stands for one within reach.
          if (Math.abs(off) <= 1)
            expect(found === undefined ? NaN : Math.abs(found - step)).toBeLessThanOrEqual(1)
          else if (found !== undefined) expect(codeOf(secret, found)).toBe(codeOf(secret, step + off))
        },
      ),
    )
  })

  it('refuse what is no code', () => {
    for (const code of ['', '1', '12345', '1234567', 'abcdef', '１２３４５６'])
      expect(stepOfCode(rfcSecret, code, new Date(1e9))).toBeUndefined()
  })

  it('are set up by a key URI', () => {
    expect(keyUri(rfcSecret, 'Plumbline', 'ada@example.org')).toBe(
      'otpauth://totp/Plumbline:ada%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Plumbline&algorithm=SHA1&digits=6&period=30',
    )
  })
})

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes RFC 4648 section 10: %j', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected)
  })
})
