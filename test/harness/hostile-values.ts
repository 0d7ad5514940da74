import fc from 'fast-check'

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)
const cursor = (value: unknown) => JSON.stringify(Buffer.from(JSON.stringify(value)).toString('base64url'))
const anId = '018f3c6e-0000-7000-8000-000000000001'

/**
 * Values as JSON text, so that they can be what no value of the language is: duplicate and inherited keys, numbers
 * beyond every type, escapes for half characters.
 */
export const hostileTexts: readonly string[] = [
  // Text that databases, parsers and terminals stumble over.
  '"\\u0000"',
  '"before\\u0000after"',
  '"\\ud800"',
  '"\\udfff\\ud800 halves the wrong way round"',
  '"\\u202e\\u200b\\ufeff"',
  '"\\u001b[2J"',
  '""',
  '" "',
  `"${'x'.repeat(30_000)}"`,
  `"${'é'.repeat(300_000)}"`,
  '"%"',
  '"%00"',
  '"\\\\"',
  `"'; drop table app.person; --"`,
  '"$1"',
  '"{}"',
  '"{\\"a\\":1}"',
  '"<script>alert(1)</script>"',
  '"=1+1"',
  '"../../etc/passwd"',
  '"_none"',
  '"_me"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"null"',
  '"NaN"',
  '"Infinity"',
  // Numbers.
  '0',
  '-1',
  '1.5',
  '2147483648',
  '-2147483649',
  '9007199254740993',
  '9223372036854775808',
  '1e308',
  '1e999',
  '-1e999',
  '"1e3"',
  '"0x10"',
  '"99999999999999999999"',
  // Dates and instants at and beyond the edges.
  '"0000-00-00"',
  '"0000-01-01"',
  '"2026-02-29"',
  '"9999-12-31"',
  '"294277-01-01"',
  '"2026-01-01T00:00:00Z"',
  '"0000-01-01T00:00:00Z"',
  '"9999-12-31T23:59:59.999999999Z"',
  '"2026-01-01T00:00:00+23:59"',
  '"-infinity"',
  '"now"',
  // Ids.
  `"${anId}"`,
  '"00000000-0000-0000-0000-000000000000"',
  '"ffffffff-ffff-ffff-ffff-ffffffffffff"',
  `"{${anId}}"`,
  // Other shapes.
  'null',
  'true',
  '[]',
  '{}',
  '[null]',
  '[[]]',
  '{"length":-1}',
  '{"$gt":""}',
  '{"__proto__":{"roles":["administrator"]}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"id":1,"id":2}',
  nested(500, '[', ']'),
  nested(20_000, '[', ']'),
  `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
  `[${Array(20_000).fill(`"${anId}"`).join(',')}]`,
  `[${Array(500).fill('"\\u0000"').join(',')}]`,
  // Cursors that were made up.
  cursor([]),
  cursor(['name', null, null]),
  cursor(['name', { a: 1 }, anId]),
  cursor(['name', 'x', anId]),
  cursor(['-updated_at', 'not a time', anId]),
  cursor(['-updated_at', '\u0000', anId]),
  cursor(['created_at', 1e308, anId]),
  cursor({ sort: 'name', id: anId }),
  cursor([-1, anId]),
  cursor(['2026-01-01', anId]),
  '"AAAA"',
  '"/w"',
]

/** One hostile value as JSON text: of the list above, or whatever else. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
  // PostgreSQL keeps no NUL, so whatever lets one through fails there.
  { weight: 1, arbitrary: fc.constantFrom('"before\\u0000after"', '"a@example.org\\u0000"') },
  { weight: 1, arbitrary: fc.json({ stringUnit: 'binary' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: fc.double().map((number) => JSON.stringify(number)) },
)

/** A value as it stands, percent-encoded, in an address: also what is no text in UTF-8. */
export function inAddress(json: string): string {
  const value: unknown = ((): unknown => {
    try {
      return JSON.parse(json)
    } catch {
      return json
    }
  })()
  const text = typeof value === 'string' ? value : json
  return [...text.slice(0, 4000)]
    .map((sign) => (sign.isWellFormed() ? encodeURIComponent(sign) : '%ED%A0%80'))
    .join('')
}
