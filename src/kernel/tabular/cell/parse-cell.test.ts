import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../test/harness/processor-time.ts'
import { DEFAULT_BLANK_WORDS, parseSchema } from '../mapping/mapping.ts'
import { cellReader } from './parse-cell.ts'

function read(parse: unknown, text: string) {
  const { value, problems } = cellReader(parseSchema.parse(parse), { blank_words: DEFAULT_BLANK_WORDS })(
    text,
    ({ position }) => (position === 2 ? ' second ' : ''),
  )
  return { value, problems: problems.map(({ severity, message_key }) => `${severity} ${message_key}`) }
}
const value = (parse: unknown, text: string) => read(parse, text).value

test('text joins lines, long text keeps them, blank words are null', () => {
  expect(value({ kind: 'text' }, 'a\r\n  b')).toBe('a b')
  expect(value({ kind: 'text', line_break: '; ' }, 'a\nb')).toBe('a; b')
  expect(value({ kind: 'long_text' }, 'a\r\nb\rc')).toBe('a\nb\nc')
  expect(value({ kind: 'text' }, 'N/A')).toBeNull()
  expect(value({ kind: 'text', blank_words: [] }, 'N/A')).toBe('N/A')
})

test('text that is too long is an error and never cut', () => {
  expect(read({ kind: 'text', max_length: 3 }, 'abcd')).toEqual({
    value: null,
    problems: ['error tabular.text_too_long'],
  })
})

describe('choice', () => {
  const parse = {
    kind: 'choice',
    values: { 'No – never': 'never', Unclear: null, 'N/A': 'not_applicable' },
    starts_with: { Documentation: 'some', 'Documentation is complete': 'complete' },
  }
  test('compares answers without regard to dashes, case and space', () => {
    expect(value(parse, 'no  -  NEVER')).toBe('never')
  })
  test('takes the longest beginning that fits', () => {
    expect(value(parse, 'Documentation is complete: all of it')).toBe('complete')
    expect(value(parse, 'Documentation: partly')).toBe('some')
  })
  test('a listed answer wins over a blank word, a listed null is not reported', () => {
    expect(value(parse, 'n/a')).toBe('not_applicable')
    expect(read(parse, 'unclear')).toEqual({ value: null, problems: [] })
  })
  test('an answer nobody listed is null and reported, as an error where the mapping says so', () => {
    expect(read(parse, 'maybe')).toEqual({ value: null, problems: ['notice tabular.choice_unknown'] })
    expect(read({ ...parse, on_unknown: 'error' }, 'maybe').problems).toEqual([
      'error tabular.choice_unknown',
    ])
  })
})

describe('boolean', () => {
  test.each([
    ['YES', true],
    ['no', false],
    ['', null],
    ['N/A', null],
  ])('%s is %s, unreported', (text, expected) => {
    expect(read({ kind: 'boolean' }, text)).toEqual({ value: expected, problems: [] })
  })
  test('is never false for anything but a false word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!['no', 'false', 'n', '0'].includes(text.normalize('NFKC').trim().toLowerCase()))
        return value({ kind: 'boolean' }, text) !== false
      }),
    )
  })
})

describe('date', () => {
  const parse = { kind: 'date', formats: ['M/D/YYYY', 'YY-MMM'], earliest: '1950-01-01' }
  test('reads the accepted forms and ISO dates', () => {
    expect(read(parse, '7/1/2023')).toEqual({ value: '2023-07-01', problems: [] })
    expect(read(parse, '2023-07-01')).toEqual({ value: '2023-07-01', problems: [] })
  })
  test('says when it assumed the day', () => {
    expect(read(parse, '24-Aug')).toEqual({
      value: '2024-08-01',
      problems: ['notice tabular.date_day_assumed'],
    })
  })
  test('does not believe 1905 and names the probable year', () => {
    const { problems } = cellReader(parseSchema.parse(parse), { blank_words: [] })('7/16/1905', () => '')
    expect(problems).toMatchObject([{ message_key: 'tabular.date_probably_a_year', detail: { year: 2024 } }])
  })
  test('keeps what it cannot read as null and reports it', () => {
    expect(read(parse, 'Pre-2021')).toEqual({ value: null, problems: ['notice tabular.date_unreadable'] })
  })
  test('refuses a mapping that takes both month-first and day-first dates', () => {
    expect(parseSchema.safeParse({ kind: 'date', formats: ['M/D/YYYY', 'D/M/YYYY'] }).success).toBe(false)
  })
})

describe('number', () => {
  test.each([
    [{}, '1.5', 1.5],
    [{}, '-3e2', -300],
    [{ group: ',' }, '1,234,567.5', 1_234_567.5],
    [{ decimal: ',', group: '.' }, '1.234,5', 1234.5],
    [{ group: "'" }, "1'000", 1000],
  ])('%o reads %s', (signs, text, expected) => {
    expect(read({ kind: 'number', ...signs }, text)).toEqual({ value: expected, problems: [] })
  })
  test.each(['1,5', '12 apples', '1..2', '--1', '0x10', 'Infinity'])(
    '%s is reported, not guessed',
    (text) => {
      expect(read({ kind: 'number' }, text)).toEqual({
        value: null,
        problems: ['notice tabular.number_unreadable'],
      })
    },
  )
})

describe('list', () => {
  const parse = {
    kind: 'list',
    values: { Age: 'age', 'Sex/Gender': 'sex', Gender: 'sex' },
    empty_words: ['None'],
  }
  test.each([
    ['Age, Sex/Gender', ['age', 'sex']],
    ['["Age","Sex/Gender"]', ['age', 'sex']],
    ['Age\nGender, Sex/Gender', ['age', 'sex']],
    ['None', []],
    ['N/A', null],
  ])('%s', (text, expected) => {
    expect(read(parse, text)).toEqual({ value: expected, problems: [] })
  })
  test('keeps the known items and reports the others', () => {
    expect(read(parse, 'Age, Shoe size')).toEqual({
      value: ['age'],
      problems: ['notice tabular.list_item_unknown'],
    })
  })
  test('is null, not empty, when no item is known: empty would claim there are none', () => {
    expect(value(parse, 'Shoe size')).toBeNull()
    expect(value(parse, 'None, Shoe size')).toBeNull()
  })
  test('without a value map keeps items as written', () => {
    expect(value({ kind: 'list', separators: ['|'] }, 'a, b| c ||')).toEqual(['a, b', 'c'])
  })
})

test('joined puts columns together and leaves blanks out', () => {
  const parse = {
    kind: 'joined',
    with: [
      { position: 2, header: 'x' },
      { position: 3, header: 'y' },
    ],
    separator: ' | ',
  }
  expect(value(parse, 'first')).toBe('first | second')
  expect(value(parse, '')).toBe('second')
})

test('long runs of space cost no more than their length', async () => {
  const text = `a${' '.repeat(100_000)}b`
  const spent = await processorTimeOf(() => expect(value({ kind: 'text' }, text)).toBe(text))
  // With the square of their length it would be ten seconds.
  expect(spent).toBeLessThan(2_000)
})

test('every kind of reader is total', () => {
  const kinds = [
    { kind: 'text' },
    { kind: 'choice', values: {} },
    { kind: 'boolean' },
    { kind: 'date', formats: ['M/D/YYYY', 'YYYY'] },
    { kind: 'number', group: ',' },
    { kind: 'list', values: { a: 'b' } },
  ]
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.string({ unit: 'binary' }), (parse, text) => {
      read(parse, text)
    }),
  )
})
