import { describe, expect, it } from 'vitest'
import { standardOperations } from '../../kernel/register/standard.ts'
import { transitionOperations } from '../../kernel/register/transition.ts'
import { organizationUnit } from '../../modules/organization/organization-unit.ts'
import { travel } from './request.ts'
import { type StandardVerb, standardRoute, transitionRoute } from './standard-route.ts'

describe('routes of the standard operations', () => {
  const operations = standardOperations(organizationUnit)

  it.each(Object.keys(operations) as StandardVerb[])('%s travels as its contract says', (verb) => {
    const { method, path, versioned } = operations[verb]
    expect(standardRoute(organizationUnit, verb)).toEqual({ method, path, versioned })
  })

  it.each(transitionOperations(organizationUnit))('$name travels as its contract says', (operation) => {
    const { name, method, path, versioned } = operation
    const verb = name.slice(organizationUnit.name.length + 1)
    expect(transitionRoute(organizationUnit, verb)).toEqual({ method, path, versioned })
  })
})

describe('an input on its way', () => {
  it('puts parameters in the path, the version in If-Match and the rest in the body', () => {
    const sent = travel(standardRoute(organizationUnit, 'revise'), {
      id: 'a/b',
      expected_version: 3,
      changes: { name: 'Fraud' },
    })
    expect(sent.url).toBe('/api/organization-units/a%2Fb')
    expect(sent.headers.get('if-match')).toBe('"3"')
    expect(sent.headers.get('x-requested-with')).toBe('plumbline')
    expect(sent.body).toBe('{"changes":{"name":"Fraud"}}')
  })

  it('puts what a query asks into the query string and leaves out what is absent', () => {
    const sent = travel(standardRoute(organizationUnit, 'list'), {
      kind: 'team,site',
      q: undefined,
      limit: 50,
    })
    expect(sent.url).toBe('/api/organization-units?kind=team%2Csite&limit=50')
    expect(sent.body).toBeNull()
  })
})
