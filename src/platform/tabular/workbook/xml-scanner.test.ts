import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { XmlError, XmlScanner } from './xml-scanner.ts'

function scan(pieces: readonly string[]): string[] {
  const events: string[] = []
  const scanner = new XmlScanner(
    {
      open: (name, attribute) => events.push(`<${name} ${attribute('a') ?? ''}>`),
      text: (text) => events.push(text),
      close: (name) => events.push(`</${name}>`),
    },
    1_000,
  )
  for (const piece of pieces) scanner.write(piece)
  scanner.end()
  return events
}

const DOCUMENT = `<?xml version="1.0"?><!-- > --><x:r xmlns:a="u" a='1 &gt; "0"'>t&amp;&#x41;&#66;<b a="x>y"/><![CDATA[<&]]>\r\n</x:r >`
const EVENTS = ['<r 1 > "0">', 't&AB', '<b x>y>', '</b>', '<&', '\n', '</r>']

test('reads elements, attributes, references and literal sections', () => {
  expect(scan([DOCUMENT])).toEqual(EVENTS)
})

test('reads the same however the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: DOCUMENT.length }), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), DOCUMENT.length]
      const pieces = places.slice(1).map((end, index) => DOCUMENT.slice(places[index], end))
      expect(scan(pieces)).toEqual(EVENTS)
    }),
  )
})

describe('refuses', () => {
  test.each([
    ['a document type', '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'],
    ['an entity of its own', '<r>&lol;</r>'],
    ['elements closed out of order', '<r><a></r></a>'],
    ['a document that stops early', '<r><a>'],
    ['a second root', '<r/><r/>'],
    ['text outside', '<r/>x'],
    ['nothing', ''],
    ['an open tag inside a tag', '<r <a>'],
    ['a reference to no character', '<r>&#0;</r>'],
    ['deep nesting', '<r>'.repeat(100)],
    ['endless text', `<r>${'x'.repeat(2_000)}`],
  ])('%s', (_, text) => {
    expect(() => scan([text])).toThrow(XmlError)
  })
})
