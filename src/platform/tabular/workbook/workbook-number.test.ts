import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateText, dayNumber, numberStyle, numberText } from './workbook-number.ts'

describe('numberText', () => {
  test.each([
    ['0.30000000000000004', '0.3'],
    ['1.0000000000000002', '1'],
    ['1.1000000000000001', '1.1'],
    ['123456789012345', '123456789012345'],
    ['1E+20', '100000000000000000000'],
    ['1.5E+22', '15000000000000000000000'],
    ['2.5E-7', '0.00000025'],
    ['-0', '0'],
    ['-12.50', '-12.5'],
  ])('%s is shown as %s', (stored, shown) => {
    expect(numberText(stored)).toBe(shown)
  })
  test.each(['', 'abc', 'NaN', 'Infinity', '1,5'])('%s is no number', (stored) => {
    expect(numberText(stored)).toBeNull()
  })
})

describe('numberStyle', () => {
  test.each([
    [14, undefined, 'date'],
    [0, undefined, 'number'],
    [9, undefined, 'number'],
    [164, 'yyyy\\-mm\\-dd', 'date'],
    [165, '[$-409]d/m/yy h:mm AM/PM;@', 'date'],
    [166, '#,##0.00 "days"', 'number'],
    [167, '[Red]General', 'number'],
    [168, '[h]:mm', 'number'],
    [169, '0.0\\d', 'number'],
  ] as const)('format %i %s is a %s', (id, code, style) => {
    expect(numberStyle(id, code)).toBe(style)
  })
})

describe('dateText', () => {
  test.each([
    ['45000', false, '2023-03-15'],
    ['45000.5', false, '2023-03-15T12:00:00'],
    ['0.25', false, '06:00:00'],
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['60', false, null],
    ['61', false, '1900-03-01'],
    ['0', true, '1904-01-01'],
    ['-1', false, null],
    ['9999999', false, null],
  ] as const)('%s (1904: %s) is %s', (stored, from1904, text) => {
    expect(dateText(stored, from1904)).toBe(text)
  })

  test('gives back every day that dayNumber stores', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (day) => {
        expect(dayNumber(dateText(String(day), false) ?? '')).toBe(day)
      }),
    )
  })
})
