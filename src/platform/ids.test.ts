import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isId, makeSources } from './ids.ts'

describe('an id', () => {
  it('is a UUID of version 7 whose first half says when it was made', () => {
    const id = makeSources(() => new Date(0x0198_1234_5678), randomBytes).newId()
    expect(isId(id)).toBe(true)
    expect(id).toMatch(/^01981234-5678-7000-[89ab]/)
  })

  it('comes after every earlier one, also within a millisecond and when the clock goes back', () => {
    let at = 1_000_000
    const { newId } = makeSources(() => new Date(at), randomBytes)
    const ids = Array.from({ length: 10_000 }, () => newId())
    at -= 500
    ids.push(newId(), newId())
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('takes every random byte once', () => {
    let next = 0
    const numbered = (size: number) => Uint8Array.from({ length: size }, () => next++ % 251)
    const { newId } = makeSources(() => new Date(1), numbered)
    const halves = Array.from({ length: 1000 }, () => newId().slice(19).replace('-', ''))
    halves.forEach((half, index) => {
      const bytes = Array.from({ length: 8 }, (_, byte) => (index * 8 + byte) % 251)
      bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x3f)
      expect(half).toBe(Buffer.from(bytes).toString('hex'))
    })
  })
})
