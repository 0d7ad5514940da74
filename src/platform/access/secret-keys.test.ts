import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeSources } from '../ids.ts'
import { secretKeys } from './secret-keys.ts'

const sources = makeSources(() => new Date(0), randomBytes)
const keys = secretKeys(randomBytes(32).toString('base64'), sources)
const plain = Buffer.from('a secret of twenty b')

describe('what is sealed', () => {
  it('opens for the id it belongs to, and looks different each time', () => {
    const sealed = keys.seal(plain, 'ada')
    expect(keys.open(sealed, 'ada')).toEqual(plain)
    expect(sealed.includes(plain)).toBe(false)
    expect(keys.seal(plain, 'ada').equals(sealed)).toBe(false)
  })

  it('opens for no other id, under no other secret, and not when altered', () => {
    const sealed = keys.seal(plain, 'ada')
    expect(() => keys.open(sealed, 'grace')).toThrow()
    expect(() => secretKeys(randomBytes(32).toString('base64'), sources).open(sealed, 'ada')).toThrow()
    for (const at of [0, 12, sealed.length - 1]) {
      const altered = Buffer.from(sealed)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(() => keys.open(altered, 'ada')).toThrow()
    }
    expect(() => keys.open(sealed.subarray(0, 20), 'ada')).toThrow()
  })
})

it('a digest depends on purpose, text and secret', () => {
  expect(keys.digest('one', 'text')).toEqual(keys.digest('one', 'text'))
  const others = [
    keys.digest('two', 'text'),
    keys.digest('one', 'text2'),
    secretKeys('another secret of more than 32 characters', sources).digest('one', 'text'),
  ]
  for (const other of others) expect(other).not.toEqual(keys.digest('one', 'text'))
})

it('a short secret is refused', () => {
  expect(() => secretKeys('changeme', sources)).toThrow(/at least 32 characters/)
})
