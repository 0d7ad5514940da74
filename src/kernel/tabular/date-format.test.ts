import { describe, expect, test } from 'vitest'
import { probableTypedYear, readDate } from './date-format.ts'

describe('readDate', () => {
  test.each([
    ['2024-02-29', 'YYYY-MM-DD', '2024-02-29', 'day'],
    ['2024-02-29T13:05:00', 'YYYY-MM-DD', '2024-02-29', 'day'],
    ['7/1/2023', 'M/D/YYYY', '2023-07-01', 'day'],
    ['31/12/2023', 'D/M/YYYY', '2023-12-31', 'day'],
    ['1. 4. 2022', 'D.M.YYYY', '2022-04-01', 'day'],
    ['3-Sept-2021', 'D MMM YYYY', '2021-09-03', 'day'],
    ['March 4, 2020', 'MMM D, YYYY', '2020-03-04', 'day'],
    ['2022-08', 'YYYY-MM', '2022-08-01', 'month'],
    ['08/2022', 'M/YYYY', '2022-08-01', 'month'],
    ['24-Aug', 'YY-MMM', '2024-08-01', 'month'],
    ['Aug-69', 'MMM-YY', '1969-08-01', 'month'],
    ['2019', 'YYYY', '2019-01-01', 'year'],
  ] as const)('%s as %s is %s, known to the %s', (text, format, date, precision) => {
    expect(readDate(text, format)).toEqual({ date, precision })
  })

  test.each([
    ['2/30/2023', 'M/D/YYYY'],
    ['13/1/2023', 'M/D/YYYY'],
    ['10/12023', 'M/D/YYYY'],
    ['2023-02-29', 'YYYY-MM-DD'],
    ['0/1/2023', 'M/D/YYYY'],
    ['24-Foo', 'YY-MMM'],
    ['2022-11-16 (first formal action)', 'YYYY-MM-DD'],
    ['Q4FY25', 'YYYY'],
  ] as const)('%s is no date as %s', (text, format) => {
    expect(readDate(text, format)).toBeNull()
  })
})

test('recognises a year that a spreadsheet took for a day number', () => {
  expect(probableTypedYear('1905-07-16')).toBe(2024)
  expect(probableTypedYear('1905-07-07')).toBe(2015)
  expect(probableTypedYear('2024-01-01')).toBeNull()
})
