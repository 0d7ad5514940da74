import fc from 'fast-check'
import { expect, test } from 'vitest'
import { looksLikeFormula, neutraliseFormula, restoreFormula } from './formula-safety.ts'

const formulaLike = fc
  .tuple(
    fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', ' ', '＝', 'a', '"'), {
      maxLength: 8,
    }),
    fc.string({ unit: 'grapheme' }),
  )
  .map(([start, rest]) => start.join('') + rest)

test('restoring gives back what was neutralised, for every text', () => {
  fc.assert(
    fc.property(formulaLike, (text) => restoreFormula(neutraliseFormula(text)) === text),
    { numRuns: 2_000 },
  )
})

test('no neutralised text begins in a way that a spreadsheet runs', () => {
  fc.assert(
    fc.property(formulaLike, (text) => !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(neutraliseFormula(text))),
  )
})

test('leaves ordinary text and ordinary apostrophes alone', () => {
  for (const text of ["'quoted'", 'a=b', '', "O'Neil", '1-2']) expect(neutraliseFormula(text)).toBe(text)
  expect(neutraliseFormula('=1+1')).toBe("'=1+1")
  expect(neutraliseFormula("'=1+1")).toBe("''=1+1")
  expect(looksLikeFormula(' =cmd')).toBe(true)
})
