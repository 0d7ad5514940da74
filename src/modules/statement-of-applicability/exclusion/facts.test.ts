import { describe, expect, it } from 'vitest'
import {
  factsInForce,
  factsOfOrganization,
  factsOfSomeSystem,
  factsOfSystem,
  type InventoryFacts,
  type StatedFact,
} from './facts.ts'

const silent: InventoryFacts = {
  id: 'one',
  name: 'Scoring',
  lifecycle_stage: null,
  ai_roles: null,
  sourcing: null,
  supplier_name: null,
  informs_public: null,
}
const stated = (fact: string, value: boolean, ai_system_id: string | null = null): StatedFact => ({
  fact,
  value,
  ai_system_id,
})

describe('what the inventory settles', () => {
  it('is nothing about a system that nobody described', () => {
    expect(Object.values(factsOfSystem(silent)).every((value) => value === null)).toBe(true)
  })

  it('is a third party’s component for what was bought or supplied, and never its absence', () => {
    const third = (one: Partial<InventoryFacts>) =>
      factsOfSystem({ ...silent, ...one }).has_third_party_component
    expect(third({ sourcing: 'off_the_shelf' })).toBe(true)
    expect(third({ sourcing: 'mixed' })).toBe(true)
    expect(third({ sourcing: 'in_house', supplier_name: 'Example Models' })).toBe(true)
    expect(third({ sourcing: 'in_house' })).toBeNull()
    expect(third({ sourcing: 'in_house', supplier_name: ' ' })).toBeNull()
  })

  it('is people outside for public information, and nothing for its absence', () => {
    const outside = (informs_public: boolean | null) =>
      factsOfSystem({ ...silent, informs_public }).affects_external_persons
    expect([outside(true), outside(false), outside(null)]).toEqual([true, null, null])
  })
})

describe('what is in force for a system', () => {
  it('is what was stated about it, before its fields, before a "none" for the organization', () => {
    const bought = { ...silent, sourcing: 'off_the_shelf' }
    const none = stated('has_third_party_component', false)
    expect(factsInForce(silent, [none]).has_third_party_component).toBe(false)
    expect(factsInForce(bought, [none]).has_third_party_component).toBe(true)
    const own = stated('has_third_party_component', false, 'one')
    expect(factsInForce(bought, [none, own]).has_third_party_component).toBe(false)
    expect(factsInForce({ ...bought, id: 'two' }, [own]).has_third_party_component).toBe(true)
  })

  it('is not settled by a "some" for the organization', () => {
    const some = stated('trains', true)
    expect(factsInForce(silent, [some]).trains).toBeUndefined()
    expect(factsOfSomeSystem([some, stated('fine_tunes', false)])).toEqual({ trains: true })
  })

  it('keeps facts of the organization apart from those of systems', () => {
    expect(factsOfOrganization([stated('has_ai_customers', true), stated('trains', true, 'one')])).toEqual({
      has_ai_customers: true,
    })
  })
})
