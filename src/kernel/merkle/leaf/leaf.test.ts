import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { encodeLeaf, LEAF_BYTES_MAX, parseLeaf, type TrailLeaf } from './leaf.ts'

const LEAF: TrailLeaf = {
  version: 1,
  organization: '0195a0c0-0000-4000-8000-000000000001',
  operation: '0195a0c0-0000-4000-8000-000000000002',
  name: 'risk.accept',
  event: 'risk.accepted',
  at: '2026-11-21T12:00:00.000000Z',
  actor: '0195a0c0-0000-4000-8000-000000000003',
  changes: 2,
  change: 1,
  table: 'risk',
  row: '0195a0c0-0000-4000-8000-000000000004',
  action: 'update',
  schema_version: 7,
  subject: null,
  before: 'ab'.repeat(32),
  after: 'cd'.repeat(32),
}

const uuid = fc.uuid()
const hash = fc.stringMatching(/^[0-9a-f]{64}$/)
const instant = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2999-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().replace(/(\.\d{3})Z$/, '$1000Z'))
const words = fc.string({ unit: 'binary', maxLength: 60 })

const common = {
  version: fc.constant(1 as const),
  organization: uuid,
  operation: uuid,
  name: words,
  event: words,
  at: instant,
  actor: fc.option(uuid),
  changes: fc.integer({ min: 5, max: Number.MAX_SAFE_INTEGER }),
  change: fc.integer({ min: 1, max: 5 }),
  schema_version: fc.nat(),
  subject: fc.option(uuid),
}
const row = { table: words, row: uuid }
const none = fc.constant(null)
const anyRow = { table: fc.option(words), row: fc.option(uuid) }
const leaves: fc.Arbitrary<TrailLeaf> = fc.oneof(
  fc.record({ ...common, ...row, action: fc.constant('insert' as const), before: none, after: hash }),
  fc.record({ ...common, ...row, action: fc.constant('update' as const), before: hash, after: hash }),
  fc.record({ ...common, ...row, action: fc.constant('delete' as const), before: hash, after: none }),
  fc.record({
    ...common,
    ...anyRow,
    action: fc.constant('event' as const),
    before: none,
    after: fc.option(hash),
  }),
  fc.record({ ...common, ...anyRow, action: fc.constant('erase' as const), before: none, after: hash }),
)

describe('leaf encoding', () => {
  it('is RFC 8785 JSON', () => {
    fc.assert(
      fc.property(leaves, (leaf) => {
        expect(encodeLeaf(leaf)).toBe(canonicalize(leaf))
      }),
      { numRuns: 1000 },
    )
  })

  it('is read back unchanged', () => {
    fc.assert(
      fc.property(leaves, (leaf) => {
        expect(parseLeaf(encodeLeaf(leaf))).toEqual(leaf)
      }),
      { numRuns: 1000 },
    )
  })

  it('never exceeds what a 16-bit length can say', () => {
    const overhead = encodeLeaf({ ...LEAF, name: '' }).length
    const fits = { ...LEAF, name: 'é'.repeat(Math.floor((LEAF_BYTES_MAX - overhead) / 2)) }
    expect(Buffer.byteLength(encodeLeaf(fits))).toBeLessThanOrEqual(LEAF_BYTES_MAX)
    expect(() => encodeLeaf({ ...fits, name: `${fits.name}é` })).toThrow(/at most 65535 are allowed/)
  })

  it('refuses half a surrogate pair, which would not survive UTF-8', () => {
    expect(() => encodeLeaf({ ...LEAF, event: '\ud800' })).toThrow(FormatError)
  })
})

describe('leaf reading', () => {
  const text = encodeLeaf(LEAF)
  const withField = (field: Partial<Record<keyof TrailLeaf, unknown>>): string =>
    canonicalize({ ...LEAF, ...field }) ?? ''

  it.each([
    ['half a leaf', text.slice(0, -1)],
    ['no object', '[]'],
    ['nothing', 'null'],
    ['a space', text.replace(',', ', ')],
    ['a key too many', text.replace('}', ',"z":1}')],
    ['a key twice', text.replace('{', '{"action":"insert",')],
    ['another spelling of a string', text.replace('risk.accepted', '\\u0072isk.accepted')],
    ['another version', withField({ version: 2 })],
    ['an upper-case id', withField({ organization: LEAF.organization.toUpperCase() })],
    ['a time without microseconds', withField({ at: '2026-11-21T12:00:00Z' })],
    ['a short hash', withField({ after: 'ab' })],
    ['an unknown action', withField({ action: 'upsert' })],
    ['a broken count', withField({ changes: 1.5 })],
    ['a change beyond the count', withField({ change: 3 })],
    ['an insert with a before', withField({ action: 'insert' })],
    ['an update without a before', withField({ before: null })],
    ['an update without an after', withField({ after: null })],
    ['a delete with an after', withField({ action: 'delete' })],
    ['a changed row without id', withField({ row: null })],
    ['an event with a before', withField({ action: 'event' })],
    ['a tombstone without payload', withField({ action: 'erase', before: null, after: null })],
  ])('refuses %s', (_, doctored) => {
    expect(() => parseLeaf(doctored)).toThrow(FormatError)
  })
})
