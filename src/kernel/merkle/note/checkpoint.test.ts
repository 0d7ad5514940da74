import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { leafHash } from '../tree/hash.ts'
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { formatOrigin, isSameTrail, parseOrigin } from './origin.ts'

const ORGANIZATION = '0195a0c0-0000-4000-8000-000000000001'
const root = leafHash('any')

describe('checkpoint', () => {
  it('reads the example of C2SP tlog-checkpoint', () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
    const checkpoint = parseCheckpoint(text)
    expect(checkpoint).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
      extensions: [],
    })
    expect(formatCheckpoint(checkpoint)).toBe(text)
  })

  it('is read back unchanged', () => {
    const line = fc.string({ minLength: 1 })
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((array) => Buffer.from(array))
    const checkpoints = fc.record({
      origin: line,
      size: fc.maxSafeNat(),
      root: bytes,
      extensions: fc.array(line),
    })
    fc.assert(
      fc.property(checkpoints, (one) => {
        expect(parseCheckpoint(formatCheckpoint(one))).toEqual(one)
      }),
    )
  })

  const text = formatCheckpoint({ origin: 'o', size: 7, root, extensions: [] })
  it.each([
    ['no newline at the end', text.slice(0, -1)],
    ['two lines', 'o\n7\n'],
    ['a leading zero', text.replace('7', '07')],
    ['a sign', text.replace('7', '+7')],
    ['a size beyond exact numbers', text.replace('7', '9007199254740993')],
    ['a short root', 'o\n7\nAAAA\n'],
    ['an empty extension line', `${text}\n`],
  ])('refuses %s', (_, doctored) => {
    expect(() => parseCheckpoint(doctored)).toThrow(FormatError)
  })

  it('does not write what it could not read', () => {
    expect(() => formatCheckpoint({ origin: '', size: 1, root, extensions: [] })).toThrow(FormatError)
    expect(() => formatCheckpoint({ origin: 'a\nb', size: 1, root, extensions: [] })).toThrow(FormatError)
    expect(() => formatCheckpoint({ origin: 'a', size: -1, root, extensions: [] })).toThrow(FormatError)
    expect(() => formatCheckpoint({ origin: 'a', size: 1, root: Buffer.alloc(3), extensions: [] })).toThrow(
      FormatError,
    )
  })
})

describe('origin', () => {
  const first = { server: 'aims.example.com', organization: ORGANIZATION, epoch: 1, after: null }
  const later = { ...first, epoch: 3, after: { size: 70_000, root } }

  it('names server and organization, and in a later epoch the checkpoint it continues', () => {
    expect(formatOrigin(first)).toBe(`aims.example.com/trail/${ORGANIZATION}`)
    expect(formatOrigin(later)).toBe(
      `aims.example.com/trail/${ORGANIZATION}/epoch/3/after/70000/${root.toString('hex')}`,
    )
    for (const origin of [first, later]) expect(parseOrigin(formatOrigin(origin))).toEqual(origin)
    expect(isSameTrail(first, later)).toBe(true)
    expect(isSameTrail(first, { ...later, server: 'other' })).toBe(false)
  })

  it.each([
    '',
    'host',
    `host/trail/${ORGANIZATION}/epoch/2`,
    `host/trail/${ORGANIZATION}/epoch/1/after/1/${'a'.repeat(64)}`,
  ])('refuses "%s"', (text) => {
    expect(() => parseOrigin(text)).toThrow(FormatError)
  })

  it('is not written for an impossible epoch', () => {
    expect(() => formatOrigin({ ...first, epoch: 2 })).toThrow(FormatError)
    expect(() => formatOrigin({ ...later, epoch: 1 })).toThrow(FormatError)
    expect(() => formatOrigin({ ...first, server: 'a b' })).toThrow(FormatError)
  })
})
