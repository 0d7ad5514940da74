import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { OperationError } from '../../../kernel/contract/error.ts'
import { makeSources } from '../../ids.ts'
import { commonPasswords } from './common-passwords.ts'
import { hashOfNothing, hashPassword, verifyPassword } from './password-hash.ts'
import { assertPasswordAllowed, passwordFault, shortestPassword } from './password-policy.ts'

const sources = makeSources(() => new Date(0), randomBytes)

describe('a password hash', () => {
  it('takes the password it was made of and no other', async () => {
    const hash = await hashPassword('four plain words together', sources)
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/)
    expect(await verifyPassword('four plain words together', hash)).toBe(true)
    expect(await verifyPassword('four plain words Together', hash)).toBe(false)
    expect(await verifyPassword('', hash)).toBe(false)
  })

  it('is another one each time', async () => {
    const [one, other] = await Promise.all([
      hashPassword('the same words again', sources),
      hashPassword('the same words again', sources),
    ])
    expect(one).not.toBe(other)
  })

  it('does not care how an umlaut was typed', async () => {
    const hash = await hashPassword('größere Wörter hier', sources)
    expect(await verifyPassword('größere Wörter hier'.normalize('NFD'), hash)).toBe(true)
  })

  it('of nothing looks like any other, at the same cost, and matches nothing', async () => {
    const [nothing, something] = [hashOfNothing(sources), await hashPassword('', sources)]
    expect(nothing.replaceAll(/\$[\w-]{22}\$[\w-]{43}$/g, '')).toBe(
      something.replaceAll(/\$[\w-]{22}\$[\w-]{43}$/g, ''),
    )
    expect(await verifyPassword('', nothing)).toBe(false)
  })

  it('in another shape matches nothing', async () => {
    expect(await verifyPassword('pleaseletmein', '$scrypt$ln=14,r=8,p=1$U29kaXVt$cCO9')).toBe(false)
    expect(await verifyPassword('pleaseletmein', '')).toBe(false)
  })
})

describe('the rules for passwords', () => {
  const email = 'a.very.long.name@example.org'
  it.each([
    'short',
    'x'.repeat(11),
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    'Password1234',
    'QWERTYUIOP123',
    '123456789012',
    email,
    email.toUpperCase(),
    'a.very.long.name',
    'plumbline1234',
    'y'.repeat(201),
  ])('refuse %j', (password) => {
    expect(passwordFault(password, email)).toMatch(/\w/)
    expect(() => assertPasswordAllowed(password, email)).toThrow(OperationError)
  })

  it.each(['four plain words together', 'xk3;Qmv9!pLz', 'äöüß äöüß äöüß', 'all lower case is fine'])(
    'take %j, whatever characters it mixes',
    (password) => {
      expect(passwordFault(password, email)).toBeUndefined()
    },
  )

  it('list only passwords that the length lets through, folded as they are compared', () => {
    for (const one of commonPasswords) {
      expect([one, one.length >= shortestPassword]).toEqual([one, true])
      expect(one).toBe(one.normalize('NFKC').toLowerCase())
    }
    expect(commonPasswords.size).toBeGreaterThan(200)
  })
})
